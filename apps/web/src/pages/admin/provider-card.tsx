import type { ProviderSettings } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { Problem } from '../../ui/problem.tsx';
import { settingsQuery } from './queries.ts';
import { SettingField } from './setting-field.tsx';
import { controlOf, isSecret, readValue } from './setting-values.ts';

type Typed = Record<string, string | null | undefined>;

const tones: Record<ProviderSettings['state'], Tone> = { off: 'neutral', incomplete: 'person', ready: 'arrived' };

/** What was typed, as it is sent: a field that nobody touched stays as it is. */
function valuesOf(typed: Typed): Record<string, unknown> {
  const said = Object.entries(typed).filter(([, text]) => text !== undefined);
  return Object.fromEntries(
    said.map(([name, text]) => [name, text === null ? null : readValue(controlOf(name), text as string)]),
  );
}

/** What the provider said to a test, in its own words. */
function Answer({ ok, message }: { ok: boolean; message: string }) {
  const { t } = useTranslation('admin');
  const Icon = ok ? Check : CircleAlert;
  return (
    <p role="status" className={ok ? 'flex items-start gap-2 text-arrived' : 'flex items-start gap-2 text-person'}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        {t(ok ? 'settings.tried' : 'settings.notTried')} <span className="text-quiet">{message}</span>
      </span>
    </p>
  );
}

/** EPay's first version signs with one key, its second with a pair. */
const byVersion: Record<string, string> = { key: 'v1', privateKey: 'v2', platformPublicKey: 'v2' };

/** The fields that mean something as things stand. */
function fieldsOf({ fields }: ProviderSettings, typed: Typed) {
  const kept = fields.version && !isSecret(fields.version) ? String(fields.version.value) : null;
  const version = typed.version ?? kept;
  return Object.entries(fields).filter(([name]) => version === null || (byVersion[name] ?? version) === version);
}

function useProvider(settings: ProviderSettings, typed: Typed) {
  const client = useQueryClient();
  const { name, version: expectedVersion } = settings;
  const saving = useMutation({
    mutationFn: () => farebox.admin.providers.change(name, { expectedVersion, values: valuesOf(typed) }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
        client.invalidateQueries({ queryKey: configQuery.queryKey }),
      ]),
  });
  const testing = useMutation({ mutationFn: () => farebox.admin.providers.test(name, valuesOf(typed)) });
  return { saving, testing };
}

function State({ settings }: { settings: ProviderSettings }) {
  const { t } = useTranslation('admin');
  return (
    <span className="flex items-center gap-4">
      {settings.livemode !== null && (
        <span className="text-quiet text-sm">{t(settings.livemode ? 'settings.live' : 'settings.test')}</span>
      )}
      <Badge tone={tones[settings.state]}>{t(`settings.states.${settings.state}`)}</Badge>
    </span>
  );
}

/** One provider: every field with who says it; tried before it is kept. */
export function ProviderCard({ settings }: { settings: ProviderSettings }) {
  const { t } = useTranslation('admin');
  const [typed, setTyped] = useState<Typed>({});
  const { saving, testing } = useProvider(settings, typed);
  const values = valuesOf(typed);
  const touched = Object.keys(values).length > 0;
  const senseless = Object.values(values).includes(undefined);
  const remarks = fieldRemarks(saving.error ?? testing.error);
  const problems = Object.fromEntries(
    (settings.state === 'incomplete' ? settings.problems : []).map(({ field, message }) => [field, message]),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (touched && !senseless) saving.mutate();
  };
  const type = (name: string) => (text: string | null | undefined) => {
    setTyped((before) => ({ ...before, [name]: text }));
    testing.reset();
  };
  return (
    <Card>
      <CardHead title={t(`settings.names.${settings.name}`)}>
        <State settings={settings} />
      </CardHead>
      <form noValidate onSubmit={submit} className="grid gap-5 px-5 pb-5">
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {fieldsOf(settings, typed).map(([name, field]) => (
            <SettingField
              key={name}
              name={name}
              field={field}
              typed={typed[name]}
              onType={type(name)}
              error={remarks[name] ?? (typed[name] === undefined ? problems[name] : undefined)}
            />
          ))}
        </div>
        {(saving.error ?? testing.error) && <Problem error={saving.error ?? testing.error} />}
        {testing.data && <Answer ok={testing.data.ok} message={testing.data.message} />}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" disabled={!touched || senseless} busy={saving.isPending}>
            {t('save')}
          </Button>
          {settings.name !== 'mockpay' && (
            <Button disabled={senseless} busy={testing.isPending} onClick={() => testing.mutate()}>
              {t('settings.tryIt')}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
