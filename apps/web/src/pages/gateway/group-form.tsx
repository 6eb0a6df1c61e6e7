import type { PriceGroup } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { useForm } from '../../ui/use-form.ts';
import { TextField } from '../admin/text-field.tsx';
import { FormEnd } from './form-end.tsx';
import { isDecimal, plainDecimal } from './price-rows.ts';
import { groupsQuery } from './queries.ts';

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const MOST = 1_000;

/** A new group, or what the people of one pay from now on. */
export function GroupForm({ group, onClose }: { group: PriceGroup | null; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const start = { id: group?.id ?? '', multiplier: group?.multiplier ?? '', description: group?.description ?? '' };
  const form = useForm(start, ({ id, multiplier }) => ({
    ...(!ID.test(id.trim()) && { id: t('gateway.groups.wrongId') }),
    ...((!isDecimal(multiplier) || Number(plainDecimal(multiplier)) > MOST) && {
      multiplier: t('gateway.groups.wrongMultiplier'),
    }),
  }));
  const saving = useMutation({
    mutationFn: ({ id, multiplier, description }: typeof start) =>
      farebox.admin.priceGroups.put(id.trim(), {
        multiplier: plainDecimal(multiplier),
        description: description.trim(),
      }),
    onError: (error) => form.refuse(fieldRemarks(error)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: groupsQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={group ? t('gateway.groups.change', { name: group.id }) : t('gateway.groups.make')}
      description={t('gateway.groups.text')}
    >
      <form
        ref={form.form}
        noValidate
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        className="grid gap-5"
      >
        {group === null && (
          <TextField
            form={form}
            name="id"
            label={t('gateway.groups.id')}
            hint={t('gateway.groups.idHint')}
            maxLength={40}
            className="mono"
          />
        )}
        <TextField
          form={form}
          name="multiplier"
          label={t('gateway.groups.multiplier')}
          hint={t('gateway.groups.multiplierHint')}
          inputMode="decimal"
          maxLength={24}
          className="mono"
        />
        <TextField form={form} name="description" label={t('gateway.groups.description')} maxLength={200} />
        <FormEnd submit={t('save')} sending={saving} onClose={onClose} />
      </form>
    </Dialog>
  );
}
