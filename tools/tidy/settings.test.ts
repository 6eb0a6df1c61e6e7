import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../apps/server/src/config.ts';
import { settings } from '../../apps/server/src/settings.ts';
import { settingKeys } from './settings.ts';

const root = new URL('../../', import.meta.url);

it('reads the keys of a schema', () => {
  const schema = {
    properties: {
      name: {},
      list: { items: { oneOf: [{ properties: { a: {} } }, { properties: { a: {}, b: {} } }] } },
      free: { additionalProperties: { properties: { c: {}, d: { items: {} } } } },
      flat: { additionalProperties: { type: 'string' } },
    },
  };
  expect(settingKeys(schema)).toEqual(['name', 'list[].a', 'list[].b', 'free.*.c', 'free.*.d', 'flat']);
});

it('docs/ENV.md tells of every key of config.yaml, and of no other', () => {
  const page = readFileSync(new URL('docs/ENV.md', root), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z][\w.*[\]]*)`/gm)].map(([, key]) => key);
  const keys = settingKeys(settings.toJSONSchema({ io: 'input', unrepresentable: 'any' }));
  expect([...rows].sort()).toEqual([...keys].sort());
});

const upstreamKeys = Object.fromEntries(
  ['OPENAI_API_KEY', 'OPENAI_KEY_1', 'OPENAI_KEY_2', 'AZURE_OPENAI_KEY', 'ANTHROPIC_API_KEY'].map((name) => [
    name,
    `sk-${name}`,
  ]),
);
const env = { FAREBOX_SECRET: 'x'.repeat(32), INTERNAL_API_KEY: 'x'.repeat(32), ...upstreamKeys };

function channelsOf(yaml: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'farebox-settings-'));
  try {
    writeFileSync(join(folder, 'config.yaml'), yaml);
    return loadConfig(env, folder).gateway.channels.map(({ name }) => name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('the server takes config.example.yaml', () => {
  expect(channelsOf(readFileSync(new URL('config.example.yaml', root), 'utf8'))).toContain('demo');
});

it('the server takes the examples in docs/guides/upstream.md', () => {
  const page = readFileSync(new URL('docs/guides/upstream.md', root), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
  expect(examples.slice(0, 2).map(channelsOf)).toEqual([
    ['openai', 'local', 'demo'],
    ['openai', 'azure'],
  ]);
});
