import { fromMicro, type Stats, toMicro } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';
import { formatDay } from '../../format/time.ts';

const HEIGHT = 64;
const STEP = 10;
const BAR = 7;
const LEAST = 1.5;

/** Heights in whole thousandths by integer arithmetic; only pixels are floats here. */
function heightsOf(daily: Stats['daily']): number[] {
  const amounts = daily.map(({ amount }) => toMicro(amount));
  const most = amounts.reduce((a, b) => (a > b ? a : b), 1n);
  return amounts.map((amount) =>
    amount > 0n ? Math.max(4, Number((amount * 1000n) / most) * (HEIGHT / 1000)) : LEAST,
  );
}

function useSentence(daily: Stats['daily']): string {
  const { t, i18n } = useTranslation();
  const total = daily.reduce((sum, { amount }) => sum + toMicro(amount), 0n);
  if (total === 0n) return t('dashboard.figures.sparkEmpty');
  const top = daily.reduce((a, b) => (toMicro(b.amount) > toMicro(a.amount) ? b : a));
  return t('dashboard.figures.spark', {
    total: formatCredits(fromMicro(total)),
    day: formatDay(top.day, i18n.language),
  });
}

/** One bar a day in ink, today's in fare. The usage page has the figures. */
export function Sparkline({ daily }: { daily: Stats['daily'] }) {
  const { t, i18n } = useTranslation();
  const sentence = useSentence(daily);
  const heights = heightsOf(daily);
  const width = daily.length * STEP - (STEP - BAR);
  return (
    <figure className="grid gap-2">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={sentence}
        className="h-20 w-full"
      >
        {daily.map(({ day, amount }, index) => (
          <rect
            key={day}
            x={index * STEP}
            y={HEIGHT - (heights[index] ?? 0)}
            width={BAR}
            height={heights[index]}
            className={index === daily.length - 1 ? 'fill-fare-deep' : toMicro(amount) > 0n ? 'fill-bar' : 'fill-line'}
          >
            <title>{`${formatDay(day, i18n.language)}: ${formatCredits(amount)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="flex justify-between border-t pt-1.5 text-quiet text-xs">
        <span>{daily[0] && formatDay(daily[0].day, i18n.language)}</span>
        <span>{t('dashboard.figures.thirtyDays')}</span>
        <span>{daily.at(-1) && formatDay(daily.at(-1)?.day ?? '', i18n.language)}</span>
      </figcaption>
    </figure>
  );
}
