import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '../../api/queries.ts';
import { Credits } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';

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
            <Td number>
              <Credits value={price.input} className="text-sm" />
            </Td>
            <Td number>
              <Credits value={price.cachedInput} className="text-sm" />
            </Td>
            <Td number>
              <Credits value={price.output} className="text-sm" />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
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
