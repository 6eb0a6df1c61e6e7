import type { RedemptionBatch } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { formatCount } from '../../format/number.ts';
import { formatDate } from '../../format/time.ts';
import { Credits } from '../../ui/amount.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { Discounts } from './discounts.tsx';
import { MakeCodes } from './make-codes.tsx';
import { batchesQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

const tones: Record<RedemptionBatch['state'], Tone> = { open: 'arrived', expired: 'neutral', disabled: 'refused' };

function Row({ batch }: { batch: RedemptionBatch }) {
  const { t, i18n } = useTranslation('admin');
  const [disabling, setDisabling] = useState(false);
  const uses = batch.count * batch.maxUsesPerCode;
  return (
    <Tr>
      <Td className="w-full max-w-0 truncate font-medium">{batch.name}</Td>
      <Td number>
        <Credits value={batch.credits} />
      </Td>
      <Td number className="mono text-sm">
        {formatCount(batch.redeemed)} / {formatCount(uses)}
      </Td>
      <Td className="hidden text-quiet text-sm md:table-cell">
        {batch.expiresAt ? formatDate(batch.expiresAt, i18n.language) : '–'}
      </Td>
      <Td className="hidden sm:table-cell">
        <Badge tone={tones[batch.state]}>{t(`codes.states.${batch.state}`)}</Badge>
      </Td>
      <Td number>
        {batch.state === 'open' && (
          <Button look="quiet" size="small" className="-mr-3 text-refused" onClick={() => setDisabling(true)}>
            {t('codes.disable')}
          </Button>
        )}
        {disabling && (
          <ReasonDialog
            title={t('codes.disableTitle', { name: batch.name })}
            text={t('codes.disableText')}
            submit={t('codes.disable')}
            danger
            act={(reason) => farebox.admin.codes.disable(batch.id, reason)}
            onClose={() => setDisabling(false)}
          />
        )}
      </Td>
    </Tr>
  );
}

function Rows() {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(batchesQuery);
  const batches = query.data.pages.flatMap((page) => page.data);
  if (batches.length === 0) return <Empty>{t('codes.empty')}</Empty>;
  return (
    <>
      <Table aria-labelledby="batches">
        <thead>
          <tr>
            <Th>{t('codes.name')}</Th>
            <Th number>{t('codes.credits')}</Th>
            <Th number>{t('codes.redeemed')}</Th>
            <Th className="hidden md:table-cell">{t('codes.expires')}</Th>
            <Th className="hidden sm:table-cell">{t('state')}</Th>
            <Td />
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <Row key={batch.id} batch={batch} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** Codes that are worth credits, and discounts on purchases. */
export function Codes() {
  const { t } = useTranslation('admin');
  const [making, setMaking] = useState(false);
  return (
    <>
      <Card>
        <CardHead id="batches" title={t('codes.batches')}>
          <Button size="small" onClick={() => setMaking(true)}>
            {t('codes.make')}
          </Button>
        </CardHead>
        <Boundary loading={<SkeletonRows rows={3} />} className="m-4 mt-0">
          <Rows />
        </Boundary>
      </Card>
      {making && <MakeCodes onClose={() => setMaking(false)} />}
      <Discounts />
    </>
  );
}
