import { Link } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Boundary } from '../../ui/boundary.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MethodChoice } from '../paying/method-choice.tsx';
import { AmountChoice } from './amount-choice.tsx';
import { Deal, PayButton } from './deal.tsx';
import { useTopUp } from './use-top-up.ts';

function QuickForm() {
  const { t } = useTranslation();
  const topUp = useTopUp();
  if (topUp.methods.length === 0) return <p className="text-quiet">{t('topUp.noProvider')}</p>;
  const pay = (event: FormEvent) => {
    event.preventDefault();
    topUp.pay();
  };
  return (
    <form onSubmit={pay} className="grid gap-5">
      <AmountChoice topUp={topUp} />
      {topUp.methods.length > 1 && (
        <MethodChoice methods={topUp.methods} value={topUp.method} onChange={topUp.setMethod} />
      )}
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
