import type { PriceListing } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { useForm } from '../../ui/use-form.ts';
import { TextField } from '../admin/text-field.tsx';
import { FigureRows } from './figure-rows.tsx';
import type { Unit } from './figures.ts';
import { isKeyed } from './figures.ts';
import { FormEnd } from './form-end.tsx';
import { emptyRow, type FigureRow, faultsOf, type PriceValues, priceWish, startOf } from './price-rows.ts';
import { refreshPrices } from './queries.ts';

/** The form's texts and its lines. */
function usePriceForm(listing: PriceListing | null) {
  const { t } = useTranslation('admin');
  const [start] = useState(() => startOf(listing ?? { model: '', price: null, cost: null }));
  const [rows, setRows] = useState(start.rows);
  const made = useRef(start.rows.length);
  const form = useForm<PriceValues>(start.values, (values) =>
    Object.fromEntries(
      Object.entries(faultsOf(values, rows)).map(([name, fault]) => [name, t(`gateway.form.${fault}`)]),
    ),
  );
  const add = (unit: Unit) => {
    made.current += 1;
    const row: FigureRow = { id: isKeyed(unit) ? `${unit}${made.current}` : unit, unit };
    for (const [name, value] of Object.entries(emptyRow(row))) form.set(name, value);
    setRows((before) => [...before, row]);
  };
  const remove = ({ id }: FigureRow) => setRows((before) => before.filter((row) => row.id !== id));
  return { form, rows, add, remove };
}

interface Props {
  /** What counts now; null for a model to be named. */
  listing: PriceListing | null;
  onClose: () => void;
}

/** Says what a model costs, from now or later on. */
export function PriceForm({ listing, onClose }: Props) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const { form, rows, add, remove } = usePriceForm(listing);
  const saving = useMutation({
    mutationFn: (values: PriceValues) => farebox.admin.prices.set(priceWish(values, rows)),
    onError: (error) => form.refuse(fieldRemarks(error)),
    onSuccess: async () => {
      await refreshPrices(client);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={listing ? t('gateway.prices.setOf', { model: listing.model }) : t('gateway.prices.set')}
      description={`${t('gateway.prices.text')} ${t('gateway.form.text')}`}
      className="max-w-[640px]"
    >
      <form
        ref={form.form}
        noValidate
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        className="grid grid-cols-[minmax(0,1fr)] gap-5"
      >
        {listing === null && (
          <TextField form={form} name="model" label={t('gateway.model')} spellCheck={false} className="mono" />
        )}
        <FigureRows
          values={form.values}
          errors={form.errors}
          set={form.set}
          rows={rows}
          onAdd={add}
          onRemove={remove}
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="validFrom"
            type="datetime-local"
            label={t('gateway.form.from')}
            hint={t('gateway.form.fromHint')}
          />
          <TextField
            form={form}
            name="note"
            label={t('gateway.form.note')}
            hint={t('gateway.form.noteHint')}
            maxLength={500}
          />
        </div>
        <FormEnd submit={t('gateway.prices.set')} sending={saving} onClose={onClose} />
      </form>
    </Dialog>
  );
}
