import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson, beginEvents, responsesEvent, type Script } from '../../../../../tools/testing/upstream.ts';
import { answers, openShop, refuses, type Shop } from './shop.fixture.ts';

const names = ['p', 'q', 'r', 's'];
let shop: Shop;

beforeAll(async () => {
  shop = await openShop({
    channels: [...names, 'one', 'two'].map((name) => ({
      name,
      keys: [`sk-${name}-first-key`, `sk-${name}-other-key`],
    })),
    models: { chat: names, stored: ['one', 'two'] },
    failover: { failures: 1, coolDownMs: 60_000 },
  });
});

afterAll(() => shop?.close());

/** Which channel, with which key, got the last request. */
function lastAsked(): string {
  return shop.upstream.requests.at(-1)!.headers.authorization!;
}

async function askedBy(body: object): Promise<string> {
  expect((await shop.chat('chat', body)).status).toBe(200);
  return lastAsked();
}

describe('a conversation', () => {
  const first = { role: 'user', content: 'A question' };
  const later = [first, { role: 'assistant', content: 'An answer' }, { role: 'user', content: 'And?' }];

  it('stays with its channel and key, by the client’s cache key or by how it began', async () => {
    for (const [begin, goOn] of [
      [{ prompt_cache_key: 'mine' }, { prompt_cache_key: 'mine', messages: later }],
      [{ messages: [first] }, { messages: later, stream: true }],
    ] as const) {
      const chosen = await askedBy(begin);
      for (let call = 0; call < 8; call += 1) expect(await askedBy(goOn)).toBe(chosen);
    }
    const others = new Set<string>();
    for (let at = 0; at < 12; at += 1) others.add(await askedBy({ prompt_cache_key: `another ${at}` }));
    expect(others.size).toBeGreaterThan(2);
  });

  it('goes elsewhere when its channel fails, and stays there', async () => {
    const chosen = await askedBy({ prompt_cache_key: 'moving' });
    const name = /sk-(\w)-/.exec(chosen)![1] as string;
    shop.plays(name, refuses(500));
    const next = await askedBy({ prompt_cache_key: 'moving' });
    expect(next).not.toContain(`sk-${name}-`);
    shop.plays(name, answers());
    for (let call = 0; call < 4; call += 1) expect(await askedBy({ prompt_cache_key: 'moving' })).toBe(next);
  });
});

/** Makes responses that only this channel can continue, and only with the key they were made with. */
function keeps(name: string): Script {
  const made = new Map<unknown, unknown>();
  return (response, { body, headers }) => {
    const earlier = body.previous_response_id ?? null;
    if (earlier !== null && made.get(earlier) !== headers.authorization) {
      return answerJson(response, 400, { error: { message: 'not found', code: 'previous_response_not_found' } });
    }
    const id = `resp_${name}${made.size}`;
    made.set(id, headers.authorization);
    const usage = { input_tokens: 10, output_tokens: 5, total_tokens: 15 };
    const answer = { id, object: 'response', status: 'completed', output: [], usage };
    if (body.stream !== true) return answerJson(response, 200, answer);
    beginEvents(response);
    response.write(responsesEvent('response.created', 0, { response: { ...answer, status: 'in_progress' } }));
    response.end(responsesEvent('response.completed', 1, { response: answer }));
  };
}

describe('a response that continues another one', () => {
  async function respond(body: object) {
    const answer = await shop.customer.call('/v1/responses', { model: 'stored', input: 'Hi', ...body });
    const text = await answer.text();
    return { status: answer.status, text, id: /resp_\w+/.exec(text)?.[0] };
  }

  it('goes where that was made, and nowhere else', async () => {
    shop.plays('one', keeps('one'));
    shop.plays('two', keeps('two'));
    for (const stream of [true, false]) {
      const begun = await Promise.all(
        Array.from({ length: 6 }, (_, at) => respond({ stream, prompt_cache_key: `${at}` })),
      );
      for (const { id } of begun) {
        expect(await respond({ previous_response_id: id, stream })).toMatchObject({ status: 200 });
        expect(await respond({ previous_response_id: id, stream: !stream })).toMatchObject({ status: 200 });
      }
    }
  });

  it('is refused for the time in which that channel cannot be asked', async () => {
    const { id } = await respond({});
    const owner = /resp_(one|two)/.exec(id!)![1] as string;
    const other = owner === 'one' ? 'two' : 'one';
    const before = shop.asked(other).length;
    shop.plays(owner, refuses(500));
    const refused = await respond({ previous_response_id: id });
    expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([503, 'upstream_unavailable']);
    expect(await respond({ previous_response_id: id })).toMatchObject({ status: 503 });
    expect(shop.asked(other)).toHaveLength(before);
    await expect.poll(async () => (await shop.customer.balance()).held, { timeout: 5_000 }).toBe(0n);
  });
});
