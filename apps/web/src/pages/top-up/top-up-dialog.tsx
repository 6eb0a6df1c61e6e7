import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Boundary } from '../../ui/boundary.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AmountChoice } from './amount-choice.tsx';
import { Deal, PayButton } from './deal.tsx';
import { useTopUp } from './use-top-up.ts';

function QuickForm() {
  const { t } = useTranslation();
  const topUp = useTopUp();
  if (topUp.config.providers.length === 0) return <p className="text-quiet">{t('topUp.noProvider')}</p>;
  const pay = (event: FormEvent) => {
    event.preventDefault();
    if (topUp.amount !== null) topUp.ordering.mutate();
  };
  return (
    <form onSubmit={pay} className="grid gap-5">
      <AmountChoice topUp={topUp} />
      <Deal topUp={topUp} />
      <PayButton topUp={topUp} />
      <Link to="/topup" className="justify-self-center text-quiet text-sm underline underline-offset-4">
        {t('topUp.more')}
      </Link>
    </form>
  );
}

/** Topping up without leaving the dashboard. */
export function TopUpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('topUp.title')}>
      <Boundary loading={<Skeleton className="h-72 w-full" />}>
        <QuickForm />
      </Boundary>
    </Dialog>
  );
}
