import { expect, test } from 'vitest';
import { createLog } from './log.ts';

/** What a line says once it is written. */
function written(line: object): Record<string, never> {
  const lines: string[] = [];
  createLog('info', { write: (text) => lines.push(text) }).info(line);
  return JSON.parse(lines.join('')) as Record<string, never>;
}

test.each([
  'password',
  'Authorization',
  'set-cookie',
  'x-internal-token',
  'secretKey',
  'webhookSecret',
  'webhookSecrets',
  'previousWebhookSecret',
  'privateKey',
  'api_key',
  'FAREBOX_SECRET',
  'sealed',
])('%s is never written, at any depth', (name) => {
  const hidden = { [name]: 'canary', list: [{ deep: { deeper: { [name]: ['canary'] } } }] };
  expect(JSON.stringify(written(hidden))).not.toContain('canary');
});

test('nor what an error carries', () => {
  const error = Object.assign(new Error('refused'), { config: { secretKey: 'canary' }, token: 'canary' });
  const line = written({ err: error });
  expect(line).toMatchObject({ err: { type: 'Error', message: 'refused', config: { secretKey: '[secret]' } } });
  expect(JSON.stringify(line)).not.toContain('canary');
});

test('everything else is', () => {
  const line = { inputTokens: 3, monkey: 'george', keyId: 'k1', at: new Date(0), nothing: null, list: [1, 'two'] };
  expect(written(line)).toMatchObject({ ...line, at: '1970-01-01T00:00:00.000Z' });
});
