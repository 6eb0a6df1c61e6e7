import { newId } from '@farebox/kit';
import type { Usage } from '@farebox/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorOf, personOf } from '../../../../tools/testing/callers.ts';
import { signUp, testServer } from '../../../../tools/testing/index.ts';

describe('GET /api/usage/report?format=csv', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let userId: string;
  let cookie: string;

  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    ({ userId, cookie } = await signUp(server.app));
  });

  const charge = (amount: bigint, usage: Usage) =>
    server.deps.ledger.charge({ id: newId(), accountId: userId, amount, usage });

  const get = (query = '') =>
    server.app.request(`/api/usage/report?format=csv&${query}`, { headers: { cookie } }) as Promise<Response>;

  async function lines(query: string): Promise<string[]> {
    const text = await (await get(query)).text();
    expect(text.endsWith('\n')).toBe(true);
    return text.slice(0, -1).split('\n');
  }

  async function manyRecords(count: number): Promise<void> {
    await operatorOf(server).fund(userId, '10');
    await Promise.all(Array.from({ length: count }, () => charge(1n, { model: 'demo-small' })));
  }

  const connectionsFree = () => server.deps.pool.idleCount === server.deps.pool.totalCount;

  it('is a file with a header, begun by the mark that Excel needs', async () => {
    const response = await get('from=2026-01-01&to=2026-01-31');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="farebox-usage-2026-01-01-to-2026-01-31.csv"',
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.subarray(3).toString()).toBe(
      'day,requests,input_tokens,cached_input_tokens,output_tokens,amount,refunded\n',
    );
  });

  it('has the rows of the report, without its total', async () => {
    await charge(1_000_000n, { model: 'demo-small', inputTokens: 5, outputTokens: 2 });
    await charge(500_000n, { model: 'demo-small', feature: 'a, "b"' });
    expect(await lines('groupBy=model,feature')).toEqual([
      'model,feature,requests,input_tokens,cached_input_tokens,output_tokens,amount,refunded',
      'demo-small,,1,5,0,2,1,0',
      'demo-small,"a, ""b""",1,0,0,0,0.5,0',
    ]);
  });

  it('disarms formulas, in names of keys too', async () => {
    const person = personOf(server, cookie);
    const key = await person.post<{ id: string }>('/api/keys', { name: "=cmd|' /C calc'!A0" });
    await charge(1_000_000n, { model: '=1+1', feature: '@SUM(A1)', keyId: key.body.id });
    await charge(1_000_000n, { model: '+1', feature: '-1' });
    const text = (await lines('groupBy=model,feature,key')).slice(1).join('\n');
    expect(text).toContain(`'=1+1,'@SUM(A1),${key.body.id},'=cmd|' /C calc'!A0,1,`);
    expect(text).toContain("'+1,'-1,,,1,");
    expect(text).not.toMatch(/(^|,)[=+@-]/m);
  });

  it('has a row per record on request, with its transaction', async () => {
    const { id } = await charge(1_250_000n, { model: 'demo-small', feature: 'digest', inputTokens: 5 });
    await charge(500_000n, { model: 'demo-large' });
    const detail = await lines('detail=1&groupBy=day');
    expect(detail[0]).toBe(
      'occurred_at,day,transaction_id,receipt_id,model,feature,key_id,key_name,input_tokens,cached_input_tokens,output_tokens,amount,refunded',
    );
    expect(detail).toHaveLength(3);
    expect(detail[1]).toMatch(
      new RegExp(
        `^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z,\\d{4}-\\d\\d-\\d\\d,${id},${id},demo-small,digest,,,5,0,0,1.25,0$`,
      ),
    );
    expect(await lines('groupBy=')).toEqual(detail);
  });

  it('streams more rows than one fetch brings, each once', async () => {
    await manyRecords(1234);
    const rows = (await lines('detail=1')).slice(1);
    expect(new Set(rows.map((row) => row.split(',')[2])).size).toBe(1234);
    await expect.poll(connectionsFree).toBe(true);
  });

  it('fetches only what is taken, and closes the cursor when the reader leaves', async () => {
    await manyRecords(5000);
    const response = await get('detail=1');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let bytes = 0;
    for (let chunk = 0; chunk < 4; chunk++) bytes += (await reader.read()).value?.length ?? 0;
    expect(bytes).toBeLessThan(250_000);
    expect(connectionsFree()).toBe(false);
    await reader.cancel();
    await expect.poll(connectionsFree).toBe(true);
    expect(await lines('detail=1&from=2026-01-01&to=2026-01-02')).toHaveLength(1);
  });

  it('runs one export of an account at a time', async () => {
    await manyRecords(2000);
    const first = await get('detail=1');
    const second = await get('detail=1');
    expect(second.status).toBe(503);
    expect(second.headers.get('retry-after')).toBe('5');
    expect(await second.json()).toMatchObject({ error: { code: 'too_many_exports' } });
    await first.text();
    expect(await lines('detail=1')).toHaveLength(2001);
  });

  it('leaves nothing open after HEAD', async () => {
    await manyRecords(600);
    const headers = { cookie };
    const response = await server.app.request('/api/usage/report?format=csv&detail=1', { method: 'HEAD', headers });
    expect(response.status).toBe(200);
    expect(connectionsFree()).toBe(true);
  });

  it('has nothing of others, and needs a session', async () => {
    await charge(1_000_000n, { model: 'mine' });
    const stranger = await signUp(server.app);
    const theirs = await server.app.request('/api/usage/report?format=csv&groupBy=', {
      headers: { cookie: stranger.cookie },
    });
    expect((await theirs.text()).trim().split('\n')).toHaveLength(1);
    expect((await server.app.request('/api/usage/report?format=csv')).status).toBe(401);
    expect((await operatorOf(server).get('/api/usage/report?format=csv')).status).toBe(401);
  });
});
