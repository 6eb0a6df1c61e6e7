import type { SubscriptionPeriod } from '@farebox/sdk';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../format/time.ts';
import { Credits } from '../../ui/amount.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { rowLink, Table, Td, Th, Tr } from '../../ui/table.tsx';

type State = 'cancelled' | 'over' | 'running' | 'ahead';

const tones: Record<State, Tone> = { cancelled: 'returned', over: 'neutral', running: 'arrived', ahead: 'held' };

function stateOf({ cancelledAt, startsAt, endsAt }: SubscriptionPeriod, now: number): State {
  if (cancelledAt) return 'cancelled';
  if (endsAt && Date.parse(endsAt) <= now) return 'over';
  return Date.parse(startsAt) > now ? 'ahead' : 'running';
}

function Row({ period }: { period: SubscriptionPeriod }) {
  const { t, i18n } = useTranslation();
  const date = (at: string) => formatDate(at, i18n.language);
  const state = stateOf(period, Date.now());
  return (
    <Tr>
      <Td>
        <Link to="/orders/$orderId" params={{ orderId: period.orderId }} className={rowLink}>
          {period.plan.name}
        </Link>
      </Td>
      <Td className="hidden sm:table-cell">{t(`subscription.kind.${period.kind}`)}</Td>
      <Td>
        {date(period.startsAt)}
        {period.endsAt && <span className="hidden md:inline"> – {date(period.endsAt)}</span>}
      </Td>
      <Td number className="hidden sm:table-cell">
        <Credits value={period.credits} />
      </Td>
      <Td>
        <Badge tone={tones[state]}>{t(`subscription.periodState.${state}`)}</Badge>
      </Td>
    </Tr>
  );
}

/** What was paid for, newest first; each leads to its order. */
export function Periods({ periods }: { periods: SubscriptionPeriod[] }) {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="periods" title={t('subscription.history')} />
      <Table aria-labelledby="periods">
        <thead>
          <tr>
            <Th>{t('subscription.plan')}</Th>
            <Th className="hidden sm:table-cell">{t('subscription.what')}</Th>
            <Th>{t('subscription.period')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('orders.credits')}
            </Th>
            <Th>{t('orders.state')}</Th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => (
            <Row key={period.id} period={period} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
