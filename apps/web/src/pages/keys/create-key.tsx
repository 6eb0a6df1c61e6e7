import type { CreatedApiKey } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { keysQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Select } from '../../ui/select.tsx';
import { useForm } from '../../ui/use-form.ts';
import { LimitFields, limitRemarks, useLimitCheck } from './limit-fields.tsx';
import { type LimitValues, limitsOf, noLimits } from './limit-values.ts';
import { Snippet } from './snippet.tsx';

const NAME_MOST = 100;
const DAY_MS = 86_400_000;
const lifetimes = { never: 0, days30: 30, days90: 90, days365: 365 };
type Lifetime = keyof typeof lifetimes;

const expiryOf = (lifetime: Lifetime) =>
  lifetimes[lifetime] ? { expiresAt: new Date(Date.now() + lifetimes[lifetime] * DAY_MS).toISOString() } : {};

function KeyForm({ onCreated, onCancel }: { onCreated: (key: CreatedApiKey) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [limitsOpen, setLimitsOpen] = useState(false);
  const check = useLimitCheck();
  const form = useForm({ name: '', lifetime: 'never', ...noLimits }, (values) => ({
    ...(values.name.trim() ? {} : { name: t('keys.nameMissing') }),
    ...check(values),
  }));
  const creating = useMutation({
    mutationFn: ({ name, lifetime, ...limits }: typeof form.values) =>
      farebox.keys.create({ name: name.trim(), ...expiryOf(lifetime as Lifetime), ...limitsOf(limits) }),
    onError: (error) => form.refuse(limitRemarks(error)),
    onSuccess: (key) => {
      onCreated(key);
      return client.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  return (
    <form ref={form.form} noValidate className="grid gap-5" onSubmit={form.onSubmit((key) => creating.mutate(key))}>
      <Field label={t('keys.name')} hint={t('keys.nameHint')} error={form.errors.name}>
        {(control) => <Input {...control} {...form.bind('name')} maxLength={NAME_MOST} autoComplete="off" />}
      </Field>
      <Field label={t('keys.expiry')}>
        {(control) => (
          <Select {...control} {...form.bind('lifetime')}>
            {(Object.keys(lifetimes) as Lifetime[]).map((name) => (
              <option key={name} value={name}>
                {t(`keys.expiries.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <details
        className="group rounded-md border"
        open={limitsOpen || Object.keys(noLimits).some((name) => form.errors[name as keyof LimitValues])}
        onToggle={(event) => setLimitsOpen(event.currentTarget.open)}
      >
        <summary className="flex h-10 cursor-pointer items-center gap-2 px-3 font-medium text-sm">
          <ChevronRight aria-hidden className="size-4 text-quiet group-open:rotate-90" />
          <span>{t('keys.limits.title')}</span>
          <span className="font-normal text-quiet">{t('keys.limits.optional')}</span>
        </summary>
        <div className="border-t p-4">
          <LimitFields form={form} />
        </div>
      </details>
      {creating.isError && <Problem error={creating.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" look="primary" busy={creating.isPending}>
          {t('keys.create')}
        </Button>
      </div>
    </form>
  );
}

/** The one time the key is in sight. */
function NewKey({ created, onDone }: { created: CreatedApiKey; onDone: () => void }) {
  const { t } = useTranslation();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => shown.current?.focus(), []);
  return (
    <div ref={shown} tabIndex={-1} className="grid min-w-0 gap-5 outline-none">
      <div className="flex items-center gap-3 rounded-md bg-fare p-3 text-fare-ink">
        <code data-slot="new-key" className="mono min-w-0 flex-1 select-all break-all text-sm">
          {created.key}
        </code>
        <CopyButton look="ink" text={created.key} name={t('keys.created.key')} />
      </div>
      <Snippet apiKey={created.key} />
      <Button look="primary" onClick={onDone} className="justify-self-end">
        {t('keys.created.done')}
      </Button>
    </div>
  );
}

/** Makes a key and shows it once. */
export function CreateKey({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const close = () => {
    onOpenChange(false);
    setCreated(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={t(created ? 'keys.created.title' : 'keys.create')}
      description={created ? t('keys.created.text') : undefined}
      className={created ? 'max-w-[640px]' : 'max-w-[560px]'}
      insistent={created !== null}
    >
      {created ? <NewKey created={created} onDone={close} /> : <KeyForm onCreated={setCreated} onCancel={close} />}
    </Dialog>
  );
}
