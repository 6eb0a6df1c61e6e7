/** The number that this share of the sorted ones does not pass, to a thousandth. */
export function shareOf(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 3);
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
