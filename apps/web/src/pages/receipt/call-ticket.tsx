import { type Receipt, toMicro } from '@farebox/sdk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keysQuery } from '../../api/queries.ts';
import type { Messages } from '../../i18n/messages.ts';
import { Credits } from '../../ui/amount.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Perforation, Ticket, TicketPart, TicketRow } from '../../ui/ticket.tsx';
import { reasonOf } from '../dashboard/kinds.ts';
import { TicketHead } from './ticket-head.tsx';
import { UsageTable } from './usage-table.tsx';

const isMore = (credits: string) => toMicro(credits) > 0n;

function useOutcome({ outcome, status }: Receipt): { tone: Tone; text: string } {
  const { t, i18n } = useTranslation();
  if (status === 'open') return { tone: 'held', text: t('transaction.kind.hold') };
  const known = outcome !== null && i18n.exists(`receipt.outcome.${outcome}`);
  const text = known ? t(`receipt.outcome.${outcome as keyof Messages['receipt']['outcome']}`) : (outcome ?? status);
  if (outcome === 'completed') return { tone: 'arrived', text };
  return { tone: outcome === 'aborted' ? 'neutral' : 'refused', text };
}

function Settlement({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <dl>
      <TicketRow label={t('receipt.held')}>
        <Credits value={receipt.held} />
      </TicketRow>
      <TicketRow label={t('receipt.captured')}>
        <Credits value={receipt.charged} />
      </TicketRow>
      <TicketRow label={t('receipt.returned')}>
        <Credits value={receipt.returned} />
      </TicketRow>
      {isMore(receipt.uncollected) && (
        <TicketRow label={<span title={t('receipt.uncollectedHint')}>{t('receipt.uncollected')}</span>}>
          <Credits value={receipt.uncollected} className="text-refused" />
        </TicketRow>
      )}
    </dl>
  );
}

function Funding({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <dl>
      {receipt.fundedBy.map((grant) => (
        <TicketRow key={grant.grantId} label={t('receipt.from')}>
          {reasonOf(grant.source, t)} <Credits value={grant.amount} className="ml-3" />
        </TicketRow>
      ))}
      <TicketRow label={t('receipt.after')}>
        <Credits value={receipt.balanceAfter} />
      </TicketRow>
    </dl>
  );
}

function Circumstances({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const { data: keys } = useInfiniteQuery(keysQuery);
  const key = keys?.pages.flatMap((page) => page.data).find(({ id }) => id === receipt.keyId);
  return (
    <dl>
      {receipt.feature && <TicketRow label={t('receipt.feature')}>{receipt.feature}</TicketRow>}
      {receipt.responseId && (
        <TicketRow label={t('receipt.response')}>
          <span className="mono break-all text-xs">{receipt.responseId}</span>
        </TicketRow>
      )}
      {key && <TicketRow label={t('receipt.key')}>{key.name}</TicketRow>}
      <TicketRow label={t('receipt.started')}>
        <ExactTime at={receipt.startedAt} />
      </TicketRow>
      {receipt.settledAt && (
        <TicketRow label={t('receipt.settled')}>
          <ExactTime at={receipt.settledAt} />
        </TicketRow>
      )}
    </dl>
  );
}

/** The whole story of one call: what it used, at what price, what was held and taken, and which credits paid. */
export function CallTicket({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const outcome = useOutcome(receipt);
  const open = receipt.status === 'open';
  const charged = <Credits value={isMore(receipt.charged) ? `-${receipt.charged}` : '0'} sign="movement" unit />;
  return (
    <Ticket>
      <TicketHead
        id={receipt.id}
        label={t(open ? 'receipt.held' : isMore(receipt.charged) ? 'receipt.charged' : 'receipt.nothing')}
        amount={open ? <Credits value={receipt.held} unit className="text-held" /> : charged}
      >
        <span className="mono">{receipt.model ?? receipt.feature}</span>
        <Badge tone={outcome.tone}>{outcome.text}</Badge>
      </TicketHead>
      {open && <TicketPart className="pt-3 text-quiet">{t('receipt.running')}</TicketPart>}
      {receipt.price && (
        <>
          <Perforation />
          <TicketPart>
            <UsageTable receipt={{ ...receipt, price: receipt.price }} />
          </TicketPart>
        </>
      )}
      <Perforation />
      <TicketPart>
        <Settlement receipt={receipt} />
      </TicketPart>
      <Perforation />
      <TicketPart>
        <Funding receipt={receipt} />
        <Circumstances receipt={receipt} />
      </TicketPart>
    </Ticket>
  );
}
