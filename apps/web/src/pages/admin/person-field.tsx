import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';

/** Who is meant by what was typed: an address has an @, an id has none. */
export function namedPerson(typed: string): { userId: string } | { userEmail: string } {
  const text = typed.trim();
  return text.includes('@') ? { userEmail: text } : { userId: text };
}

export function PersonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('admin');
  return (
    <Field label={t('unmatched.to')}>
      {(control) => (
        <Input
          {...control}
          name="person"
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
