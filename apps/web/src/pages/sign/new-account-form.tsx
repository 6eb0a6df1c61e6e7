import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { fieldRemarks } from '../../ui/error-text.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { missing, PASSWORD_LEAST } from './check.ts';

export interface NewAccount extends Record<string, string> {
  name: string;
  email: string;
  password: string;
}

const nobody: NewAccount = { name: '', email: '', password: '' };

interface Props {
  submit: string;
  make: (account: NewAccount) => Promise<void>;
}

/** Name, e-mail and a new password: for a customer's account and for the first operator's. */
export function NewAccountForm({ submit, make }: Props) {
  const { t } = useTranslation();
  const form = useForm(nobody, ({ name, email, password }) => ({
    ...missing.name(t, name),
    ...missing.email(t, email),
    ...missing.newPassword(t, password),
  }));
  const making = useMutation({ mutationFn: make, onError: (error) => form.refuse(fieldRemarks(error)) });
  return (
    <form
      ref={form.form}
      noValidate
      className="grid gap-5"
      onSubmit={form.onSubmit((account) => making.mutate(account))}
    >
      <Field label={t('sign.name')} error={form.errors.name}>
        {(control) => <Input {...control} {...form.bind('name')} maxLength={100} autoComplete="name" />}
      </Field>
      <Field label={t('sign.email')} error={form.errors.email}>
        {(control) => <Input {...control} {...form.bind('email')} type="email" autoComplete="email" />}
      </Field>
      <Field
        label={t('sign.password')}
        error={form.errors.password}
        hint={t('sign.passwordHint', { n: PASSWORD_LEAST })}
      >
        {(control) => (
          <PasswordInput {...control} {...form.bind('password')} maxLength={128} autoComplete="new-password" />
        )}
      </Field>
      {making.isError && <Problem error={making.error} />}
      <Button type="submit" look="primary" size="large" busy={making.isPending}>
        {submit}
      </Button>
    </form>
  );
}
