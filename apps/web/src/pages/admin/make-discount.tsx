import type { Discount } from '@farebox/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { discountsQuery } from './queries.ts';
import { ChoiceField, TextField, TickField } from './text-field.tsx';

const empty = {
  code: '',
  kind: 'percent',
  percent: '',
  amount: '',
  currency: '',
  appliesTo: 'all',
  minAmount: '',
  endsAt: '',
  maxUses: '',
  maxUsesPerUser: '',
  firstPurchaseOnly: '',
};

type Values = typeof empty;

const kinds = ['percent', 'amount', 'bonus'] as const;
const scopes = ['all', 'topup', 'plan'] as const;

/** Only what was filled in: the rest has no limit. */
function wishOf({ kind, currency, ...values }: Values, usual: string) {
  const money = kind === 'amount' || values.minAmount !== '';
  return {
    code: values.code,
    kind: kind as Discount['kind'],
    appliesTo: values.appliesTo as Discount['appliesTo'],
    firstPurchaseOnly: values.firstPurchaseOnly === '1',
    ...(kind === 'amount' ? { amount: values.amount.trim() } : { percent: values.percent.trim() }),
    ...(money && { currency: currency || usual }),
    ...(values.minAmount && { minAmount: values.minAmount.trim() }),
    ...(values.endsAt && { endsAt: new Date(`${values.endsAt}T23:59:59`).toISOString() }),
    ...(values.maxUses && { maxUses: Number(values.maxUses) }),
    ...(values.maxUsesPerUser && { maxUsesPerUser: Number(values.maxUsesPerUser) }),
  };
}

function useMaking(form: ReturnType<typeof useForm<Values>>, usual: string, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) => farebox.admin.discounts.create(wishOf(values, usual)),
    onError: (error) => form.refuse(fieldRemarks(error)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: discountsQuery.queryKey });
      onClose();
    },
  });
}

/** A code that makes a purchase cheaper, or brings more. */
export function MakeDiscount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const common = useTranslation().t;
  const { data: config } = useQuery(configQuery);
  const usual = config?.currency ?? 'CNY';
  const form = useForm<Values>({ ...empty, currency: usual }, () => ({}));
  const making = useMaking(form, usual, onClose);
  const currencies = Object.keys(config?.currencies ?? {}).map((value) => ({ value, label: value }));
  const number = { inputMode: 'decimal' as const, className: 'mono' };
  const isAmount = form.values.kind === 'amount';
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={t('discounts.make')} className="max-w-[560px]">
      <form
        ref={form.form}
        noValidate
        onSubmit={form.onSubmit((values) => making.mutate(values))}
        className="grid gap-5"
      >
        <TextField form={form} name="code" label={t('discounts.code')} maxLength={40} className="mono uppercase" />
        <div className="grid gap-4 sm:grid-cols-2">
          <ChoiceField
            form={form}
            name="kind"
            label={t('discounts.kind')}
            options={kinds.map((value) => ({ value, label: t(`discounts.kinds.${value}`) }))}
          />
          {isAmount && <TextField form={form} name="amount" label={t('discounts.amount')} {...number} />}
          {!isAmount && <TextField form={form} name="percent" label={t('discounts.percent')} {...number} />}
          <ChoiceField
            form={form}
            name="appliesTo"
            label={t('discounts.applies')}
            options={scopes.map((value) => ({ value, label: t(`discounts.appliesTo.${value}`) }))}
          />
          <ChoiceField form={form} name="currency" label={t('discounts.currency')} options={currencies} />
          <TextField form={form} name="minAmount" label={t('discounts.minAmount')} {...number} />
          <TextField form={form} name="endsAt" label={t('discounts.ends')} type="date" />
          <TextField form={form} name="maxUses" label={t('discounts.maxUses')} {...number} />
          <TextField form={form} name="maxUsesPerUser" label={t('discounts.perUser')} {...number} />
        </div>
        <TickField form={form} name="firstPurchaseOnly" label={t('discounts.first')} />
        {making.isError && <Problem error={making.error} />}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{common('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={making.isPending}>
            {t('discounts.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
