import { useSyncExternalStore } from 'react';
import { recall, remember } from './memory.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme = themes.find((theme) => theme === recall('theme')) ?? 'system';

/** The same rule as first-paint.js, which applied it before this file was here. */
function apply(): void {
  document.documentElement.dataset.theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
}

dark.addEventListener('change', apply);

export function chooseTheme(theme: Theme): void {
  chosen = theme;
  remember('theme', theme);
  apply();
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
