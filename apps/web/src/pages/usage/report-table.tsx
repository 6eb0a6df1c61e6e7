import { toMicro, type UsageGroup, type UsageReport, type UsageRow, type UsageTotals } from '@farebox/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';
import { Credits } from '../../ui/amount.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { nameOf } from './series.ts';

function Figures({ totals, refunds }: { totals: UsageTotals; refunds: boolean }) {
  const count = (value: number) => <span className="mono">{formatCount(value)}</span>;
  return (
    <>
      <Td number>{count(totals.requests)}</Td>
      <Td number>{count(totals.inputTokens)}</Td>
      <Td number className="hidden text-quiet lg:table-cell">
        {count(totals.cachedInputTokens)}
      </Td>
      <Td number>{count(totals.outputTokens)}</Td>
      {refunds && (
        <Td number>
          <Credits value={totals.refunded} />
        </Td>
      )}
      <Td number>
        <Credits value={totals.amount} />
      </Td>
    </>
  );
}

function Head({ group, refunds }: { group: UsageGroup; refunds: boolean }) {
  const { t } = useTranslation();
  return (
    <tr>
      <Th>{t(`usage.group.${group}`)}</Th>
      <Th number>{t('usage.requests')}</Th>
      <Th number>{t('usage.input')}</Th>
      <Th number className="hidden lg:table-cell">
        {t('usage.cached')}
      </Th>
      <Th number>{t('usage.output')}</Th>
      {refunds && <Th number>{t('usage.refunded')}</Th>}
      <Th number>{t('usage.spent')}</Th>
    </tr>
  );
}

function useNameCell(group: UsageGroup): (row: UsageRow) => ReactNode {
  const { t, i18n } = useTranslation();
  return (row) => {
    if (group === 'day') return formatDay(row.day ?? '', i18n.language, 'long');
    const name = nameOf(row, group);
    return name || <span className="text-quiet">{t('usage.other', { group: t(`usage.group.${group}`) })}</span>;
  };
}

/** Days newest first; everything else as the server sorts it. */
function ordered(report: UsageReport, group: UsageGroup): UsageRow[] {
  return group === 'day' ? report.rows.toReversed() : report.rows;
}

/** One row a group, and the sum of everything at the end. */
export function ReportTable({ report, group }: { report: UsageReport; group: UsageGroup }) {
  const { t } = useTranslation();
  const nameCell = useNameCell(group);
  const refunds = toMicro(report.totals.refunded) > 0n;
  return (
    <Table aria-label={t('usage.title')}>
      <thead>
        <Head group={group} refunds={refunds} />
      </thead>
      <tbody>
        {ordered(report, group).map((row) => (
          <Tr key={row.day ?? row.keyId ?? nameOf(row, group)}>
            <Td className="max-w-64 truncate">{nameCell(row)}</Td>
            <Figures totals={row} refunds={refunds} />
          </Tr>
        ))}
      </tbody>
      <tfoot>
        <Tr className="border-t-2 font-semibold">
          <Th scope="row" className="h-10 border-t-0 text-base text-ink">
            {t('usage.total')}
          </Th>
          <Figures totals={report.totals} refunds={refunds} />
        </Tr>
      </tfoot>
    </Table>
  );
}
