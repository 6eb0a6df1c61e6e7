import type { i18n } from 'i18next';
import type { admin } from './en/admin.ts';
import { accompany } from './language.ts';

/** The operator's sentences are a chunk of their own: customers never load them. */
export type AdminMessages = typeof admin;

const sentences: Record<string, () => Promise<AdminMessages>> = {
  en: () => import('./en/admin.ts').then((module) => module.admin),
  'zh-CN': () => import('./zh/admin.ts').then((module) => module.admin),
};

async function add(to: i18n, language: string): Promise<void> {
  const load = sentences[language];
  if (load && !to.hasResourceBundle(language, 'admin')) to.addResourceBundle(language, 'admin', await load());
}

/** Loads them in the language that is spoken, and from then on in every one that is chosen. */
export async function speakAdmin(to: i18n): Promise<void> {
  accompany(add);
  await add(to, to.language);
}
