import type { PriceGroup } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { GroupForm } from './group-form.tsx';
import { groupsQuery } from './queries.ts';

function Row({ group, onEdit }: { group: PriceGroup; onEdit: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Tr>
      <Td className="mono text-sm">{group.id}</Td>
      <Td number className="mono text-sm">
        ×{formatCredits(group.multiplier)}
      </Td>
      <Td className="hidden w-full max-w-0 truncate lg:table-cell" title={group.description}>
        {group.description}
      </Td>
      <Td number className="hidden text-quiet text-sm sm:table-cell">
        <RelativeTime at={group.updatedAt} />
      </Td>
      <Td number>
        <Button
          look="quiet"
          size="small"
          className="-mr-3"
          aria-label={t('gateway.groups.change', { name: group.id })}
          onClick={onEdit}
        >
          <Pencil aria-hidden />
        </Button>
      </Td>
    </Tr>
  );
}

function Rows({ onEdit }: { onEdit: (group: PriceGroup) => void }) {
  const { t } = useTranslation('admin');
  const { data } = useSuspenseQuery(groupsQuery);
  if (data.data.length === 0) return <Empty>{t('gateway.groups.empty')}</Empty>;
  return (
    <Table aria-labelledby="groups">
      <thead>
        <tr>
          <Th>{t('gateway.groups.id')}</Th>
          <Th number>{t('gateway.groups.multiplier')}</Th>
          <Th className="hidden lg:table-cell">{t('gateway.groups.description')}</Th>
          <Th number className="hidden sm:table-cell">
            {t('gateway.groups.changed')}
          </Th>
          <Td className="h-9 border-t" />
        </tr>
      </thead>
      <tbody>
        {data.data.map((group) => (
          <Row key={group.id} group={group} onEdit={() => onEdit(group)} />
        ))}
      </tbody>
    </Table>
  );
}

/** What groups of people pay of every price. */
export function PriceGroups() {
  const { t } = useTranslation('admin');
  const [editing, setEditing] = useState<PriceGroup | 'new' | null>(null);
  return (
    <Card>
      <CardHead id="groups" title={t('gateway.tabs.groups')}>
        <Button size="small" onClick={() => setEditing('new')}>
          {t('gateway.groups.make')}
        </Button>
      </CardHead>
      <p className="max-w-[72ch] px-5 pb-4 text-quiet">{t('gateway.groups.text')}</p>
      <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
        <Rows onEdit={setEditing} />
      </Boundary>
      {editing && <GroupForm group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Card>
  );
}
