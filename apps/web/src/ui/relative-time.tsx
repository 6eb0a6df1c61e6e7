import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact, formatRelative } from '../format/time.ts';

const TICK_MS = 20_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for all times on the page; it stands still when none is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** When something happened: "3 minutes ago", with the exact time in the title. Never "in a second": clocks differ. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const { i18n } = useTranslation();
  const clock = useSyncExternalStore(subscribe, () => now);
  return (
    <time dateTime={at} title={formatExact(at, i18n.language)} className={className}>
      {formatRelative(at, Math.max(clock, Date.parse(at)), i18n.language)}
    </time>
  );
}
