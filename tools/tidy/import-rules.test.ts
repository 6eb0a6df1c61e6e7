import { describe } from 'vitest';
import { type Case, domain, proves, server } from './testing/cases.ts';

const cases: Record<string, Case> = {
  'a package below imports one above': {
    rule: 'imports',
    says: 'packages/kit/src/a.ts:1 imports: kit may not import ledger',
    bad: { 'packages/kit/src/a.ts': "import { x } from '@farebox/ledger';\n" },
    good: {
      'packages/ledger/src/a.ts': "import { x } from '@farebox/kit';\n",
      'packages/kit/src/a.test.ts': "import { x } from '../../../tools/testing/index.ts';\n",
      'tools/testing/index.ts': 'export const x = 1;\n',
    },
  },
  'the server runs on simulated providers': {
    rule: 'imports',
    says: `${server}/payments/a.ts:1 imports: payments may not import simulator`,
    bad: {
      ...domain('payments'),
      'packages/simulator/src/index.ts': 'export const x = 1;\n',
      [`${server}/payments/a.ts`]: "import { x } from '@farebox/simulator';\n",
    },
    good: {
      ...domain('payments'),
      'packages/simulator/src/index.ts': 'export const x = 1;\n',
      [`${server}/payments/a.test.ts`]: "import { x } from '@farebox/simulator';\n",
    },
  },
  'the console imports the server': {
    rule: 'imports',
    says: 'apps/web/src/a.ts:1 imports: web may not import usage',
    bad: { ...domain('usage'), 'apps/web/src/a.ts': "import { name } from '../../server/src/usage/index.ts';\n" },
    good: { 'apps/web/src/a.ts': "import { x } from '@farebox/sdk';\n" },
  },
  'a domain imports one above it': {
    rule: 'imports',
    says: `${server}/identity/a.ts:1 imports: identity may not import payments`,
    bad: {
      ...domain('identity'),
      ...domain('payments'),
      [`${server}/identity/a.ts`]: "import { name } from '../payments/index.ts';\n",
    },
    good: {
      ...domain('identity'),
      ...domain('payments'),
      [`${server}/payments/a.ts`]: "import { name } from '../identity/index.ts';\n",
    },
  },
  'a domain reaches into another': {
    rule: 'imports',
    says: `${server}/payments/a.ts:1 imports: payments reaches into identity; only its index.ts is for others`,
    bad: {
      ...domain('identity'),
      ...domain('payments'),
      [`${server}/identity/b.ts`]: 'export const name = 1;\n',
      [`${server}/payments/a.ts`]: "import { name } from '../identity/b.ts';\n",
    },
    good: { ...domain('payments'), [`${server}/payments/a.ts`]: "import { name } from './index.ts';\n" },
  },
  'somebody imports admin': {
    rule: 'imports',
    says: `${server}/app.ts:1 imports: nobody imports admin`,
    bad: { ...domain('admin'), [`${server}/app.ts`]: "import { name } from './admin/index.ts';\n" },
    good: { ...domain('usage'), [`${server}/app.ts`]: "import { name } from './usage/index.ts';\n" },
  },
  'an area has no row': {
    rule: 'imports',
    says: `${server}/news/a.ts:1 imports: there is no row for news in tools/tidy/import-table.ts`,
    bad: { ...domain('news'), [`${server}/news/a.ts`]: "import { x } from '@farebox/kit';\n" },
    good: { ...domain('usage'), [`${server}/usage/a.ts`]: "import { x } from '@farebox/kit';\n" },
  },
  'the edge runs the root': {
    rule: 'imports',
    says: `${server}/http/a.ts:1 imports: http may import only types from root`,
    bad: { [`${server}/http/a.ts`]: "import { b } from '../b.ts';\n", [`${server}/b.ts`]: 'export const b = 1;\n' },
    good: {
      [`${server}/http/a.ts`]: "import type { B } from '../b.ts';\n",
      [`${server}/b.ts`]: 'export type B = 1;\n',
    },
  },
  'a store calls a verb': {
    rule: 'imports',
    says: `${server}/usage/store.ts:1 imports: a store calls no verb: ./report.ts`,
    bad: {
      ...domain('usage'),
      [`${server}/usage/store.ts`]: "import { report } from './report.ts';\n",
      [`${server}/usage/report.ts`]: 'export const report = 1;\n',
    },
    good: {
      ...domain('usage'),
      [`${server}/usage/report.ts`]: "import { rows } from './store.ts';\n",
      [`${server}/usage/store.ts`]: 'export const rows = 1;\n',
    },
  },
  'an import leads nowhere': {
    rule: 'imports',
    says: 'packages/kit/src/a.ts:1 imports: ./gone.ts is not there',
    bad: { 'packages/kit/src/a.ts': "import { b } from './gone.ts';\n" },
    good: {
      'packages/kit/src/a.ts': "import { b } from './b.ts';\n",
      'packages/kit/src/b.ts': 'export const b = 1;\n',
    },
  },
  'files run in a ring': {
    rule: 'cycle',
    says: 'packages/kit/src/a.ts:1 cycle: packages/kit/src/a.ts → packages/kit/src/b.ts → packages/kit/src/a.ts',
    bad: {
      'packages/kit/src/a.ts': "import { b } from './b.ts';\n",
      'packages/kit/src/b.ts': "export { a as b } from './a.ts';\n",
    },
    good: {
      'packages/kit/src/x/a.ts': "import { b } from './b.ts';\n",
      'packages/kit/src/x/b.ts': "import type { a } from './a.ts';\n",
    },
  },
  'folders know each other by types': {
    rule: 'folder-cycle',
    says: 'packages/kit/src/x/a.ts:1 folder-cycle: packages/kit/src/x → packages/kit/src/y → packages/kit/src/x',
    bad: {
      'packages/kit/src/x/a.ts': "import type { B } from '../y/b.ts';\n",
      'packages/kit/src/y/b.ts': "import type { C } from '../x/c.ts';\n",
      'packages/kit/src/x/c.ts': 'export type C = 1;\n',
    },
    good: {
      ...domain('usage'),
      [`${server}/context.ts`]: "import type { Usage } from './usage/a.ts';\n",
      [`${server}/usage/a.ts`]: "import type { Deps } from '../context.ts';\n",
    },
  },
};

describe('the house rules', () => proves(cases));
