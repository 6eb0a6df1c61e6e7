import { useTranslation } from 'react-i18next';
import { changeLanguage, type Language, languages } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';

/** To the other language, named in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = (Object.keys(languages) as Language[]).find((tag) => tag !== i18n.language) ?? 'en';
  return (
    <Button look="quiet" size="small" lang={other} onClick={() => changeLanguage(i18n, other)}>
      {languages[other]}
    </Button>
  );
}
