// Runs before the first paint, so that the page never flashes in the other theme. Not a module: those run too late.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = 'system';
  try {
    chosen = localStorage.getItem('farebox.theme') ?? 'system';
  } catch {
    // Storage is switched off: the system's theme it is.
  }
  root.dataset.theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
})();
