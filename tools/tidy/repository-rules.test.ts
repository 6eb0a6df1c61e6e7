import { describe } from 'vitest';
import { type Case, domain, proves, server } from './testing/cases.ts';

const manifest = (content: object) => ({ 'package.json': JSON.stringify(content, null, 2) });

const cases: Record<string, Case> = {
  'a version range': {
    rule: 'pin',
    says: 'package.json:3 pin: zod ^4.6.7 is not one exact version',
    bad: manifest({ dependencies: { zod: '^4.6.7' } }),
    good: manifest({ dependencies: { zod: '4.6.7' } }),
  },
  'a dependency without a reason': {
    rule: 'dependency',
    says: 'apps/server/package.json:3 dependency: zod has no row under Dependencies in docs/ARCHITECTURE.md',
    bad: {
      'apps/server/package.json': JSON.stringify({ dependencies: { zod: '4.6.7' } }, null, 2),
      'docs/ARCHITECTURE.md': '# A\n\n`zod`\n',
    },
    good: {
      'apps/server/package.json': JSON.stringify({ dependencies: { zod: '4.6.7' } }, null, 2),
      'docs/ARCHITECTURE.md': '## Dependencies\n\n| `zod` | parses |\n',
    },
  },
  'a reason without a dependency': {
    rule: 'dependency',
    says: 'docs/ARCHITECTURE.md:3 dependency: zod is not a dependency',
    bad: { 'docs/ARCHITECTURE.md': '## Dependencies\n\n| `zod` | parses |\n' },
    good: { 'docs/ARCHITECTURE.md': '## Dependencies\n\n| package | why |\n' },
  },
  'a registry is named': {
    rule: 'outside',
    says: 'package-lock.json:1 outside: pins a registry host',
    bad: { 'package-lock.json': '"resolved": "https://packages.example/zod.tgz"\n' },
    good: { 'package-lock.json': '"resolved": "packages/kit"\n' },
  },
  'a path leaves the repository': {
    rule: 'outside',
    says: 'docs/a.md:1 outside: points outside the repository',
    bad: { 'docs/a.md': 'see ../shared/design.md\n' },
    good: { 'docs/a.md': 'work is shared\n' },
  },
  'a domain without a page': {
    rule: 'domain',
    says: `${server}/usage domain: has no README.md`,
    bad: { [`${server}/usage/index.ts`]: 'export const a = 1;\n' },
    good: domain('usage'),
  },
  'a domain that opens every door': {
    rule: 'domain',
    says: `${server}/usage/index.ts:1 domain: names what others may use, one by one`,
    bad: {
      ...domain('usage'),
      [`${server}/usage/index.ts`]: "export * from './a.ts';\n",
      [`${server}/usage/a.ts`]: 'export const a = 1;\n',
    },
    good: {
      ...domain('usage'),
      [`${server}/usage/index.ts`]: "export { a } from './a.ts';\n",
      [`${server}/usage/a.ts`]: 'export const a = 1;\n',
    },
  },
  'a variable nobody is told of': {
    rule: 'environment',
    says: 'tools/a.ts:1 environment: SECRET_KNOB is not in docs/ENV.md',
    bad: { 'docs/ENV.md': '# Environment\n', 'tools/a.ts': 'export const a = process.env.SECRET_KNOB;\n' },
    good: {
      'docs/ENV.md': '| `KNOB` | 3000 |\n',
      'tools/a.ts': 'const { KNOB } = process.env;\nexport const a = process.env.PATH;\n',
    },
  },
  'a table of variables nobody is told of': {
    rule: 'environment',
    says: 'tools/a.ts:1 environment: SECRET_KNOB is not in docs/ENV.md',
    bad: { 'docs/ENV.md': '# Environment\n', 'tools/a.ts': 'const fromEnvironment = { SECRET_KNOB: 1 };\n' },
    good: { 'docs/ENV.md': '| `KNOB` | 1 |\n', 'tools/a.ts': 'const fromEnvironment = { KNOB: 1 };\n' },
  },
  'a variable nobody reads': {
    rule: 'environment',
    says: 'docs/ENV.md:1 environment: nothing reads OLD_KNOB',
    bad: { 'docs/ENV.md': '| `OLD_KNOB` | 3000 |\n' },
    good: { 'docs/ENV.md': '| `KNOB` | 1 |\n', 'tools/a.sh': 'echo "$KNOB"\n' },
  },
  'a refusal nobody is told of': {
    rule: 'api',
    says: `${server}/usage/errors.ts:1 api: 409 too_late is not in docs/API.md`,
    bad: {
      'docs/API.md': '| 404 | `too_late` | … |\n',
      [`${server}/usage/errors.ts`]: "export const table = { too_late: { status: 409, message: 'Too late.' } };\n",
    },
    good: {
      'docs/API.md': '| 409 | `too_late` | … |\n',
      [`${server}/usage/errors.ts`]: "export const table = { too_late: { status: 409, message: 'Too late.' } };\n",
    },
  },
  'a route that is not there': {
    rule: 'api',
    says: 'docs/API.md:1 api: the server has no GET /api/fares',
    bad: { 'docs/API.md': '| `GET /api/fares` | … |\n' },
    good: {
      'docs/API.md': '| `GET /api/fares` | … |\n| `GET /healthz` | … |\n',
      [`${server}/usage/routes.ts`]: "export const fares = { method: 'get', path: '/api/fares' };\n",
    },
  },
  'a script that is not there': {
    rule: 'script',
    says: 'docs/a.md:2 script: no package.json has a script fly',
    bad: { ...manifest({ scripts: { start: 'node a.mjs' } }), 'docs/a.md': '```sh\nnpm run fly\n```\n' },
    good: { ...manifest({ scripts: { fly: 'node a.mjs' } }), 'docs/a.md': '`npm run fly`\n' },
  },
  'a link to nowhere': {
    rule: 'link',
    says: 'docs/a.md:1 link: guides/gone.md is not there',
    bad: { 'docs/a.md': '[x](guides/gone.md)\n' },
    good: { 'docs/a.md': '[x](guides/b.md#the-one)\n', 'docs/guides/b.md': '## The one\n' },
  },
  'a link to a missing heading': {
    rule: 'link',
    says: 'docs/a.md:1 link: #gone: no such heading',
    bad: { 'docs/a.md': '[x](#gone)\n' },
    good: { 'docs/a.md': '# Here, now\n[x](#here-now)\n' },
  },
  'a file name that is not there': {
    rule: 'link',
    says: 'docs/a.md:1 link: apps/server/src/gone.ts is not there',
    bad: { 'docs/a.md': 'see `apps/server/src/gone.ts`\n' },
    good: { 'docs/a.md': 'see `here.ts` and `config.yaml`\n```\n`gone.ts`\n```\n', 'tools/here.ts': '' },
  },
};

describe('the house rules', () => proves(cases));
