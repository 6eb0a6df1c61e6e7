import type { Receipt } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatCost, formatCredits } from '../../format/money.ts';
import { formatCount } from '../../format/number.ts';
import { linesOf, type UsageLine } from './usage-lines.ts';

const cell = 'py-1 text-right align-baseline';

function Line({ line }: { line: UsageLine }) {
  const { t } = useTranslation();
  const { kind, what, count, price, per } = line;
  return (
    <tr>
      <th scope="row" className="py-1 text-left align-baseline font-normal text-quiet">
        {t(`receipt.${kind}`)} {what && <span className="mono break-all text-xs">{what}</span>}
      </th>
      <td className={`${cell} mono`}>{formatCount(count)}</td>
      <td className={`${cell} mono text-quiet`}>
        × {formatCredits(price)}
        {per === 'million' && <span title={t('receipt.perMillion')}> / 1M</span>}
      </td>
      <td className={`${cell} mono`}>{formatCost(count, price, per)}</td>
    </tr>
  );
}

/** What the sum of the lines is multiplied by: the customer's group, the service tier. Nothing for plain prices. */
function Factors({ price, tier }: { price: NonNullable<Receipt['price']>; tier: string | undefined }) {
  const { t } = useTranslation();
  const { multiplier = '1', group } = price;
  const factor = tier === undefined ? undefined : price.tiers?.[tier];
  const rows = [
    ...(multiplier === '1' ? [] : [{ name: t('receipt.group', { name: group }), by: multiplier }]),
    ...(factor === undefined ? [] : [{ name: t('receipt.tier', { name: tier }), by: factor }]),
  ];
  return rows.map(({ name, by }) => (
    <tr key={name}>
      <th scope="row" colSpan={3} className="py-1 text-left align-baseline font-normal text-quiet">
        {name}
      </th>
      <td className={`${cell} mono`}>× {formatCredits(by)}</td>
    </tr>
  ));
}

/** Use times price, line by line, exact; what multiplies the sum and the rounding are said, not hidden. */
export function UsageTable({ receipt }: { receipt: Receipt & { price: NonNullable<Receipt['price']> } }) {
  const { t } = useTranslation();
  const { usage, price, tier, clampedTo } = receipt;
  return (
    <>
      <table className="w-full">
        <thead className="text-quiet text-xs">
          <tr>
            <td />
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.used')}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.price')}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(usage, price).map((line) => (
            <Line key={`${line.kind} ${line.what ?? ''}`} line={line} />
          ))}
          <Factors price={price} tier={tier} />
        </tbody>
      </table>
      <p className="pt-2 text-quiet text-xs">
        {t('receipt.rounded')} {usage.estimated && t('receipt.estimated')}{' '}
        {usage.reasoningTokens !== undefined && t('receipt.reasoning', { count: usage.reasoningTokens })}{' '}
        {clampedTo !== undefined && t('receipt.clamped', { count: clampedTo })}
      </p>
      <p className="pt-1 text-quiet text-xs">
        {t('receipt.version')} <span className="mono">{price.version}</span>
      </p>
    </>
  );
}
