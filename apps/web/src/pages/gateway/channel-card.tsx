import type { ChannelHealth } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { formatSpan } from '../../format/time.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ChannelFigures } from './channel-figures.tsx';
import { ChannelKeys } from './channel-keys.tsx';
import { ChannelModels } from './channel-models.tsx';
import { TryChannel } from './try-channel.tsx';

const tones: Record<ChannelHealth['state'], Tone> = { healthy: 'arrived', cooling: 'refused', trial: 'person' };

const MS = 1_000;

/** The word is announced when it changes; the seconds that run down are not. */
function State({ channel }: { channel: ChannelHealth }) {
  const { t } = useTranslation('admin');
  const { state, secondsLeft, failuresInARow } = channel;
  const text =
    state === 'cooling'
      ? t('gateway.channels.coolingFor', { time: formatSpan(secondsLeft * MS) })
      : t(`gateway.channels.states.${state}`);
  return (
    <div className="grid justify-items-start gap-0.5 sm:justify-items-end">
      <Badge tone={tones[state]}>{text}</Badge>
      <span aria-live="polite" className="sr-only">
        {channel.id}: {t(`gateway.channels.states.${state}`)}
      </span>
      {failuresInARow > 0 && (
        <span className="text-quiet text-sm">{t('gateway.channels.failing', { count: failuresInARow })}</span>
      )}
    </div>
  );
}

function Head({ channel }: { channel: ChannelHealth }) {
  const { t } = useTranslation('admin');
  const { id, type, address, state } = channel;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="grid min-w-0 gap-0.5">
        <h2 id={`channel-${id}`} className="break-all font-semibold text-lg">
          {id}
        </h2>
        <p className="break-all text-quiet text-sm">
          <span className="mono">{type}</span>
          {' · '}
          {address ? <span className="mono">{address}</span> : t('gateway.channels.inProcess')}
        </p>
      </div>
      <State channel={channel} />
      {state !== 'healthy' && (
        <p className="w-full text-quiet">
          {t(`gateway.channels.${state === 'cooling' ? 'coolingText' : 'trialText'}`)}
        </p>
      )}
    </div>
  );
}

/** One channel: how it fares, what it serves, by which keys, and a way to try it. */
export function ChannelCard({ channel }: { channel: ChannelHealth }) {
  return (
    <Card aria-labelledby={`channel-${channel.id}`} className="grid grid-cols-[minmax(0,1fr)] gap-5 p-5">
      <Head channel={channel} />
      <ChannelFigures channel={channel} />
      <div className="grid gap-5 lg:grid-cols-2">
        <ChannelModels models={channel.models} />
        <ChannelKeys keys={channel.keys} />
      </div>
      {channel.models.length > 0 && <TryChannel channel={channel} />}
    </Card>
  );
}
