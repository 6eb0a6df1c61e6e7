import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { configQuery } from '../../api/queries.ts';
import { formatCredits } from '../../format/money.ts';
import { SignFrame } from './frame.tsx';
import { type NewAccount, NewAccountForm } from './new-account-form.tsx';
import { OtherWay } from './other-way.tsx';
import { useArrival } from './use-arrival.ts';

const route = getRouteApi('/guest');

/** Opens an account and tells the server in which zone its days turn; the zone can be set later if that fails. */
async function openAccount(account: NewAccount): Promise<void> {
  await farebox.auth.signUp(account);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await farebox.me.update({ timeZone }).catch(() => undefined);
}

export function SignUp() {
  const { t } = useTranslation();
  const { next } = route.useSearch();
  const { data: config } = useQuery(configQuery);
  const arrive = useArrival();
  const make = async (account: NewAccount) => {
    await openAccount(account);
    await arrive(next);
  };
  return (
    <SignFrame
      title={t('sign.up.title')}
      intro={config && t('sign.up.welcome', { amount: formatCredits(config.welcomeCredits) })}
      stub={<OtherWay from="up" next={next} />}
    >
      <NewAccountForm submit={t('sign.up.submit')} make={make} />
    </SignFrame>
  );
}
