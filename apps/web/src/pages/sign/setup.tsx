import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { SignFrame } from './frame.tsx';
import { type NewAccount, NewAccountForm } from './new-account-form.tsx';
import { useArrival } from './use-arrival.ts';

const route = getRouteApi('/setup');

/** Where the link leads that is printed when a server without an operator starts. */
export function Setup() {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const { data: config } = useQuery(configQuery);
  const arrive = useArrival();
  const make = async (account: NewAccount) => {
    await farebox.setup({ token, ...account });
    await farebox.auth.signIn({ email: account.email, password: account.password });
    await arrive();
  };
  const usable = token !== '' && config?.setupNeeded !== false;
  return (
    <SignFrame title={t('sign.setup.title')} intro={t(usable ? 'sign.setup.text' : 'sign.setup.used')}>
      {usable ? (
        <NewAccountForm submit={t('sign.setup.submit')} make={make} />
      ) : (
        <Button asChild look="primary" size="large" className="w-full">
          <Link to="/sign-in">{t('sign.in.submit')}</Link>
        </Button>
      )}
    </SignFrame>
  );
}
