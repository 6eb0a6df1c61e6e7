import { useTranslation } from 'react-i18next';
import { formatExact } from '../format/time.ts';

/** A moment to the second, where there is room for it. */
export function ExactTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return <time dateTime={at}>{formatExact(at, i18n.language)}</time>;
}
