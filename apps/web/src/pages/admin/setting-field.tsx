import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { type ControlProps, Field } from '../../ui/field.tsx';
import { Input, inputLook } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import {
  type Control,
  choices,
  controlOf,
  type FieldName,
  isSecret,
  type SettingField as Kept,
  readValue,
  shownValue,
} from './setting-values.ts';

interface Props {
  name: string;
  field: Kept;
  /** What was typed; undefined: nothing yet; null: given back to the configuration. */
  typed: string | null | undefined;
  onType: (typed: string | null | undefined) => void;
  error: string | undefined;
}

interface ControlOfProps {
  control: ControlProps;
  kind: Control;
  value: string;
  placeholder: string;
  secret: boolean;
  onType: (typed: string) => void;
}

function Choice({ control, kind, value, onType }: ControlOfProps) {
  const { t } = useTranslation('admin');
  const options =
    kind === 'switch'
      ? [
          { value: '1', label: t('yes') },
          { value: '0', label: t('no') },
        ]
      : (choices[kind] ?? []).map((option) => ({ value: option, label: option }));
  return (
    <Select {...control} value={value} onChange={(event) => onType(event.target.value)}>
      {value === '' && <option value="">–</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

function ControlOf(props: ControlOfProps) {
  const { control, kind, value, placeholder, secret, onType } = props;
  if (kind === 'switch' || kind === 'version' || kind === 'mode') return <Choice {...props} />;
  const text = { value, placeholder, autoComplete: 'off', spellCheck: false };
  if (kind === 'long' || kind === 'types') {
    return (
      <textarea
        {...control}
        {...text}
        rows={3}
        onChange={(event) => onType(event.target.value)}
        className={cn(inputLook, 'mono h-auto py-2')}
      />
    );
  }
  return (
    <Input
      {...control}
      {...text}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      onChange={(event) => onType(event.target.value)}
      className="mono"
    />
  );
}

function useSecretText(field: Kept): string {
  const { t } = useTranslation('admin');
  if (!isSecret(field)) return '';
  if (!field.set) return t('settings.secretUnset');
  return field.endsIn ? t('settings.secretSet', { end: field.endsIn }) : t('settings.secretSetShort');
}

/** One field: its value or that it is set, who says so, and a way to give it back. */
export function SettingField({ name, field, typed, onType, error }: Props) {
  const { t } = useTranslation('admin');
  const kind = controlOf(name);
  const secret = isSecret(field);
  const secretText = useSecretText(field);
  const kept = secret ? '' : shownValue(kind, field.value);
  const hints = [
    t(`settings.sources.${field.source}`),
    ...(secret && field.set ? [t('settings.secretHint')] : []),
    ...(kind === 'types' ? [t('settings.typesHint')] : []),
    ...(kind === 'currencies' ? [t('settings.currenciesHint')] : []),
  ];
  const own = field.source === 'database';
  const wrong = typed && readValue(kind, typed) === undefined ? t('settings.typesWrong') : error;
  return (
    <div className={cn('grid content-start gap-1', (kind === 'types' || kind === 'long') && 'sm:col-span-2')}>
      <Field
        label={t(`settings.fields.${name as FieldName}`)}
        hint={typed === null ? t('settings.givenBack') : hints.join(' · ')}
        error={wrong}
      >
        {(control) => (
          <ControlOf
            control={control}
            kind={kind}
            value={typed === null ? '' : (typed ?? kept)}
            placeholder={secretText}
            secret={secret}
            onType={onType}
          />
        )}
      </Field>
      {own && (
        <Button
          look="quiet"
          size="small"
          className="-ml-3 justify-self-start text-quiet"
          onClick={() => onType(typed === null ? undefined : null)}
        >
          {t(typed === null ? 'settings.keep' : 'settings.back')}
        </Button>
      )}
    </div>
  );
}
