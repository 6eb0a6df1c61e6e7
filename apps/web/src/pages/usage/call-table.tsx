import { toMicro, type UsageRecord } from '@farebox/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatCount, shortId } from '../../format/number.ts';
import { Credits } from '../../ui/amount.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';

function Row({ call, refunds }: { call: UsageRecord; refunds: boolean }) {
  const { t } = useTranslation();
  const count = (value: number) => <span className="mono">{formatCount(value)}</span>;
  return (
    <Tr>
      <Td className="w-full max-w-0 sm:w-auto sm:max-w-56">
        <Link
          to="/usage/$receiptId"
          params={{ receiptId: call.receiptId }}
          search={(search: Record<string, unknown>) => search}
          resetScroll={false}
          title={t('usage.calls.receipt')}
          className={`${rowLink} block truncate`}
        >
          {call.model ?? call.feature ?? shortId(call.transactionId)}
        </Link>
      </Td>
      <Td className="hidden max-w-40 truncate text-quiet lg:table-cell">{call.feature}</Td>
      <Td className="hidden max-w-40 truncate text-quiet md:table-cell">
        {call.keyName ?? (call.keyId && shortId(call.keyId))}
      </Td>
      <Td number className="hidden sm:table-cell">
        {count(call.inputTokens)}
      </Td>
      <Td number className="hidden sm:table-cell">
        {count(call.outputTokens)}
      </Td>
      {refunds && (
        <Td number className="hidden md:table-cell">
          {toMicro(call.refunded) > 0n && <Credits value={call.refunded} />}
        </Td>
      )}
      <Td number>
        <Credits value={call.amount} />
      </Td>
      <Td number className="text-quiet text-sm">
        <RelativeTime at={call.occurredAt} />
      </Td>
    </Tr>
  );
}

/** One row a call; the row leads to its receipt. */
export function CallTable({ calls }: { calls: UsageRecord[] }) {
  const { t } = useTranslation();
  const refunds = calls.some(({ refunded }) => toMicro(refunded) > 0n);
  return (
    <Table aria-labelledby="calls">
      <thead>
        <tr>
          <Th>{t('usage.calls.what')}</Th>
          <Th className="hidden lg:table-cell">{t('usage.group.feature')}</Th>
          <Th className="hidden md:table-cell">{t('usage.group.key')}</Th>
          <Th number className="hidden sm:table-cell">
            {t('usage.input')}
          </Th>
          <Th number className="hidden sm:table-cell">
            {t('usage.output')}
          </Th>
          {refunds && (
            <Th number className="hidden md:table-cell">
              {t('usage.refunded')}
            </Th>
          )}
          <Th number>{t('usage.spent')}</Th>
          <Th number>{t('usage.calls.when')}</Th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <Row key={call.transactionId} call={call} refunds={refunds} />
        ))}
      </tbody>
    </Table>
  );
}
