/** The providers whose settings are kept here, in the order in which they are offered. */
export const providerSettingsNames = ['stripe', 'epay', 'creem', 'mockpay'] as const;

export type ProviderName = (typeof providerSettingsNames)[number];

export interface MockpaySettings {
  /** Signs its callbacks and its checkout addresses. */
  secret: string;
}

export interface StripeSettings {
  /** `sk_…` or a restricted `rk_…`. */
  secretKey: string;
  /** At least one; two while one is exchanged for another. A callback is good when any of them signed it. */
  webhookSecrets: readonly string[];
  /** An origin, without a path or a slash at its end. */
  baseUrl: string;
  /** What the key says of itself; events that say otherwise are not ours. */
  livemode: boolean;
  /** Currency codes in capitals that may be paid with it; null = every one of `payments.currencies`. */
  currencies: readonly string[] | null;
  /** `bpc_…`; null = the account's default. */
  portalConfiguration: string | null;
  automaticTax: boolean;
}

/** A way of paying that the EPay site offers, as a button. */
export interface EPayType {
  /** The site's word: `alipay`, `wxpay` … */
  type: string;
  label: string;
  /** `#rrggbb`. */
  colour: string;
}

interface EPayCommon {
  /** Ends in a slash: the site may live in a sub-folder, and paths are relative to it. */
  baseUrl: string;
  pid: string;
  /** `submit`: the browser posts a form; `mapi`: the server asks for an address or a QR code. */
  mode: 'submit' | 'mapi';
  /** At least one. */
  types: readonly EPayType[];
}

export type EPaySettings = EPayCommon &
  (
    | { version: 'v1' /** Signs with MD5. */; key: string }
    | {
        version: 'v2';
        /** RSA, PKCS#8, base64 of the DER. */
        privateKey: string;
        /** RSA, SPKI, base64 of the DER; the same for every merchant of the site. */
        platformPublicKey: string;
      }
  );

export interface CreemSettings {
  apiKey: string;
  webhookSecret: string;
  /** Without a slash at its end. */
  baseUrl: string;
  /** False for a `creem_test_…` key: its products and payments are a world of their own. */
  livemode: boolean;
  /** `prod_…`, a one-time product whose price each top-up sets; null = no top-ups, only plans. */
  topUpProduct: string | null;
}

export interface SettingsByProvider {
  stripe: StripeSettings;
  epay: EPaySettings;
  creem: CreemSettings;
  mockpay: MockpaySettings;
}

/** Null = not to be used: something it needs is missing, or it is switched off and only what is offered was asked for. */
export type AllProviderSettings = { [Name in ProviderName]: SettingsByProvider[Name] | null };
