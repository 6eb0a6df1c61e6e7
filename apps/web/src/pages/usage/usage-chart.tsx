import type { UsageGroup, UsageReport } from '@farebox/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { modelsQuery } from '../../api/queries.ts';
import { formatCredits } from '../../format/money.ts';
import { formatDay } from '../../format/time.ts';
import { type ChartDay, chartDays, type Series, seriesOf } from './series.ts';

const tick = { fill: 'var(--quiet)', fontSize: 12 };

function DayTooltip({ active, payload, series }: Partial<TooltipContentProps<number, string>> & { series: Series[] }) {
  const { t, i18n } = useTranslation();
  const day = payload?.[0]?.payload as ChartDay | undefined;
  if (!active || !day) return null;
  return (
    <div className="grid gap-1 rounded-md border bg-sheet px-3 py-2 text-sm shadow-lifted">
      <p className="font-medium">{formatDay(day.day, i18n.language, 'long')}</p>
      {series
        .filter(({ name }) => day.amounts[name])
        .map(({ name, colour }) => (
          <p key={name} className="flex items-center gap-2">
            {name && <span className="size-2.5 rounded-full" style={{ background: colour }} />}
            {name}
            <span className="mono ml-auto pl-4">{formatCredits(day.amounts[name] ?? '0')}</span>
            {!name && ` ${t('common.credits')}`}
          </p>
        ))}
    </div>
  );
}

function useKnownNames(group: UsageGroup): string[] {
  const { data } = useQuery({ ...modelsQuery, enabled: group === 'model' });
  return data?.data.map(({ id }) => id).sort() ?? [];
}

/** Credits per day: one hue for all, or a colour for each name. */
export function UsageChart({ report, group }: { report: UsageReport; group: UsageGroup }) {
  const { t, i18n } = useTranslation();
  const series = seriesOf(report, group, useKnownNames(group));
  const nameOr = (name: string) => name || t('usage.other', { group: t(`usage.group.${group}`) });
  return (
    <ResponsiveContainer width="100%" height={264}>
      <BarChart data={chartDays(report, group)} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--edge)' }}
          minTickGap={24}
          tickFormatter={(day: string) => formatDay(day, i18n.language)}
        />
        <YAxis tick={tick} tickLine={false} axisLine={false} width={56} />
        <Tooltip
          cursor={{ fill: 'var(--fare)', fillOpacity: 0.35 }}
          isAnimationActive={false}
          content={(props) => <DayTooltip {...(props as TooltipContentProps<number, string>)} series={series} />}
        />
        {group !== 'day' && <Legend formatter={(name: string) => <span className="text-ink text-sm">{name}</span>} />}
        {series.map(({ name, colour }) => (
          <Bar
            key={name}
            name={nameOr(name)}
            dataKey={(day: ChartDay) => day.heights[name] ?? 0}
            stackId="all"
            fill={colour}
            maxBarSize={36}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
