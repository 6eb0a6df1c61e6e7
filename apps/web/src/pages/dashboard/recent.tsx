import type { Transaction } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transactionsQuery } from '../../api/queries.ts';
import { Credits, Movement } from '../../ui/amount.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';
import { type MovementFilter, movementKinds, titleOf, toneOf } from './kinds.ts';

const isHold = ({ kind }: Transaction) => kind === 'hold' || kind === 'release';

function Row({ row }: { row: Transaction }) {
  const { t } = useTranslation();
  return (
    <Tr>
      <Td className="max-w-0 sm:max-w-52">
        <Link
          to="/transactions/$transactionId"
          params={{ transactionId: row.id }}
          resetScroll={false}
          className={`${rowLink} block truncate`}
        >
          {titleOf(row, t)}
        </Link>
      </Td>
      <Td className="hidden sm:table-cell">
        <Badge tone={toneOf[row.kind]}>{t(`transaction.kind.${row.kind}`)}</Badge>
      </Td>
      <Td number>
        {isHold(row) ? <Credits value={row.amount} className="text-quiet" /> : <Movement value={row.change} />}
      </Td>
      <Td number className="hidden md:table-cell">
        <Credits value={row.availableAfter} className="text-quiet" />
      </Td>
      <Td number className="text-quiet text-sm">
        <RelativeTime at={row.createdAt} />
      </Td>
    </Tr>
  );
}

function Rows({ filter }: { filter: MovementFilter }) {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(transactionsQuery(movementKinds[filter]));
  const rows = query.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) {
    return <Empty>{t(filter === 'movements' ? 'dashboard.recent.empty' : 'dashboard.recent.emptyFilter')}</Empty>;
  }
  return (
    <>
      <Table aria-labelledby="recent">
        <thead>
          <tr>
            <Th className="w-full sm:w-auto">{t('dashboard.recent.what')}</Th>
            <Th className="hidden sm:table-cell">{t('dashboard.recent.state')}</Th>
            <Th number>{t('dashboard.recent.amount')}</Th>
            <Th number className="hidden md:table-cell">
              {t('dashboard.recent.after')}
            </Th>
            <Th number>{t('dashboard.recent.when')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** Every movement of the account, newest first. */
export function Recent() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<MovementFilter>('movements');
  const filters: MovementFilter[] = ['movements', 'in', 'out', 'all'];
  const options = filters.map((value) => ({ value, label: t(`dashboard.recent.${value}`) }));
  return (
    <Card>
      <CardHead id="recent" title={t('dashboard.recent.title')}>
        <Segmented label={t('dashboard.recent.show')} value={filter} onChange={setFilter} options={options} />
      </CardHead>
      <Boundary loading={<SkeletonRows rows={6} />} className="m-4 mt-0">
        <Rows filter={filter} />
      </Boundary>
    </Card>
  );
}
