import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';

const providerNames = ['stripe', 'epay', 'creem', 'mockpay'] as const;

interface ChoiceProps<Value extends string> {
  label: string;
  any: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}

/** One of some, or any. */
export function Choice<Value extends string>({ label, any, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Field label={label} className="w-44">
      {(control) => (
        <Select
          {...control}
          value={value ?? ''}
          onChange={(event) => onChange((event.target.value || undefined) as Value | undefined)}
        >
          <option value="">{any}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function ProviderFilter({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation('admin');
  const options = providerNames.map((name) => ({ value: name as string, label: t(`settings.names.${name}`) }));
  return <Choice label={t('provider')} any={t('anyProvider')} value={value} options={options} onChange={onChange} />;
}

interface TextFilterProps {
  label: string;
  value: string | undefined;
  onSearch: (value: string | undefined) => void;
  className?: string;
}

/** A text that is looked for when it is sent, not at each key. */
export function TextFilter({ label, value, onSearch, className }: TextFilterProps) {
  const { t } = useTranslation('admin');
  const [typed, setTyped] = useState(value ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim() || undefined);
  };
  return (
    <search className={className}>
      <form onSubmit={submit}>
        <Field label={label}>
          {(control) => (
            <span className="flex gap-2">
              <Input
                {...control}
                type="search"
                autoComplete="off"
                maxLength={200}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className="mono"
              />
              <Button type="submit">{t('search')}</Button>
            </span>
          )}
        </Field>
      </form>
    </search>
  );
}
