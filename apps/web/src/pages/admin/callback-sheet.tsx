import type { ProviderEventWhole } from '@farebox/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { shortId } from '../../format/number.ts';
import { useRole } from '../../shell/use-role.ts';
import { Badge } from '../../ui/badge.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TicketRow } from '../../ui/ticket.tsx';
import { eventTones } from './callbacks.tsx';
import { eventQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

const route = getRouteApi('/signed-in/admin/payments/callbacks/$eventId');

/** JSON with its lines broken, everything else as it arrived. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Facts({ event }: { event: ProviderEventWhole }) {
  const { t } = useTranslation('admin');
  return (
    <dl>
      <TicketRow label={t('state')}>
        <Badge tone={eventTones[event.state]}>{t(`callbacks.states.${event.state}`)}</Badge>
      </TicketRow>
      {event.note && (
        <TicketRow label={t('note')}>
          <span className="break-words">{event.note}</span>
        </TicketRow>
      )}
      <TicketRow label={t('provider')}>{event.provider}</TicketRow>
      <TicketRow label={t('callbacks.type')}>
        <span className="mono break-all text-sm">{event.type ?? '–'}</span>
      </TicketRow>
      {event.eventId && (
        <TicketRow label={t('callbacks.eventId')}>
          <IdWithCopy id={event.eventId} />
        </TicketRow>
      )}
      <TicketRow label={t('callbacks.signature')}>
        {t(event.signatureOk ? 'callbacks.signed' : 'callbacks.unsigned')}
      </TicketRow>
      <TicketRow label={t('callbacks.attempts')}>{event.attempts}</TicketRow>
      {event.orderId && (
        <TicketRow label={t('callbacks.order')}>
          <Link
            to="/admin/payments/orders/$orderId"
            params={{ orderId: event.orderId }}
            className="mono text-sm underline underline-offset-4"
          >
            {shortId(event.orderId)}
          </Link>
        </TicketRow>
      )}
      <TicketRow label={t('callbacks.received')}>
        <ExactTime at={event.receivedAt} />
      </TicketRow>
      {event.processedAt && (
        <TicketRow label={t('callbacks.processed')}>
          <ExactTime at={event.processedAt} />
        </TicketRow>
      )}
      {event.retryAt && (
        <TicketRow label={t('callbacks.retry')}>
          <ExactTime at={event.retryAt} />
        </TicketRow>
      )}
    </dl>
  );
}

/** What arrived, to read and to copy. */
function Text({ title, text }: { title: string; text: string }) {
  return (
    <section className="grid gap-2">
      <div className="flex items-center justify-between gap-4">
        <h3 className="font-medium">{title}</h3>
        <CopyButton text={text} name={title} look="quiet" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them. */}
      <pre tabIndex={0} className="mono max-h-96 overflow-auto rounded-md border bg-sheet p-3 text-xs">
        {text}
      </pre>
    </section>
  );
}

function Story({ id }: { id: string }) {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  const { data: event } = useSuspenseQuery(eventQuery(id));
  const [replaying, setReplaying] = useState(false);
  const headers = Object.entries(event.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Facts event={event} />
      <Text title={t('callbacks.body')} text={readable(event.body)} />
      {headers.length > 0 && <Text title={t('callbacks.headers')} text={headers.join('\n')} />}
      {event.state !== 'rejected' && (
        <div className="grid justify-items-start gap-2">
          <Button onClick={() => setReplaying(true)} disabled={!isRoot}>
            {t('callbacks.replay')}
          </Button>
          {!isRoot && <p className="text-quiet text-sm">{t('rootOnly')}</p>}
        </div>
      )}
      {replaying && (
        <ReasonDialog
          title={t('callbacks.replay')}
          text={t('callbacks.replayText')}
          submit={t('callbacks.replay')}
          act={(reason) => farebox.admin.events.replay(event.id, reason)}
          onClose={() => setReplaying(false)}
        />
      )}
    </div>
  );
}

/** One callback as it arrived. */
export function CallbackSheet() {
  const { t } = useTranslation('admin');
  const { eventId } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <Sheet
      title={t('callbacks.title')}
      onClose={() => void navigate({ to: '/admin/payments/callbacks', search: true, resetScroll: false })}
    >
      <Boundary loading={<Skeleton className="h-96 w-full" />}>
        <Story id={eventId} />
      </Boundary>
    </Sheet>
  );
}
