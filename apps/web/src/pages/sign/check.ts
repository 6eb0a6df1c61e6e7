import type { TFunction } from 'i18next';

/** The server's own rule (identity/settings.ts). */
export const PASSWORD_LEAST = 10;

/** What the server would refuse anyway, said before it is asked. */
export const missing = {
  name: (t: TFunction, name: string) => (name.trim() ? {} : { name: t('sign.missing.name') }),
  email: (t: TFunction, email: string) =>
    /^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: t('sign.missing.email') },
  password: (t: TFunction, password: string) => (password ? {} : { password: t('sign.missing.password') }),
  newPassword: (t: TFunction, password: string) =>
    password.length >= PASSWORD_LEAST ? {} : { password: t('sign.missing.newPassword', { n: PASSWORD_LEAST }) },
};
