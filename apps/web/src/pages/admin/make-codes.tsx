import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useAttempt } from '../paying/use-purchase.ts';
import { batchesQuery } from './queries.ts';
import { ChoiceField, TextField } from './text-field.tsx';

const empty = {
  name: '',
  count: '10',
  credits: '',
  category: 'promotional',
  creditsExpireDays: '',
  maxUsesPerCode: '1',
  maxPerUser: '1',
  expiresAt: '',
};

/** The whole of the day that was named, here. */
const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();

function wishOf(values: typeof empty) {
  return {
    name: values.name.trim(),
    count: Number(values.count),
    credits: values.credits.trim(),
    category: values.category as 'paid' | 'promotional',
    maxUsesPerCode: Number(values.maxUsesPerCode),
    maxPerUser: Number(values.maxPerUser),
    creditsExpireDays: values.creditsExpireDays ? Number(values.creditsExpireDays) : null,
    expiresAt: values.expiresAt ? endOf(values.expiresAt) : null,
  };
}

function Fields({ onMade, onCancel }: { onMade: (codes: string[]) => void; onCancel: () => void }) {
  const { t } = useTranslation('admin');
  const common = useTranslation().t;
  const client = useQueryClient();
  const attempt = useAttempt();
  const form = useForm(empty, () => ({}));
  const making = useMutation({
    mutationFn: (values: typeof empty) => {
      const wish = wishOf(values);
      return farebox.admin.codes.create(wish, { idempotencyKey: attempt.keyFor(wish) });
    },
    onSettled: (_made, error) => attempt.done(error),
    onError: (error) => form.refuse(fieldRemarks(error)),
    onSuccess: ({ codes }) => {
      onMade(codes);
      return client.invalidateQueries({ queryKey: batchesQuery.queryKey });
    },
  });
  const number = { inputMode: 'numeric' as const, className: 'mono' };
  const categories = (['promotional', 'paid'] as const).map((value) => ({
    value,
    label: t(`codes.categories.${value}`),
  }));
  return (
    <form ref={form.form} noValidate onSubmit={form.onSubmit((values) => making.mutate(values))} className="grid gap-5">
      <TextField form={form} name="name" label={t('codes.name')} maxLength={100} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="count" label={t('codes.count')} {...number} />
        <TextField form={form} name="credits" label={t('codes.credits')} inputMode="decimal" className="mono" />
        <TextField form={form} name="maxUsesPerCode" label={t('codes.uses')} {...number} />
        <TextField form={form} name="maxPerUser" label={t('codes.perUser')} {...number} />
        <TextField form={form} name="expiresAt" label={t('codes.expires')} hint={t('codes.expiresHint')} type="date" />
        <TextField
          form={form}
          name="creditsExpireDays"
          label={t('codes.creditsExpire')}
          hint={t('codes.expiresHint')}
          {...number}
        />
        <ChoiceField form={form} name="category" label={t('codes.category')} options={categories} />
      </div>
      {making.isError && <Problem error={making.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onCancel}>{common('common.cancel')}</Button>
        <Button type="submit" look="primary" busy={making.isPending}>
          {t('codes.make')}
        </Button>
      </div>
    </form>
  );
}

/** Makes a batch and shows its codes, the one time they can be seen. */
export function MakeCodes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(codes ? 'codes.made' : 'codes.make')}
      description={codes ? t('codes.madeText') : undefined}
      className="max-w-[560px]"
      insistent={codes !== null}
    >
      {codes === null ? (
        <Fields onMade={setCodes} onCancel={onClose} />
      ) : (
        <div className="grid gap-4">
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: long lists scroll, and the keyboard must reach them.
            tabIndex={0}
            data-slot="new-codes"
            className="mono max-h-80 overflow-y-auto rounded-md bg-fill p-4 text-sm"
          >
            {codes.join('\n')}
          </pre>
          <div className="flex flex-wrap justify-end gap-3">
            <CopyButton text={codes.join('\n')} name={t('codes.theCodes')} size="medium" />
            <Button look="primary" onClick={onClose}>
              {t('codes.done')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
