/** Counts with grouping; the same in both languages. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `0193c2f4-…-9a7c2e` → `0193c2f4…7c2e`: enough to recognise, short enough for a row. */
export function shortId(id: string): string {
  return id.length > 15 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}
