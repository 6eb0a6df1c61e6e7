import type { UsageRow } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usageQuery } from '../../api/queries.ts';
import { formatDay } from '../../format/time.ts';
import { Select } from '../../ui/select.tsx';
import type { Days, UsageSearch } from './search.ts';
import { nameOf } from './series.ts';

interface Option {
  /** Empty text = calls without one. */
  value: string;
  label: string;
}

interface ChoiceProps {
  label: string;
  any: string;
  options: Option[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** By place, since any text may be a name, the empty one too. */
function Choice({ label, any, options, value, onChange }: ChoiceProps) {
  const all =
    value === undefined || options.some((one) => one.value === value) ? options : [...options, { value, label: value }];
  const place = all.findIndex((one) => one.value === value);
  return (
    <Select
      aria-label={label}
      value={place}
      onChange={(event) => onChange(all[Number(event.target.value)]?.value)}
      className="w-full sm:w-52"
    >
      <option value={-1}>{any}</option>
      {all.map((one, at) => (
        <option key={one.value} value={at}>
          {one.label}
        </option>
      ))}
    </Select>
  );
}

function useRows(days: Days, group: 'day' | 'model' | 'key'): UsageRow[] {
  return useSuspenseQuery(usageQuery({ from: days.from, to: days.to, groupBy: [group] })).data.rows;
}

interface Props {
  days: Days;
  search: UsageSearch;
  change: (search: UsageSearch) => void;
}

/** Of the days, models and keys that the range has. */
export function CallFilters({ days, search, change }: Props) {
  const { t, i18n } = useTranslation();
  const dayRows = useRows(days, 'day');
  const modelRows = useRows(days, 'model');
  const keyRows = useRows(days, 'key');
  const other = (group: 'model' | 'key') => t('usage.other', { group: t(`usage.group.${group}`) });
  const set = (part: Pick<UsageSearch, 'day' | 'model' | 'key'>) => change({ ...search, ...part });
  return (
    <div className="flex flex-wrap gap-3 px-5 pb-4">
      <Choice
        label={t('usage.group.day')}
        any={t('usage.calls.anyDay')}
        value={search.day}
        options={dayRows
          .toReversed()
          .map(({ day = '' }) => ({ value: day, label: formatDay(day, i18n.language, 'long') }))}
        onChange={(day) => set({ day })}
      />
      <Choice
        label={t('usage.group.model')}
        any={t('usage.calls.anyModel')}
        value={search.model}
        options={modelRows.map(({ model }) => ({ value: model ?? '', label: model ?? other('model') }))}
        onChange={(model) => set({ model })}
      />
      <Choice
        label={t('usage.group.key')}
        any={t('usage.calls.anyKey')}
        value={search.key}
        options={keyRows.map((row) => ({ value: row.keyId ?? '', label: nameOf(row, 'key') || other('key') }))}
        onChange={(key) => set({ key })}
      />
    </div>
  );
}
