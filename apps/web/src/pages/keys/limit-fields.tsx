import { FareboxApiError } from '@farebox/sdk';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import type { FieldErrors } from '../../ui/use-form.ts';
import { type LimitValues, periods, rates, wrongLimits } from './limit-values.ts';

const LIST_MOST = 2_000;
const FIGURE_MOST = 20;

interface Form {
  bind: (name: keyof LimitValues) => Pick<ComponentProps<'input'>, 'name' | 'value' | 'onChange'>;
  errors: FieldErrors<LimitValues>;
}

/** What is wrong with the limits, in words. */
export function useLimitCheck(): (values: LimitValues) => FieldErrors<LimitValues> {
  const { t } = useTranslation();
  return (values) =>
    Object.fromEntries(
      Object.entries(wrongLimits(values)).map(([name, what]) => [name, t(`keys.limits.wrong.${what}`)]),
    );
}

/** The server's remarks on limits, by the field they are about. */
export function limitRemarks(error: unknown): Record<string, string> {
  if (!(error instanceof FareboxApiError) || !Array.isArray(error.details.issues)) return {};
  const issues = error.details.issues as { path?: unknown; message?: unknown }[];
  return Object.fromEntries(
    issues.map(({ path, message }) => [
      String(path)
        .replace(/^spendLimits\./, '')
        .split('.')[0],
      String(message),
    ]),
  );
}

function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-sm">{legend}</legend>
      <div className="grid items-start gap-3 sm:grid-cols-3">{children}</div>
    </fieldset>
  );
}

/** What a key may spend, how fast, and for what. Everything may stay empty. */
export function LimitFields({ form: { bind, errors } }: { form: Form }) {
  const { t } = useTranslation();
  const figure = (name: keyof LimitValues, label: string) => (
    <Field key={name} label={label} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          {...bind(name)}
          inputMode="decimal"
          maxLength={FIGURE_MOST}
          autoComplete="off"
          placeholder={t('keys.limits.none')}
          className="mono"
        />
      )}
    </Field>
  );
  const list = (name: 'allowedModels' | 'allowedAddresses', placeholder: string) => (
    <Field label={t(`keys.limits.${name}`)} hint={t(`keys.limits.${name}Hint`)} error={errors[name]}>
      {(control) => (
        <Input
          {...control}
          {...bind(name)}
          maxLength={LIST_MOST}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          className="mono"
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-5">
      <Group legend={t('keys.limits.spend')}>{periods.map((name) => figure(name, t(`keys.limits.per.${name}`)))}</Group>
      <Group legend={t('keys.limits.rates')}>{rates.map((name) => figure(name, t(`keys.limits.rate.${name}`)))}</Group>
      {list('allowedModels', t('keys.limits.allModels'))}
      {list('allowedAddresses', t('keys.limits.anywhere'))}
    </div>
  );
}
