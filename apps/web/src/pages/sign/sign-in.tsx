import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { PasswordInput } from '../../ui/password-input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useForm } from '../../ui/use-form.ts';
import { missing } from './check.ts';
import { SignFrame } from './frame.tsx';
import { OtherWay } from './other-way.tsx';
import { useArrival } from './use-arrival.ts';

const route = getRouteApi('/guest');
const nobody = { email: '', password: '' };

function SignInForm({ next }: { next: string | undefined }) {
  const { t } = useTranslation();
  const arrive = useArrival();
  const form = useForm(nobody, ({ email, password }) => ({
    ...missing.email(t, email),
    ...missing.password(t, password),
  }));
  const signingIn = useMutation({
    mutationFn: async (person: typeof nobody) => {
      await farebox.auth.signIn(person);
      await arrive(next);
    },
  });
  return (
    <form
      ref={form.form}
      noValidate
      className="grid gap-5"
      onSubmit={form.onSubmit((person) => signingIn.mutate(person))}
    >
      <Field label={t('sign.email')} error={form.errors.email}>
        {(control) => <Input {...control} {...form.bind('email')} type="email" autoComplete="username" />}
      </Field>
      <Field label={t('sign.password')} error={form.errors.password}>
        {(control) => <PasswordInput {...control} {...form.bind('password')} autoComplete="current-password" />}
      </Field>
      {signingIn.isError && <Problem error={signingIn.error} />}
      <Button type="submit" look="primary" size="large" busy={signingIn.isPending}>
        {t('sign.in.submit')}
      </Button>
    </form>
  );
}

export function SignIn() {
  const { t } = useTranslation();
  const { next } = route.useSearch();
  const { data: config } = useQuery(configQuery);
  return (
    <SignFrame
      title={t('sign.in.title')}
      intro={config?.setupNeeded && t('sign.in.setupNeeded')}
      stub={<OtherWay from="in" next={next} />}
    >
      <SignInForm next={next} />
    </SignFrame>
  );
}
