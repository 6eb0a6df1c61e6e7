import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { TextField } from '../admin/text-field.tsx';
import { FormEnd } from './form-end.tsx';
import { refreshPrices } from './queries.ts';

/** Lets config.yaml say what a model costs, from now on. */
export function GiveBack({ model, onClose }: { model: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const form = useForm({ note: '' }, () => ({}));
  const giving = useMutation({
    mutationFn: (note: string) => farebox.admin.prices.set({ model, price: null, ...(note && { note }) }),
    onSuccess: async () => {
      await refreshPrices(client);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('gateway.prices.giveBackTitle', { model })}
      description={t('gateway.prices.giveBackText')}
    >
      <form noValidate onSubmit={form.onSubmit(({ note }) => giving.mutate(note.trim()))} className="grid gap-5">
        <TextField
          form={form}
          name="note"
          label={t('gateway.form.note')}
          hint={t('gateway.form.noteHint')}
          maxLength={500}
        />
        <FormEnd submit={t('gateway.prices.giveBack')} danger sending={giving} onClose={onClose} />
      </form>
    </Dialog>
  );
}
