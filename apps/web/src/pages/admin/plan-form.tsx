import type { AdminPlan } from '@farebox/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { currenciesOf, intervals, type PlanValues, planValues, planWish } from './plan-values.ts';
import { ChoiceField, TextField, TickField } from './text-field.tsx';

type Form = ReturnType<typeof useForm<PlanValues>>;

/** What a version promises: once sold it stays. */
function Terms({ form }: { form: Form }) {
  const { t } = useTranslation('admin');
  const own = useTranslation().t;
  const number = { inputMode: 'decimal' as const, className: 'mono' };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ChoiceField
        form={form}
        name="interval"
        label={t('plans.interval')}
        options={intervals.map((value) => ({ value, label: own(`subscription.intervals.${value}`) }))}
      />
      <TextField form={form} name="grantAmount" label={t('plans.grant')} {...number} />
      {form.values.interval === 'year' && (
        <ChoiceField
          form={form}
          name="grantEvery"
          label={t('plans.grantEvery')}
          options={(['period', 'month'] as const).map((value) => ({ value, label: t(`plans.every.${value}`) }))}
        />
      )}
      <TextField form={form} name="dailyLimit" label={t('plans.daily')} hint={t('plans.dailyHint')} {...number} />
      <TextField form={form} name="level" label={t('plans.level')} hint={t('plans.levelHint')} {...number} />
      <TextField form={form} name="position" label={t('plans.position')} {...number} />
    </div>
  );
}

function Prices({ form, currencies }: { form: Form; currencies: string[] }) {
  const { t } = useTranslation('admin');
  return (
    <fieldset className="grid gap-4">
      <legend className="font-medium">{t('plans.prices')}</legend>
      <p className="text-quiet text-sm">{t('plans.pricesHint')}</p>
      {currencies.map((currency) => (
        <div key={currency} className="grid gap-3 sm:grid-cols-3">
          <TextField form={form} name={`amount:${currency}`} label={currency} inputMode="decimal" className="mono" />
          <TextField form={form} name={`stripePrice:${currency}`} label={t('plans.stripePrice')} className="mono" />
          <TextField form={form} name={`creemProduct:${currency}`} label={t('plans.creemProduct')} className="mono" />
        </div>
      ))}
    </fieldset>
  );
}

/** A new plan, or what is sold of one from now on. */
export function PlanForm({ plan, onClose }: { plan: AdminPlan | null; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const common = useTranslation().t;
  const client = useQueryClient();
  const { data: config } = useQuery(configQuery);
  const currencies = currenciesOf(plan, config);
  const form = useForm<PlanValues>(planValues(plan, currencies), () => ({}));
  const saving = useMutation({
    mutationFn: (values: PlanValues) => {
      const wish = planWish(values, currencies);
      if (plan === null) return farebox.admin.plans.create({ id: (values.id ?? '').trim(), ...wish });
      const { grantEvery, ...rest } = wish;
      const every = wish.interval === 'year' ? grantEvery : 'period';
      return farebox.admin.plans.change(plan.id, { ...rest, grantEvery: every, expectedVersion: plan.version });
    },
    onError: (error) => form.refuse(fieldRemarks(error)),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('plans') });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={plan ? t('plans.edit', { name: plan.name }) : t('plans.add')}
      description={t('plans.text')}
      className="max-w-[640px]"
    >
      <form
        ref={form.form}
        noValidate
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        className="grid gap-5"
      >
        {plan === null && (
          <TextField form={form} name="id" label={t('plans.id')} hint={t('plans.idHint')} className="mono" />
        )}
        <TextField form={form} name="name" label={t('plans.name')} maxLength={80} />
        <TextField form={form} name="description" label={t('plans.description')} maxLength={500} />
        <Terms form={form} />
        <div className="grid">
          <TickField form={form} name="rollover" label={t('plans.rollover')} />
          <TickField form={form} name="active" label={t('plans.active')} />
        </div>
        <Prices form={form} currencies={currencies} />
        {saving.isError && <Problem error={saving.error} />}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{common('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={saving.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
