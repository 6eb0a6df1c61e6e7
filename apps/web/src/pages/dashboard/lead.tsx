import { toMicro } from '@farebox/sdk';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysQuery, summaryQuery } from '../../api/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { keyPlaceholder, Snippet } from '../keys/snippet.tsx';

interface StepProps {
  number: number;
  title: string;
  text: string;
  done?: boolean;
  children?: ReactNode;
}

function Step({ number, title, text, done, children }: StepProps) {
  const { t } = useTranslation();
  return (
    <li className="flex min-w-0 gap-3">
      <span className="mono grid size-7 shrink-0 place-content-center rounded-full bg-fare font-semibold text-fare-ink text-sm">
        {number}
      </span>
      <div className="grid min-w-0 content-start gap-2">
        <div className="flex min-h-7 items-center gap-3">
          <h3 className="font-semibold">{title}</h3>
          {done && <Badge tone="arrived">{t('dashboard.lead.done')}</Badge>}
        </div>
        <p className="text-quiet">{text}</p>
        {children}
      </div>
    </li>
  );
}

/** Leads a newcomer to the first call; gone once something was spent. */
export function Lead() {
  const { t } = useTranslation();
  const { data: summary } = useSuspenseQuery(summaryQuery);
  const { data: keys } = useSuspenseInfiniteQuery(keysQuery);
  if (toMicro(summary.spent) > 0n) return null;
  const paid = summary.grants.some((grant) => grant.category === 'paid');
  const hasKey = keys.pages.some((page) => page.data.some((key) => !key.revokedAt));
  return (
    <Card>
      <CardHead title={t('dashboard.lead.title')} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 border-t p-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <ol className="grid content-start gap-6">
          <Step number={1} title={t('dashboard.lead.topUp')} text={t('dashboard.lead.topUpText')} done={paid}>
            <Button asChild size="small" className="justify-self-start">
              <Link to="/topup">{t('dashboard.lead.topUp')}</Link>
            </Button>
          </Step>
          <Step number={2} title={t('dashboard.lead.key')} text={t('dashboard.lead.keyText')} done={hasKey}>
            <Button asChild size="small" look={hasKey ? 'plain' : 'primary'} className="justify-self-start">
              <Link to="/keys" search={hasKey ? {} : { create: '1' }}>
                {t('dashboard.lead.key')}
              </Link>
            </Button>
          </Step>
        </ol>
        <ol start={3} className="grid min-w-0 content-start gap-3">
          <Step number={3} title={t('dashboard.lead.call')} text={t('dashboard.lead.callText')} />
          <li className="min-w-0 list-none">
            <Snippet apiKey={keyPlaceholder} />
          </li>
        </ol>
      </div>
    </Card>
  );
}
