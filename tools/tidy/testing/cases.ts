import { expect, it } from 'vitest';
import { printed } from '../finding.ts';
import { findings } from '../rules.ts';
import { Tree } from '../tree.ts';

export type Files = Record<string, string>;

export const server = 'apps/server/src';

/** A domain that breaks nothing. */
export const domain = (name: string): Files => ({
  [`${server}/${name}/README.md`]: `# ${name}\n`,
  [`${server}/${name}/index.ts`]: 'export const name = 1;\n',
});

/** The rule is red on `bad`, with this finding, and silent on `good`. */
export interface Case {
  rule: string;
  says: string;
  bad: Files;
  good: Files;
}

export function proves(cases: Record<string, Case>): void {
  it.each(Object.entries(cases))('say so when %s', (_, { rule, says, bad, good }) => {
    expect(findings(new Tree(bad)).map(printed)).toContain(says);
    const own = findings(new Tree(good)).filter((finding) => finding.rule === rule);
    expect(own.map(printed)).toEqual([]);
  });
}
