import type { PriceListWish } from '@farebox/sdk';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useForm } from '../../ui/use-form.ts';
import { TextField } from '../admin/text-field.tsx';
import { ListSource, type Source } from './list-source.tsx';
import { type Format, formats, guessFormat, type ImportValues, readList, valueFaults } from './price-list.ts';

const FILE_BYTES_MAX = 20_000_000;
const start: ImportValues = { creditsPerUsd: '', markup: '', validFrom: '', note: '' };

interface Props {
  /** The names by which a list may call our models. */
  ours: () => Promise<ReadonlySet<string>>;
  busy: boolean;
  onLook: (wish: PriceListWish) => void;
  /** What was looked at is no longer what is in the form. */
  onChange: () => void;
}

/** The list, how it is to be read, from when on, and why. */
function useImportForm({ ours, onLook, onChange }: Props) {
  const { t } = useTranslation('admin');
  const [format, setFormat] = useState<Format>('csv');
  const [source, setSource] = useState<Source>({ text: '', file: null });
  const [error, setError] = useState<string>();
  const form = useForm<ImportValues>(start, (values) =>
    Object.fromEntries(Object.entries(valueFaults(format, values)).map(([name, key]) => [name, t(`gateway.${key}`)])),
  );
  const changed = () => {
    setError(undefined);
    onChange();
  };
  const set = (name: string, value: string) => {
    form.set(name, value);
    changed();
  };
  const choose = (next: Format) => {
    setFormat(next);
    changed();
  };
  const paste = (text: string) => {
    setSource({ text, file: null });
    changed();
  };
  const take = async (file: File) => {
    changed();
    if (file.size > FILE_BYTES_MAX) return setError(t('gateway.import.tooLarge'));
    const text = await file.text();
    setSource({ text, file: file.name });
    setFormat(guessFormat(file.name, text));
  };
  const send = form.onSubmit(async (values) => {
    const names = format === 'litellm' ? await ours().catch(() => new Set<string>()) : new Set<string>();
    const read = readList(format, source.text, values, names);
    if ('wish' in read) return onLook(read.wish);
    setError(t(`gateway.import.${read.fault}`, { message: read.message ?? '' }));
  });
  return { form: { ...form, set }, format, source, error, choose, paste, take, send };
}

export function ImportForm(props: Props) {
  const { t } = useTranslation('admin');
  const { form, format, source, error, choose, paste, take, send } = useImportForm(props);
  const decimal = { inputMode: 'decimal' as const, className: 'mono' };
  return (
    <form
      ref={form.form}
      noValidate
      onSubmit={(event: FormEvent) => send(event)}
      className="grid grid-cols-[minmax(0,1fr)] gap-5 px-5 pb-5"
    >
      <Segmented
        label={t('gateway.import.format')}
        value={format}
        onChange={choose}
        options={formats.map((value) => ({ value, label: t(`gateway.import.formats.${value}`) }))}
      />
      <ListSource
        source={source}
        hint={t(`gateway.import.hints.${format}`)}
        error={error}
        onPaste={paste}
        onFile={(file) => void take(file)}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {format === 'litellm' && (
          <>
            <TextField form={form} name="creditsPerUsd" label={t('gateway.import.creditsPerUsd')} {...decimal} />
            <TextField
              form={form}
              name="markup"
              label={t('gateway.import.markup')}
              hint={t('gateway.import.markupHint')}
              {...decimal}
            />
          </>
        )}
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
      <Button type="submit" look="primary" busy={props.busy} className="justify-self-start">
        {t('gateway.import.look')}
      </Button>
    </form>
  );
}
