export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The language asked for, else the one an Accept-Language header likes best, else English. */
export function languageOf(asked: Language | undefined, header: string | undefined): Language {
  if (asked) return asked;
  const wishes = (header ?? '').slice(0, 500).split(',').map(wishOf);
  const known = wishes.filter(({ language, weight }) => language !== undefined && weight > 0);
  known.sort((one, other) => other.weight - one.weight);
  return known[0]?.language ?? 'en';
}

function wishOf(text: string): { language: Language | undefined; weight: number } {
  const [tag = '', ...parameters] = text.trim().toLowerCase().split(';');
  const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
  const language = languages.find((one) => tag === one || tag.startsWith(`${one}-`));
  return { language, weight: quality === undefined ? 1 : Number(quality) || 0 };
}
