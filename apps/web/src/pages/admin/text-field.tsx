import type { ComponentProps } from 'react';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';

interface Bound<Values> {
  values: Values;
  set: (name: keyof Values & string, value: string) => void;
  errors: Partial<Record<keyof Values, string>>;
}

interface TextProps<Values> extends Omit<ComponentProps<'input'>, 'form' | 'name'> {
  form: Bound<Values>;
  name: keyof Values & string;
  label: string;
  hint?: string;
}

/** One line of a form of texts. */
export function TextField<Values extends Record<string, string>>({
  form,
  name,
  label,
  hint,
  ...rest
}: TextProps<Values>) {
  return (
    <Field label={label} hint={hint} error={form.errors[name]}>
      {(control) => (
        <Input
          autoComplete="off"
          {...rest}
          {...control}
          name={name}
          value={form.values[name]}
          onChange={(event) => form.set(name, event.target.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<Values> {
  form: Bound<Values>;
  name: keyof Values & string;
  label: string;
  hint?: string;
  options: readonly { value: string; label: string }[];
}

export function ChoiceField<Values extends Record<string, string>>({
  form,
  name,
  label,
  hint,
  options,
}: ChoiceProps<Values>) {
  return (
    <Field label={label} hint={hint} error={form.errors[name]}>
      {(control) => (
        <Select
          {...control}
          name={name}
          value={form.values[name]}
          onChange={(event) => form.set(name, event.target.value)}
        >
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** A yes or no, kept as `1` or nothing. */
export function TickField<Values extends Record<string, string>>({
  form,
  name,
  label,
}: Pick<ChoiceProps<Values>, 'form' | 'name' | 'label'>) {
  return (
    <label className="flex min-h-10 items-center gap-2">
      <input
        type="checkbox"
        name={name}
        checked={form.values[name] === '1'}
        onChange={(event) => form.set(name, event.target.checked ? '1' : '')}
        className="size-4 accent-ink"
      />
      {label}
    </label>
  );
}
