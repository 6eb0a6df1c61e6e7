import { describe } from 'vitest';
import { type Case, proves } from './testing/cases.ts';

const lines = (count: number) => '\n'.repeat(count);

const cases: Record<string, Case> = {
  'a file grows': {
    rule: 'size',
    says: 'tools/a.ts size: the file has 301 lines, 300 at most',
    bad: { 'tools/a.ts': lines(301) },
    good: { 'tools/a.ts': lines(300), 'tools/b.gen.ts': lines(400) },
  },
  'a migration grows': {
    rule: 'size',
    says: 'apps/server/migrations/0001-a.sql size: the file has 301 lines, 300 at most',
    bad: { 'apps/server/migrations/0001-a.sql': lines(301) },
    good: { 'apps/server/migrations/0001-a.sql': lines(300) },
  },
  'a function grows': {
    rule: 'size',
    says: 'tools/a.ts:1 size: long has 61 lines, 60 at most',
    bad: { 'tools/a.ts': `function long() {\n${lines(59)}}\n` },
    good: {
      'tools/a.ts': `const fits = () => {\n${lines(58)}};\n`,
      'tools/a.test.ts': `describe('a', () => {\n${lines(80)}});\n`,
    },
  },
  'somebody says any': {
    rule: 'any',
    says: 'tools/a.ts:1 any: no any: take unknown and parse it',
    bad: { 'tools/a.ts': 'export const a = JSON.parse("1") as any;\n' },
    good: { 'tools/a.ts': 'export const any = "any";\n', 'tools/a.test.ts': 'const a = 1 as any;\n' },
  },
  'somebody silences the compiler': {
    rule: 'any',
    says: 'tools/a.ts:1 any: no @ts-ignore: let the compiler speak',
    bad: { 'tools/a.ts': '// @ts-ignore\nexport const a: string = 1;\n' },
    good: { 'tools/a.ts': "export const word = '@ts-ignore';\n" },
  },
  'work is left for later': {
    rule: 'marker',
    says: 'docs/a.md:1 marker: FIXME: do it now, or open an issue',
    bad: { 'docs/a.md': 'FIXME: explain\n' },
    good: { 'docs/a.md': 'mkdtemp /tmp/fareboxXXXXXX\n' },
  },
  'a test is left out': {
    rule: 'focus',
    says: 'tools/a.test.ts:1 focus: it.skip: every test runs',
    bad: { 'tools/a.test.ts': "it.skip('works', () => undefined);\n" },
    good: { 'tools/a.test.ts': "it.each([1])('works', () => undefined);\n" },
  },
  'the server writes to the console': {
    rule: 'console',
    says: 'apps/web/src/a.ts:1 console: console.log: the server logs through pino, the command writes to stdout',
    bad: { 'apps/web/src/a.ts': 'console.log(1);\n' },
    good: { 'tools/a.ts': 'console.log(1);\n' },
  },
  'code is switched off': {
    rule: 'dead-comment',
    says: 'tools/a.ts:1 dead-comment: code in a comment: delete it, git remembers',
    bad: { 'tools/a.ts': '// const amount = parse(text);\n' },
    good: { 'tools/a.ts': '// Both sides agree (see below); nothing is rounded twice.\n// ok\n' },
  },
  'a statement is switched off': {
    rule: 'dead-comment',
    says: 'a.sql:1 dead-comment: code in a comment: delete it, git remembers',
    bad: { 'a.sql': '-- drop table users;\n' },
    good: { 'a.sql': '-- select for update would block readers\n' },
  },
  'a bag': {
    rule: 'name',
    says: 'tools/string-utils.ts name: string-utils.ts is a bag: name it after what it is',
    bad: { 'tools/string-utils.ts': '' },
    good: { 'tools/utilisation.ts': '' },
  },
  'a version in a name': {
    rule: 'name',
    says: 'tools/pricesV2.ts name: pricesV2.ts has a version in its name: replace the old one instead',
    bad: { 'tools/pricesV2.ts': '' },
    good: { 'tools/v1-errors.ts': '' },
  },
  'a camel in a name': {
    rule: 'name',
    says: 'tools/priceList.ts name: priceList.ts is not in kebab case',
    bad: { 'tools/priceList.ts': '' },
    good: { 'tools/price-list.ts': '', 'tools/__root.tsx': '' },
  },
};

describe('the house rules', () => proves(cases));
