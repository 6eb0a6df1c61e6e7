import { formatCredits, newId } from '@farebox/kit';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { createSlots } from '../usage/index.ts';
import { stage } from './stage.fixture.ts';
import { statementCsv } from './statement-csv.ts';

describe('GET /api/statements/:month?format=csv', () => {
  let server: ReturnType<typeof stage>;
  beforeAll(async () => {
    server = stage(await testServer(), signUp);
  });
  afterAll(() => server.close());

  const csv = (cookie: string) => server.get('/api/statements/2026-03?format=csv', cookie);
  const charges = (accountId: string, count: number, model = 'demo-small') =>
    Promise.all(
      Array.from({ length: count }, () =>
        server.deps.ledger.charge({ id: newId(), accountId, amount: 7n, usage: { model } }),
      ),
    );
  const connectionsFree = () => server.deps.pool.idleCount === server.deps.pool.totalCount;

  it('begins with the opening, has every movement, and ends with the closing', async () => {
    const { userId, cookie } = await server.person('2026-02-10T00:00:00Z', 'Asia/Shanghai');
    await server.setTime('2026-03-05T06:22:00Z');
    const [charged] = await charges(userId, 1, '=cmd()');
    await server.setTime('2026-04-05T00:00:00Z');
    const answer = await csv(cookie);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="farebox-statement-2026-03.csv"');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.subarray(3).toString().split('\n')).toEqual([
      'number,at,local_time,kind,reason,transaction_id,reference,feature,model,in,out,balance,debt',
      ',2026-02-28T16:00:00.000000Z,,opening,,,,,,,,3,0',
      `1,2026-03-05T06:22:00.000000Z,2026-03-05 14:22,charge,usage,${charged?.id},${charged?.id},,'=cmd(),,0.000007,2.999993,0`,
      ',2026-03-31T15:59:59.999999Z,,closing,,,,,,,,2.999993,0',
      '',
    ]);
  });

  it('streams 50,000 movements, as fast as they are taken and no faster', { timeout: 120_000 }, async () => {
    const { userId, cookie } = await server.person('2026-03-10T00:00:00Z');
    for (let n = 0; n < 50; n++) await charges(userId, 1000);
    await server.setTime('2026-04-05T00:00:00Z');
    const before = process.memoryUsage().rss;
    const reader = ((await csv(cookie)).body as ReadableStream<Uint8Array>).getReader();
    let [lines, peak, tail] = [0, 0, ''];
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      // A chunk is a fetch of the cursor: 500 rows of about 200 bytes.
      expect(chunk.value.length).toBeLessThan(200_000);
      tail = Buffer.from(chunk.value).toString();
      lines += tail.split('\n').length - 1;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(lines).toBe(1 + 1 + 50_001 + 1);
    expect(tail).toContain(`closing,,,,,,,,${formatCredits(3_000_000n - 350_000n)},0`);
    expect(peak - before).toBeLessThan(150 * 1024 * 1024);
    await expect.poll(connectionsFree).toBe(true);
  });

  it('runs one of an account at a time, and leaves nothing open when its reader leaves', async () => {
    const { userId, cookie } = await server.person('2026-03-10T00:00:00Z');
    await charges(userId, 2000);
    const first = await csv(cookie);
    const second = await csv(cookie);
    expect([second.status, ((await second.json()) as { error: { code: string } }).error.code]).toEqual([
      503,
      'too_many_exports',
    ]);
    await first.body?.cancel();
    await expect.poll(connectionsFree).toBe(true);
    const head = await server.app.request('/api/statements/2026-03?format=csv', {
      method: 'HEAD',
      headers: { cookie },
    });
    expect(head.status).toBe(200);
    await expect.poll(connectionsFree).toBe(true);
    expect((await (await csv(cookie)).text()).trim().split('\n')).toHaveLength(2004);
  });

  it('breaks off rather than end with another balance than the proven one', async () => {
    const { userId } = await server.person('2026-03-10T00:00:00Z');
    const made = await charges(userId, 3);
    const change = 'update ledger.entry set amount = amount + $2 where transaction_id = $1';
    // The cursor opens on a connection of its own, after the statement was proven.
    const pool = {
      connect: async () => {
        await server.owner.query(change, [made[1]?.id, 5]);
        return server.deps.pool.connect();
      },
    } as unknown as pg.Pool;
    const { stream } = await statementCsv({ ...server.deps, pool }, createSlots(1), userId, '2026-03');
    await expect(new Response(stream).text()).rejects.toThrow('changed while it was written');
    await server.owner.query(change, [made[1]?.id, -5]);
  });
});
