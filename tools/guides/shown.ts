import type { Block } from './guide.ts';

/** Whether an output holds what a guide shows; `…` stands for anything. JSON is compared with the output's last line. */
export function holds({ language, text }: Block, output: string): boolean {
  if (language !== 'json') return lines(text).every((line) => patternOf(line).test(output));
  try {
    return matches(JSON.parse(text), JSON.parse(lines(output).at(-1) ?? ''));
  } catch {
    return false;
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function patternOf(text: string): RegExp {
  return new RegExp(text.trim().split('…').map(escaped).join('.*'));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Every field that is shown is there, every item at its place; what is not shown may be anything. */
function matches(shown: unknown, found: unknown): boolean {
  if (typeof shown === 'string') {
    return typeof found === 'string' && new RegExp(`^${patternOf(shown).source}$`, 's').test(found);
  }
  if (typeof shown !== 'object' || shown === null) return shown === found;
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(shown).every(([key, value]) => matches(value, (found as Record<string, unknown>)[key]));
}
