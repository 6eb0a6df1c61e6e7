import type { ChannelHealth } from '@farebox/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { To } from './to.tsx';

const SHOWN = 8;

/** What a channel serves: our name, and the upstream's where it is another. */
export function ChannelModels({ models }: Pick<ChannelHealth, 'models'>) {
  const { t } = useTranslation('admin');
  const [all, setAll] = useState(false);
  const shown = all ? models : models.slice(0, SHOWN);
  const rest = models.length - shown.length;
  return (
    <section className="grid content-start gap-1">
      <h3 className="text-quiet text-sm">{t('gateway.channels.models')}</h3>
      {models.length === 0 && <p className="text-quiet">{t('gateway.channels.noModels')}</p>}
      <ul className="grid gap-0.5">
        {shown.map(({ id, upstreamModel }) => (
          <li key={id} className="mono break-all text-sm">
            {id}
            {upstreamModel !== id && (
              <span className="text-quiet">
                {' '}
                <To /> {upstreamModel}
              </span>
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button look="quiet" size="small" className="-ml-3 justify-self-start" onClick={() => setAll(true)}>
          {t('gateway.channels.allModels', { count: rest })}
        </Button>
      )}
    </section>
  );
}
