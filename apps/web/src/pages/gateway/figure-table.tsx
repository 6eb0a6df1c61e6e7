import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';
import { useFigureName } from './figure-name.ts';
import { type Compared, formatMargin, nameOf } from './figures.ts';

const cell = 'py-1 pl-3 text-right align-baseline';

function Line({ row }: { row: Compared }) {
  const { t } = useTranslation('admin');
  const name = useFigureName();
  const text = (value: string | null) =>
    value === null ? '–' : `${row.unit === 'tiers' ? '×' : ''}${formatCredits(value)}`;
  return (
    <tr className="border-t">
      <th scope="row" className="break-words py-1 text-left align-baseline font-normal text-quiet">
        {name(row)}
      </th>
      <td
        className={`${cell} mono text-sm ${row.inherited ? 'text-quiet' : ''}`}
        title={row.inherited ? t('gateway.prices.inherited') : undefined}
      >
        {text(row.price)}
      </td>
      <td className={`${cell} mono text-quiet text-sm`}>{text(row.cost)}</td>
      <td className={`${cell} mono text-sm ${row.margin !== null && row.margin < 0n ? 'text-refused' : ''}`}>
        {row.margin === null ? '–' : formatMargin(row.margin)}
      </td>
    </tr>
  );
}

/** Price beside cost, figure by figure, and what remains. */
export function FigureTable({ rows }: { rows: readonly Compared[] }) {
  const { t } = useTranslation('admin');
  return (
    <table className="w-full">
      <thead className="text-quiet text-sm">
        <tr>
          <th scope="col" className="py-1 text-left font-normal">
            {t('gateway.prices.figure')}
          </th>
          {(['price', 'cost', 'margin'] as const).map((column) => (
            <th key={column} scope="col" className={`${cell} font-normal`}>
              {t(`gateway.prices.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={nameOf(row)} row={row} />
        ))}
      </tbody>
    </table>
  );
}
