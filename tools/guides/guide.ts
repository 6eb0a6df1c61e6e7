import { readFileSync } from 'node:fs';

/**
 * How a marked block of a guide is followed. `config`, `env`: what the server is started with. `beside`: a command that
 * keeps running. `run`: once. `ask`: again and again, until it shows what the guide shows. `shows`: that.
 */
export type Mark = 'config' | 'env' | 'beside' | 'run' | 'ask' | 'shows';

export interface Block {
  language: string;
  mark: Mark;
  text: string;
  /** Where its first line is in the guide. */
  line: number;
}

export interface Step extends Block {
  mark: 'beside' | 'run' | 'ask';
  /** What its output holds, when the guide shows some of it. */
  shows: Block | null;
}

export interface Guide {
  path: string;
  /** The file that the server reads, and its environment. */
  config: string;
  env: Record<string, string>;
  steps: Step[];
}

const marks: readonly string[] = ['config', 'env', 'beside', 'run', 'ask', 'shows'] satisfies Mark[];

const folder = new URL('../../docs/guides/', import.meta.url);

/** The marked blocks of `docs/guides/<name>.md`: a fence such as `sh run`. Blocks without a mark are for reading. */
export function readGuide(name: string): Guide {
  const blocks = blocksIn(readFileSync(new URL(`${name}.md`, folder), 'utf8'));
  const texts = (mark: Mark) => blocks.filter((block) => block.mark === mark).map(({ text }) => text);
  return {
    path: `docs/guides/${name}.md`,
    config: texts('config').join(''),
    env: Object.fromEntries(texts('env').flatMap(assignments)),
    steps: stepsOf(blocks),
  };
}

function blocksIn(page: string): Block[] {
  const fences = page.matchAll(/^```(\w+) (\w+)\n(.*?)^```$/gms);
  return [...fences].map(([, language = '', mark = '', text = ''], at) => {
    if (!marks.includes(mark)) throw new Error(`Block ${at + 1} has the unknown mark "${mark}".`);
    return { language, mark: mark as Mark, text, line: page.slice(0, page.indexOf(text)).split('\n').length };
  });
}

function stepsOf(blocks: readonly Block[]): Step[] {
  return blocks.flatMap((block, at): Step[] => {
    const { mark } = block;
    if (mark !== 'run' && mark !== 'ask' && mark !== 'beside') return [];
    const next = blocks[at + 1];
    return [{ ...block, mark, shows: next?.mark === 'shows' ? next : null }];
  });
}

function assignments(text: string): [string, string][] {
  return [...text.matchAll(/^([A-Z_]+)=(.*?)\s*(?:#.*)?$/gm)].map(([, name = '', value = '']) => [name, value]);
}
