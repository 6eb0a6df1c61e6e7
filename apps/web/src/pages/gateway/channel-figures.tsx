import type { ChannelHealth } from '@farebox/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../format/number.ts';

const PERCENT = 100;

/** `0.0312` → `3.1%`. */
const percentOf = (share: number) => `${(share * PERCENT).toFixed(share > 0 && share < 1 ? 1 : 0)}%`;

function Figure({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5" title={hint}>
      <dt className="text-quiet text-sm">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function FirstByte({ latency }: { latency: ChannelHealth['firstByteMs'] }) {
  const { t } = useTranslation('admin');
  if (latency === null) return <span className="text-quiet">{t('gateway.channels.noAnswer')}</span>;
  return (['p50', 'p95', 'p99'] as const).map((share) => (
    <span key={share} className="mr-3 inline-block whitespace-nowrap">
      <span className="text-quiet text-sm">{share}</span> <span className="mono">{formatCount(latency[share])}</span>{' '}
      <span className="text-quiet text-sm">ms</span>
    </span>
  ));
}

function LastMinute({ lastMinute: { calls, failures, errorRate } }: Pick<ChannelHealth, 'lastMinute'>) {
  const { t } = useTranslation('admin');
  return (
    <>
      {t('gateway.channels.calls', { count: calls })}
      {calls > 0 && (
        <span className={failures > 0 ? 'text-refused' : 'text-quiet'}>
          {' · '}
          {t('gateway.channels.failed', { percent: percentOf(errorRate) })}
        </span>
      )}
    </>
  );
}

/** How a channel fares, in figures. */
export function ChannelFigures({ channel }: { channel: ChannelHealth }) {
  const { t } = useTranslation('admin');
  const { underWay, concurrent, priority, weight, lastMinute, firstByteMs } = channel;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-y py-4 lg:grid-cols-4">
      <Figure label={t('gateway.channels.underWay')}>
        {t('gateway.channels.ofMost', { n: formatCount(underWay), most: formatCount(concurrent) })}
      </Figure>
      <Figure label={t('gateway.channels.lastMinute')}>
        <LastMinute lastMinute={lastMinute} />
      </Figure>
      <Figure label={t('gateway.channels.firstByte')} hint={t('gateway.channels.firstByteHint')}>
        <FirstByte latency={firstByteMs} />
      </Figure>
      <Figure label={t('gateway.channels.order')} hint={t('gateway.channels.orderHint')}>
        {t('gateway.channels.orderText', { priority, weight })}
      </Figure>
    </dl>
  );
}
