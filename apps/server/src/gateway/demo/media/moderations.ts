import { newId } from '@farebox/kit';
import { isJson, type Json, textOr } from '../../json.ts';
import type { Asked, Made } from './made.ts';

const categories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

const violent = /\b(kill|murder|attack)\w*/i;
const HIGH = 0.98;
const LOW = 0.000_1;

/** Knows violence by three words, and nothing else. */
export function moderate({ body, model }: Asked): Made {
  const results = inputsIn(body.input).map((input) => resultOf(input));
  return { json: { id: `modr-${newId()}`, model, results } };
}

/** A list of parts is one input, a list of texts are several. */
function inputsIn(input: unknown): { text: string; image: boolean }[] {
  if (!Array.isArray(input)) return [{ text: textOr(input, ''), image: false }];
  const texts = input.filter((one) => typeof one === 'string');
  if (texts.length > 0) return texts.map((text) => ({ text, image: false }));
  const parts = input.filter(isJson);
  const text = parts.map((part) => textOr(part.text, '')).join(' ');
  return [{ text, image: parts.some(({ type }) => type === 'image_url') }];
}

function resultOf({ text, image }: { text: string; image: boolean }): Json {
  const flagged = violent.test(text);
  const of = (value: (category: string) => unknown) =>
    Object.fromEntries(categories.map((category) => [category, value(category)]));
  const seesImages = (category: string) => /^(self-harm|sexual$|violence)/.test(category);
  return {
    flagged,
    categories: of((category) => flagged && category === 'violence'),
    category_scores: of((category) => (flagged && category === 'violence' ? HIGH : LOW)),
    category_applied_input_types: of((category) => (image && seesImages(category) ? ['text', 'image'] : ['text'])),
  };
}
