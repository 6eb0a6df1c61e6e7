import { FareboxApiError } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import type { Messages } from '../i18n/messages.ts';

/** Says a failure in the reader's language: by its code, else in the server's own words. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const known = error instanceof FareboxApiError;
    const code = known ? error.code : 'internal';
    if (i18n.exists(`errors.${code}`)) return t(`errors.${code as keyof Messages['errors']}`);
    return known ? error.message : t('errors.internal');
  };
}

interface Issue {
  path?: unknown;
  message?: unknown;
}

/** The server's remarks on single fields of an `invalid_request`, by the field's name. */
export function fieldRemarks(error: unknown): Record<string, string> {
  if (!(error instanceof FareboxApiError) || !Array.isArray(error.details.issues)) return {};
  const issues = error.details.issues as Issue[];
  return Object.fromEntries(issues.map(({ path, message }) => [String(path).split('.').at(-1), String(message)]));
}
