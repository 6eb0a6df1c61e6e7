import type { ChannelHealth } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatSpan } from '../../format/time.ts';
import { Badge } from '../../ui/badge.tsx';

const MS = 1_000;

type Key = ChannelHealth['keys'][number];

/** What a key ends in, as it is written everywhere. */
export const keyName = (endsIn: string) => (endsIn === '…' ? endsIn : `…${endsIn}`);

function Row({ endsIn, setAside, secondsLeft }: Key) {
  const { t } = useTranslation('admin');
  const name = endsIn === null ? t('gateway.channels.noKey') : keyName(endsIn);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <span className={endsIn === null ? 'text-quiet' : 'mono text-sm'}>{name}</span>
      {setAside !== null && (
        <>
          <Badge tone="person">{t('gateway.channels.aside', { time: formatSpan(secondsLeft * MS) })}</Badge>
          <span className="mono break-all text-quiet text-xs">{setAside}</span>
        </>
      )}
      {setAside === null && endsIn !== null && <Badge tone="arrived">{t('gateway.channels.inUse')}</Badge>}
    </li>
  );
}

/** A channel's keys by what they end in, and why one is not used now. */
export function ChannelKeys({ keys }: Pick<ChannelHealth, 'keys'>) {
  const { t } = useTranslation('admin');
  return (
    <section className="grid content-start gap-1">
      <h3 className="text-quiet text-sm">{t('gateway.channels.keys')}</h3>
      <ul className="grid gap-0.5">
        {keys.map((key, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two keys may end alike; their place is their name.
          <Row key={at} {...key} />
        ))}
      </ul>
    </section>
  );
}
