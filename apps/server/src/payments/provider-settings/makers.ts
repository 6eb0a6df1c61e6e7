import type { Deps } from '../../context.ts';
import type { FieldValues } from './fields.ts';
import { privateKeyIn, publicKeyIn } from './rsa-keys.ts';
import type { CreemSettings, EPaySettings, ProviderName, SettingsByProvider, StripeSettings } from './types.ts';

type Maker<Name extends ProviderName> = (
  values: FieldValues<Name>,
  config: Deps['config'],
) => SettingsByProvider[Name] | null;

/** Fields that a provider cannot do without. */
export function neededFields(name: ProviderName, values: FieldValues<ProviderName>): readonly string[] {
  if (name === 'stripe') return ['secretKey', 'webhookSecret'];
  if (name === 'creem') return ['apiKey', 'webhookSecret'];
  if (name === 'mockpay') return [];
  const { version } = values as FieldValues<'epay'>;
  return ['baseUrl', 'pid', ...(version === 'v2' ? ['privateKey', 'platformPublicKey'] : ['key'])];
}

/** What a provider is made with; null while a needed field is missing. */
export function settingsFrom<Name extends ProviderName>(
  name: Name,
  values: FieldValues<Name>,
  config: Deps['config'],
): SettingsByProvider[Name] | null {
  return (makers[name] as Maker<Name>)(values, config);
}

const makers: { [Name in ProviderName]: Maker<Name> } = {
  stripe: stripeFrom,
  epay: epayFrom,
  creem: creemFrom,
  mockpay: (_, { payments, server }) => (server.production ? null : { secret: payments.mockpay.secret }),
};

function stripeFrom(values: FieldValues<'stripe'>): StripeSettings | null {
  const { secretKey, webhookSecret, previousWebhookSecret, baseUrl } = values;
  if (!secretKey || !webhookSecret || !baseUrl) return null;
  return {
    secretKey,
    webhookSecrets: [webhookSecret, previousWebhookSecret].filter((secret) => secret !== undefined),
    baseUrl: withoutSlash(baseUrl),
    livemode: secretKey.includes('_live_'),
    currencies: values.currencies ?? null,
    portalConfiguration: values.portalConfiguration ?? null,
    automaticTax: values.automaticTax ?? false,
  };
}

function epayFrom(values: FieldValues<'epay'>): EPaySettings | null {
  const { baseUrl, pid, mode = 'submit', types, key } = values;
  if (!baseUrl || !pid || !types) return null;
  const common = { baseUrl: `${withoutSlash(baseUrl)}/`, pid, mode, types };
  if (values.version !== 'v2') return key ? { ...common, version: 'v1', key } : null;
  const privateKey = privateKeyIn(values.privateKey ?? '');
  const platformPublicKey = publicKeyIn(values.platformPublicKey ?? '');
  return privateKey && platformPublicKey ? { ...common, version: 'v2', privateKey, platformPublicKey } : null;
}

function creemFrom({ apiKey, webhookSecret, baseUrl, topUpProduct }: FieldValues<'creem'>): CreemSettings | null {
  if (!apiKey || !webhookSecret) return null;
  const livemode = !apiKey.startsWith('creem_test_');
  const own = livemode ? 'https://api.creem.io' : 'https://test-api.creem.io';
  return {
    apiKey,
    webhookSecret,
    baseUrl: withoutSlash(baseUrl ?? own),
    livemode,
    topUpProduct: topUpProduct ?? null,
  };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
