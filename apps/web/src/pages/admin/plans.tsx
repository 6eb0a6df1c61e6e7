import type { AdminPlan } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../format/money.ts';
import { Credits } from '../../ui/amount.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { PlanForm } from './plan-form.tsx';
import { allPlansQuery } from './queries.ts';

function Row({ plan, onEdit }: { plan: AdminPlan; onEdit: () => void }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const prices = Object.entries(plan.prices).map(([currency, { amount }]) => formatMoney(amount, currency));
  return (
    <Tr className={plan.active ? '' : 'text-quiet'}>
      <Td>
        <span className="font-medium">{plan.name}</span> <span className="mono text-quiet text-sm">{plan.id}</span>
      </Td>
      <Td className="hidden sm:table-cell">{own(`subscription.intervals.${plan.interval}`)}</Td>
      <Td number className="hidden md:table-cell">
        <Credits value={plan.grantAmount} />
      </Td>
      <Td number className="mono hidden text-sm lg:table-cell">
        {prices.join(' · ')}
      </Td>
      <Td number className="mono hidden text-sm xl:table-cell">
        {plan.version}
      </Td>
      <Td>
        <Badge tone={plan.active ? 'arrived' : 'neutral'}>{t(plan.active ? 'plans.onSale' : 'plans.retired')}</Badge>
      </Td>
      <Td number>
        <Button
          look="quiet"
          size="small"
          className="-mr-3"
          aria-label={t('plans.edit', { name: plan.name })}
          onClick={onEdit}
        >
          <Pencil aria-hidden />
        </Button>
      </Td>
    </Tr>
  );
}

function Rows({ onEdit }: { onEdit: (plan: AdminPlan) => void }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const { data } = useSuspenseQuery(allPlansQuery);
  if (data.data.length === 0) return <Empty>{t('plans.empty')}</Empty>;
  return (
    <Table aria-labelledby="plans">
      <thead>
        <tr>
          <Th>{t('plans.name')}</Th>
          <Th className="hidden sm:table-cell">{t('plans.interval')}</Th>
          <Th number className="hidden md:table-cell">
            {own('orders.credits')}
          </Th>
          <Th number className="hidden lg:table-cell">
            {t('plans.prices')}
          </Th>
          <Th number className="hidden xl:table-cell">
            {t('plans.version')}
          </Th>
          <Th>{t('state')}</Th>
          <Td />
        </tr>
      </thead>
      <tbody>
        {data.data.map((plan) => (
          <Row key={plan.id} plan={plan} onEdit={() => onEdit(plan)} />
        ))}
      </tbody>
    </Table>
  );
}

/** The catalogue: what is sold, and its editing. */
export function AllPlans() {
  const { t } = useTranslation('admin');
  const [editing, setEditing] = useState<AdminPlan | 'new' | null>(null);
  return (
    <Card>
      <CardHead id="plans" title={t('tabs.plans')}>
        <Button size="small" onClick={() => setEditing('new')}>
          {t('plans.add')}
        </Button>
      </CardHead>
      <p className="px-5 pb-4 text-quiet">{t('plans.text')}</p>
      <Boundary loading={<SkeletonRows rows={4} />} className="m-4 mt-0">
        <Rows onEdit={setEditing} />
      </Boundary>
      {editing && <PlanForm plan={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Card>
  );
}
