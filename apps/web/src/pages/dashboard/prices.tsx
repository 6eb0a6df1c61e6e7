import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '../../api/queries.ts';
import { Credits } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { isByTokens, type ModelPrice, unitPrices } from './unit-prices.ts';

function PriceTable() {
  const { t } = useTranslation();
  const { data: models } = useSuspenseQuery(modelsQuery);
  if (models.data.length === 0) return <Empty>{t('dashboard.prices.empty')}</Empty>;
  return (
    <Table aria-labelledby="prices">
      <thead>
        <tr>
          <Th>{t('dashboard.prices.model')}</Th>
          <Th number>{t('dashboard.prices.input')}</Th>
          <Th number>{t('dashboard.prices.cachedInput')}</Th>
          <Th number>{t('dashboard.prices.output')}</Th>
        </tr>
      </thead>
      <tbody>
        {models.data.map(({ id, price }) => (
          <Tr key={id}>
            <Td className="mono max-w-36 truncate text-sm" title={id}>
              {id}
            </Td>
            {isByTokens(price) ? <TokenCells price={price} /> : <UnitCell price={price} />}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function TokenCells({ price }: { price: ModelPrice }) {
  return [price.input, price.cachedInput, price.output].map((value, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
    <Td key={at} number>
      <Credits value={value} className="text-sm" />
    </Td>
  ));
}

/** What is priced by the image, the second and such has no columns: it says so line by line. */
function UnitCell({ price }: { price: ModelPrice }) {
  const { t } = useTranslation();
  return (
    <Td number colSpan={3}>
      <ul>
        {unitPrices(price).map(({ unit, kind, value }) => (
          <li key={`${unit} ${kind}`} className="text-sm">
            <Credits value={value} /> <span className="text-quiet">{t(`dashboard.prices.unit.${unit}`, { kind })}</span>
          </li>
        ))}
      </ul>
    </Td>
  );
}

/** What things cost, before anybody is charged for them. */
export function Prices() {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="prices" title={t('dashboard.prices.title')}>
        <span className="text-quiet text-sm">{t('dashboard.prices.text')}</span>
      </CardHead>
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <PriceTable />
      </Boundary>
    </Card>
  );
}
