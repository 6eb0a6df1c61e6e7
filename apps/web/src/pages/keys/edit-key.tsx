import type { ApiKey } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { keysQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { shownKey } from './key-table.tsx';
import { LimitFields, limitRemarks, useLimitCheck } from './limit-fields.tsx';
import { limitsOf, valuesOf } from './limit-values.ts';
import { AllSpendUsed } from './spend-used.tsx';

const NAME_MOST = 100;

function EditForm({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const check = useLimitCheck();
  const form = useForm({ name: apiKey.name, ...valuesOf(apiKey) }, (values) => ({
    ...(values.name.trim() ? {} : { name: t('keys.nameMissing') }),
    ...check(values),
  }));
  const saving = useMutation({
    mutationFn: (values: typeof form.values) =>
      farebox.keys.change(apiKey.id, { name: values.name.trim(), ...limitsOf(values) }),
    onError: (error) => form.refuse(limitRemarks(error)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keysQuery.queryKey });
      onDone();
    },
  });
  return (
    <form ref={form.form} noValidate className="grid gap-5" onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <AllSpendUsed apiKey={apiKey} />
      <Field label={t('keys.name')} error={form.errors.name}>
        {(control) => <Input {...control} {...form.bind('name')} maxLength={NAME_MOST} autoComplete="off" />}
      </Field>
      <LimitFields form={form} />
      {saving.isError && <Problem error={saving.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" look="primary" busy={saving.isPending}>
          {t('keys.editing.submit')}
        </Button>
      </div>
    </form>
  );
}

/** A key's name and limits, and how much of them is used. */
export function EditKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (!apiKey) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('keys.editing.title', { name: apiKey.name })}
      description={t('keys.editing.text', { key: shownKey(apiKey) })}
      className="max-w-[560px]"
    >
      <EditForm key={apiKey.id} apiKey={apiKey} onDone={onClose} />
    </Dialog>
  );
}
