import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSpan } from '../../format/time.ts';

const SECOND_MS = 1_000;

/** How long an order can still be paid, to the second. Not announced: it would never stop talking. */
export function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const left = Date.parse(until) - now;
  if (left <= 0) return null;
  return (
    <span role="timer" aria-live="off" className="whitespace-nowrap text-quiet text-sm">
      {t('pay.timeLeft', { time: formatSpan(left) })}
    </span>
  );
}
