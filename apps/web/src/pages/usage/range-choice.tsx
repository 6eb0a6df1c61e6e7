import type { UsageGroup } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { groups, type RangeName, ranges, type UsageSearch } from './search.ts';

interface Props {
  search: UsageSearch;
  days: { from: string; to: string };
  today: string;
  change: (search: UsageSearch) => void;
}

const rangeNames: readonly RangeName[] = [...(Object.keys(ranges) as RangeName[]), 'custom'];

/** Two plain date fields for every other range. */
function Days({ search, days, today, change }: Props) {
  const { t } = useTranslation();
  const ends = ['from', 'to'] as const;
  return (
    <div className="flex flex-wrap gap-3">
      {ends.map((end) => (
        <Field key={end} label={t(`usage.${end}`)}>
          {(control) => (
            <Input
              {...control}
              type="date"
              required
              max={today}
              value={days[end]}
              onChange={(event) => event.target.value && change({ ...search, ...days, [end]: event.target.value })}
              className="mono w-44"
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** Which days, and grouped by what. */
export function RangeChoice(props: Props) {
  const { t } = useTranslation();
  const { search, days, change } = props;
  const range = search.range ?? 'days30';
  const setRange = (next: RangeName) => {
    const { group } = search;
    change({ range: next, ...(group && { group }), ...(next === 'custom' && days) });
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Segmented
          label={t('usage.range')}
          value={range}
          onChange={setRange}
          options={rangeNames.map((value) => ({ value, label: t(`usage.ranges.${value}`) }))}
        />
        <Segmented<UsageGroup>
          label={t('usage.groupBy')}
          value={search.group ?? 'day'}
          onChange={(group) => change({ ...search, group })}
          options={groups.map((value) => ({ value, label: t(`usage.group.${value}`) }))}
        />
      </div>
      {range === 'custom' && <Days {...props} />}
    </div>
  );
}
