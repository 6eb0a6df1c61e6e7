import type { UnmatchedPayment } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { formatMoney } from '../../format/money.ts';
import { Money } from '../../ui/amount.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { Aliases } from './aliases.tsx';
import { namedPerson, PersonField } from './person-field.tsx';
import { unmatchedQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { unmatchedStates } from './search.ts';

const route = getRouteApi('/signed-in/admin/payments/unmatched');

interface DecisionProps {
  payment: UnmatchedPayment;
  onClose: () => void;
}

function Assign({ payment, onClose }: DecisionProps) {
  const { t } = useTranslation('admin');
  const [person, setPerson] = useState('');
  return (
    <ReasonDialog
      title={t('unmatched.assignTitle', { amount: formatMoney(payment.amount, payment.currency) })}
      text={t('unmatched.assignText')}
      submit={t('unmatched.assign')}
      act={(reason) => farebox.admin.unmatched.assign(payment.id, { ...namedPerson(person), reason })}
      onClose={onClose}
    >
      <PersonField value={person} onChange={setPerson} />
    </ReasonDialog>
  );
}

function Dismiss({ payment, onClose }: DecisionProps) {
  const { t } = useTranslation('admin');
  return (
    <ReasonDialog
      title={t('unmatched.dismiss')}
      text={t('unmatched.dismissText')}
      submit={t('unmatched.dismiss')}
      danger
      act={(reason) => farebox.admin.unmatched.dismiss(payment.id, reason)}
      onClose={onClose}
    />
  );
}

function Row({ payment }: { payment: UnmatchedPayment }) {
  const { t } = useTranslation('admin');
  const [act, setAct] = useState<'assign' | 'dismiss' | null>(null);
  const close = () => setAct(null);
  return (
    <Tr>
      <Td>
        <Money amount={payment.amount} currency={payment.currency} />
      </Td>
      <Td className="max-w-40 truncate sm:max-w-64">{payment.email ?? '–'}</Td>
      <Td className="hidden md:table-cell">
        {payment.provider} <IdWithCopy id={payment.providerPaymentId} />
      </Td>
      <Td className="hidden max-w-40 truncate text-quiet text-sm xl:table-cell">{payment.note}</Td>
      <Td number className="hidden text-quiet text-sm sm:table-cell">
        <RelativeTime at={payment.paidAt ?? payment.createdAt} />
      </Td>
      <Td number>
        {payment.status === 'waiting' && (
          <span className="-mr-3 inline-flex">
            <Button look="quiet" size="small" onClick={() => setAct('assign')}>
              {t('unmatched.assign')}
            </Button>
            <Button look="quiet" size="small" className="text-refused" onClick={() => setAct('dismiss')}>
              {t('unmatched.dismiss')}
            </Button>
          </span>
        )}
        {payment.orderId && (
          <Link
            to="/admin/payments/orders/$orderId"
            params={{ orderId: payment.orderId }}
            className="underline underline-offset-4"
          >
            {t('orders.title')}
          </Link>
        )}
        {act === 'assign' && <Assign payment={payment} onClose={close} />}
        {act === 'dismiss' && <Dismiss payment={payment} onClose={close} />}
      </Td>
    </Tr>
  );
}

function Rows({ status }: { status: UnmatchedPayment['status'] }) {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(unmatchedQuery(status));
  const payments = query.data.pages.flatMap((page) => page.data);
  if (payments.length === 0) return <Empty>{status === 'waiting' ? t('unmatched.empty') : t('none')}</Empty>;
  return (
    <>
      <Table aria-labelledby="unmatched">
        <thead>
          <tr>
            <Th>{t('unmatched.amount')}</Th>
            <Th>{t('unmatched.email')}</Th>
            <Th className="hidden md:table-cell">{t('unmatched.payment')}</Th>
            <Th className="hidden xl:table-cell">{t('note')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('when')}
            </Th>
            <Td />
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <Row key={payment.id} payment={payment} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** Payments that came without an order, and the addresses by which people pay. */
export function Unmatched() {
  const { t } = useTranslation('admin');
  const { state: status = 'waiting' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Card>
        <CardHead id="unmatched" title={t('unmatched.title')}>
          <Segmented
            label={t('state')}
            value={status}
            onChange={(state) => void navigate({ search: { state }, replace: true, resetScroll: false })}
            options={unmatchedStates.map((value) => ({ value, label: t(`unmatched.statuses.${value}`) }))}
          />
        </CardHead>
        <Boundary key={status} loading={<SkeletonRows rows={4} />} className="m-4 mt-0">
          <Rows status={status} />
        </Boundary>
      </Card>
      <Aliases />
    </>
  );
}
