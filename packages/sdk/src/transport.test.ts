import { describe, expect, it } from 'vitest';
import { createFarebox } from './index.ts';

/** A network that answers as told, one answer a call; an Error is a lost connection. */
function network(...answers: (Error | Response)[]) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    const answer = answers[asked.length - 1] ?? new Error('asked once too often');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, farebox: createFarebox({ baseUrl: 'http://farebox.test', fetch }) };
}

const ok = () => Response.json({});
const lost = () => new TypeError('fetch failed');
const busy = () => new Response('{}', { status: 503, headers: { 'retry-after': '0' } });
const attempts = (asked: Request[]) => new Set(asked.map((request) => request.headers.get('idempotency-key')));

describe('what gets lost', () => {
  it('is asked again when it only reads', async () => {
    const { asked, farebox } = network(lost(), busy(), ok());
    await farebox.stats();
    expect(asked).toHaveLength(3);
  });

  it('is sent again as the same attempt, with the same body, when it moves money', async () => {
    const { asked, farebox } = network(busy(), lost(), ok());
    await farebox.payments.create({ amount: '10' });
    expect(attempts(asked).size).toBe(1);
    expect([...attempts(asked)][0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await Promise.all(asked.map((request) => request.text()))).toEqual(Array(3).fill('{"amount":"10"}'));
  });

  it('is another attempt when it is asked for again', async () => {
    const { asked, farebox } = network(ok(), ok());
    await farebox.payments.create({ amount: '10' });
    await farebox.payments.create({ amount: '10' });
    expect(attempts(asked).size).toBe(2);
  });

  it('is never sent again when that could do it twice', async () => {
    const { asked, farebox } = network(lost());
    await expect(farebox.keys.create({ name: 'x' })).rejects.toMatchObject({ code: 'network_error', status: 0 });
    expect(asked).toHaveLength(1);
  });

  it('is given up in the end', async () => {
    const { asked, farebox } = network(busy(), busy(), busy());
    await expect(farebox.stats()).rejects.toMatchObject({ code: 'internal', status: 503 });
    expect(asked).toHaveLength(3);
  });

  it('is no reason to repeat a refusal', async () => {
    const { asked, farebox } = network(new Response('<html>', { status: 404, headers: { 'x-request-id': 'r1' } }));
    await expect(farebox.stats()).rejects.toMatchObject({ code: 'not_found', status: 404, requestId: 'r1' });
    expect(asked).toHaveLength(1);
  });
});
