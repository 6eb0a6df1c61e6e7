import type { Price, Receipt } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatCredits, formatTokenCost } from '../../format/money.ts';
import { formatCount } from '../../format/number.ts';

interface Line {
  name: 'input' | 'cachedInput' | 'output';
  tokens: number;
  price: string;
}

/** Cached tokens are part of the input: each token is on one line only. */
function linesOf(usage: Receipt['usage'], price: Price): Line[] {
  const lines: Line[] = [
    { name: 'input', tokens: usage.inputTokens - usage.cachedInputTokens, price: price.input },
    { name: 'cachedInput', tokens: usage.cachedInputTokens, price: price.cachedInput },
    { name: 'output', tokens: usage.outputTokens, price: price.output },
  ];
  return lines.filter(({ name, tokens }) => name !== 'cachedInput' || tokens > 0);
}

const cell = 'py-1 text-right align-baseline';

/** Tokens times price, line by line, exact; the rounding is said, not hidden. */
export function TokenLines({ usage, price }: { usage: Receipt['usage']; price: Price }) {
  const { t } = useTranslation();
  return (
    <>
      <table className="w-full">
        <thead className="text-quiet text-xs">
          <tr>
            <td />
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.tokens')}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.perMillion')}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              {t('receipt.cost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(usage, price).map(({ name, tokens, price: each }) => (
            <tr key={name}>
              <th scope="row" className="py-1 text-left align-baseline font-normal text-quiet">
                {t(`receipt.${name}`)}
              </th>
              <td className={`${cell} mono`}>{formatCount(tokens)}</td>
              <td className={`${cell} mono text-quiet`}>× {formatCredits(each)}</td>
              <td className={`${cell} mono`}>{formatTokenCost(tokens, each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pt-2 text-quiet text-xs">
        {t('receipt.rounded')} {usage.estimated && t('receipt.estimated')}
      </p>
    </>
  );
}
