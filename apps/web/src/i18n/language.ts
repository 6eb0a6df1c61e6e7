import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { recall, remember } from '../preferences/memory.ts';

/** As BCP 47 tags, which is what dates and the page's own `lang` take. */
export const languages = { en: 'English', 'zh-CN': '中文' } as const;
export type Language = keyof typeof languages;

/** Which language papers are printed in. */
export const paperLanguage = (language: string): 'en' | 'zh' => (language.startsWith('zh') ? 'zh' : 'en');

/** Each language is a chunk of its own: nobody loads the other one before they ask for it. */
const sentences = {
  en: () => import('./en/index.ts').then((module) => module.en),
  'zh-CN': () => import('./zh/index.ts').then((module) => module.zh),
};

/** What the reader chose here before, else the first language of the browser's list that we speak. */
export function preferredLanguage(): Language {
  const chosen = recall('language');
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  const wanted = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag));
  return wanted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The translator, ready to speak. */
export async function startLanguage(language: Language): Promise<i18n> {
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await sentences[language]() } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18n;
}

type Companion = (i18n: i18n, language: string) => Promise<void>;
const companions = new Set<Companion>();

/** Sentences that came later than the others; they are there before a language is spoken that they are needed in. */
export function accompany(load: Companion): void {
  companions.add(load);
}

export async function changeLanguage(i18n: i18n, language: Language): Promise<void> {
  await Promise.all([...companions].map((load) => load(i18n, language)));
  if (!i18n.hasResourceBundle(language, 'translation')) {
    i18n.addResourceBundle(language, 'translation', await sentences[language]());
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  remember('language', language);
}
