import { afterEach, expect, test, vi } from 'vitest';
import { json, listen } from './listener.ts';
import { closeLater, openShop } from './shop.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

test('a simulator does not run in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(listen(() => json({}), {})).rejects.toThrow('does not run in production');
});

test('it listens on the loopback alone unless told otherwise', async () => {
  const { url } = closeLater(await listen(() => json({}), {}));
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a port that is taken is an error, not silence', async () => {
  const { port } = await openShop();
  await expect(listen(() => json({}), { port })).rejects.toThrow('EADDRINUSE');
});

test('a body above 1 MiB is refused, one of exactly that is read', async () => {
  const shop = await openShop();
  const post = (bytes: number) => fetch(shop.url, { method: 'POST', body: 'x'.repeat(bytes) });
  expect((await post(1024 * 1024)).status).toBe(200);
  expect((await post(1024 * 1024 + 1)).status).toBe(413);
  expect(shop.arrived).toHaveLength(1);
});

test('a failure of its own is a 500 and not the end', async () => {
  const shop = await openShop((_, count) => {
    if (count === 1) throw new Error('oops');
    return json({});
  });
  expect((await fetch(shop.url)).status).toBe(500);
  expect((await fetch(shop.url)).status).toBe(200);
});
