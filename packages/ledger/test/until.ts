/** Waits until it is so; fails after ten seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 10_000; !isSo(); ) {
    if (performance.now() > deadline) throw new Error('It never came to that.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
