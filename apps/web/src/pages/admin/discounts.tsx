import type { Discount } from '@farebox/sdk';
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { formatMoney } from '../../format/money.ts';
import { formatCount } from '../../format/number.ts';
import { formatDate } from '../../format/time.ts';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/problem.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { MakeDiscount } from './make-discount.tsx';
import { discountsQuery } from './queries.ts';

function gives({ kind, percent, amount, currency }: Discount): string {
  if (kind === 'amount') return amount && currency ? formatMoney(`-${amount}`, currency) : '';
  return kind === 'bonus' ? `+${percent} %` : `−${percent} %`;
}

function Row({ discount }: { discount: Discount }) {
  const { t, i18n } = useTranslation('admin');
  const client = useQueryClient();
  const { id, active, uses, maxUses, endsAt } = discount;
  const switching = useMutation({
    mutationFn: () => farebox.admin.discounts.change(id, { active: !active }),
    onSettled: () => client.invalidateQueries({ queryKey: discountsQuery.queryKey }),
  });
  return (
    <Tr>
      <Td className="mono font-medium">{discount.code}</Td>
      <Td className="mono text-sm">{gives(discount)}</Td>
      <Td className="hidden md:table-cell">{t(`discounts.appliesTo.${discount.appliesTo}`)}</Td>
      <Td number className="mono hidden text-sm sm:table-cell">
        {formatCount(uses)}
        {maxUses !== null && ` / ${formatCount(maxUses)}`}
      </Td>
      <Td className="hidden text-quiet text-sm lg:table-cell">{endsAt ? formatDate(endsAt, i18n.language) : '–'}</Td>
      <Td>
        <Badge tone={active ? 'arrived' : 'neutral'}>{t(active ? 'discounts.on' : 'discounts.off')}</Badge>
      </Td>
      <Td number>
        <Button
          look="quiet"
          size="small"
          className="-mr-3"
          busy={switching.isPending}
          onClick={() => switching.mutate()}
        >
          {t(active ? 'discounts.switchOff' : 'discounts.switchOn')}
        </Button>
        {switching.isError && <Problem error={switching.error} className="text-left" />}
      </Td>
    </Tr>
  );
}

function Rows() {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(discountsQuery);
  const discounts = query.data.pages.flatMap((page) => page.data);
  if (discounts.length === 0) return <Empty>{t('discounts.empty')}</Empty>;
  return (
    <>
      <Table aria-labelledby="discounts">
        <thead>
          <tr>
            <Th>{t('discounts.code')}</Th>
            <Th>{t('discounts.value')}</Th>
            <Th className="hidden md:table-cell">{t('discounts.applies')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('discounts.uses')}
            </Th>
            <Th className="hidden lg:table-cell">{t('discounts.ends')}</Th>
            <Th>{t('state')}</Th>
            <Td />
          </tr>
        </thead>
        <tbody>
          {discounts.map((discount) => (
            <Row key={discount.id} discount={discount} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** Codes that make a purchase cheaper, or bring more. */
export function Discounts() {
  const { t } = useTranslation('admin');
  const [making, setMaking] = useState(false);
  return (
    <Card>
      <CardHead id="discounts" title={t('discounts.title')}>
        <Button size="small" onClick={() => setMaking(true)}>
          {t('discounts.make')}
        </Button>
      </CardHead>
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
      {making && <MakeDiscount onClose={() => setMaking(false)} />}
    </Card>
  );
}
