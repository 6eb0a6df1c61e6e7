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

const env = { FAREBOX_SECRET: 'x'.repeat(32), INTERNAL_API_KEY: 'x'.repeat(32), OPENAI_API_KEY: 'sk-example' };

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

it('the server takes the example in docs/guides/upstream.md', () => {
  const page = readFileSync(new URL('docs/guides/upstream.md', root), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(channelsOf(yaml)).toEqual(['openai', 'local', 'demo']);
});
