/** Characters of one text that a document prints, at most. */
const MAX_CHARACTERS = 400;

/** What a document prints in place of a character that none of its typefaces has; the document says so at its end. */
export const STAND_IN = '?';

/** Letters that do not come apart into a plain one and its mark. */
const plainOf: Record<string, string> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', ı: 'i' };

/** What is printed for a character that no typeface has: a Latin letter without its mark, else the stand-in. */
export function nearest(character: string): string {
  const letter = plainOf[character] ?? character.normalize('NFD')[0];
  return letter !== undefined && /^[A-Za-z]$/.test(letter) ? letter : STAND_IN;
}

/**
 * Any text as it can stand in a document: one line, composed, without controls, marks of direction or halves of
 * characters, of bounded length.
 */
export function printable(text: string): string {
  // Cut before and after: composing a text of a million characters would take its time.
  const short = [...text.slice(0, MAX_CHARACTERS * 4)].slice(0, MAX_CHARACTERS * 2).join('');
  const plain = short.normalize('NFC').replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim();
  const characters = [...plain];
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…` : plain;
}

const wide = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\u3000-\\u303f\\uff00-\\uff60';
const pieces = new RegExp(`[${wide}]|[^\\s${wide}]+ ?| `, 'gu');

/** Where a line may break: after a space, and between the characters of Chinese. */
export function piecesOf(text: string): string[] {
  return text.match(pieces) ?? [];
}
