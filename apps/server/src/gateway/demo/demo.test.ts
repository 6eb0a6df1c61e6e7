import { describe, expect, it } from 'vitest';
import type { UpstreamAnswer } from '../channel.ts';
import { gatewaySettings } from '../settings.ts';
import { demoChannel } from './channel.ts';
import { compose } from './prose.ts';
import { readWish } from './wish.ts';

const [setting] = gatewaySettings.parse({
  channels: [{ name: 'demo', type: 'demo', delayMs: 0 }],
  models: [],
}).channels;
const channel = demoChannel(setting as Extract<typeof setting, { type: 'demo' }>);

function send(wish: string | null, body: object = {}, options: { stream?: boolean; signal?: AbortSignal } = {}) {
  const { stream = true, signal = new AbortController().signal } = options;
  const asked = { model: 'demo-small', messages: [{ role: 'user', content: 'What is a ledger?' }], stream, ...body };
  const call = { method: 'POST', path: '/chat/completions', headers: {}, model: 'demo-small', key: null } as const;
  const answer = stream ? 'events' : 'whole';
  return channel.send({ ...call, body: JSON.stringify(asked), answer, signal, wish });
}

async function eventsOf({ body }: UpstreamAnswer, max = Number.POSITIVE_INFINITY) {
  const events: string[] = [];
  for await (const chunk of body) {
    events.push(
      Buffer.from(chunk)
        .toString('utf8')
        .trim()
        .replace(/^data: /, ''),
    );
    if (events.length >= max) break;
  }
  return events;
}

const usagesIn = (events: string[]) =>
  events
    .filter((event) => event !== '[DONE]')
    .map((event) => JSON.parse(event).usage)
    .filter(Boolean);

const asks = { stream_options: { include_usage: true } };

describe('the demo channel', () => {
  it('says the same to the same question, in its language, about its topic', () => {
    expect(compose('How do I bake bread?', 's', 3)).toBe(compose('How do I bake bread?', 's', 3));
    expect(compose('How do I bake bread?', 's', 3)).not.toBe(compose('How do I bake bread?', 't', 3));
    expect(compose('How do I bake bread?', 's', 3)).toContain('bake bread');
    expect(compose('什么是复式记账？', 's', 3)).toMatch(/“复式记账”.*。$/);
    expect(compose('[demo: delay=1]', 's', 1)).toContain('your question');
  });

  it('reads wishes from the header, else from the prompt', () => {
    const wish = readWish('delay=200;fail=after:5;usage=huge;endless=1;cached=100;tokens=9;wait=3', '', 20);
    expect(wish).toMatchObject({ delay: 200, failAfter: 5, failStatus: null, usage: 'huge', endless: true });
    expect(wish).toMatchObject({ cached: 100, tokens: 9, wait: 3 });
    expect(readWish(null, 'Hi [demo: fail=before; usage=twice]', 20)).toMatchObject({
      failStatus: 500,
      usage: 'twice',
    });
    expect(readWish('fail=429', '[demo: fail=before]', 20)).toMatchObject({ failStatus: 429, delay: 20 });
    expect(readWish('delay=x;usage=odd;what=ever', '', 20)).toMatchObject({ delay: 20, usage: 'right' });
  });

  it.each([
    ['usage=missing', 0, undefined],
    ['usage=twice', 2, expect.any(Number)],
    ['usage=negative', 1, -7],
    ['usage=huge', 1, 9_000_000_000_000],
    ['cached=3', 1, expect.any(Number)],
  ])('reports usage as wished: %s', async (wish, count, prompt) => {
    const usages = usagesIn(await eventsOf(await send(wish, asks)));
    expect([usages.length, usages[0]?.prompt_tokens]).toEqual([count, prompt]);
    if (wish === 'cached=3') expect(usages[0].prompt_tokens_details.cached_tokens).toBe(3);
  });

  it('fails as wished', async () => {
    expect((await send('fail=before')).status).toBe(500);
    expect((await send('fail=429')).status).toBe(429);
    const failed = await eventsOf(await send('fail=after:3'));
    expect([failed.length, JSON.parse(failed.at(-1)!).error.type]).toEqual([4, 'server_error']);
    await expect(eventsOf(await send('cut=3'))).rejects.toThrow();
    await expect(eventsOf(await send('cut=1', {}, { stream: false }))).rejects.toThrow();
  });

  it('goes on without end as wished, until it is aborted', async () => {
    const leaving = new AbortController();
    const answer = await send('endless=1', { max_completion_tokens: 5 }, { signal: leaving.signal });
    expect(await eventsOf(answer, 500)).toHaveLength(500);
    const other = await send('endless=1', {}, { signal: leaving.signal });
    leaving.abort();
    await expect(eventsOf(other)).rejects.toThrow();
    await expect(send(null, {}, { signal: leaving.signal })).rejects.toThrow();
  });

  it('honours n, the limit and the length asked for', async () => {
    const answer = await send('tokens=200', { n: 2, ...asks });
    const [usage] = usagesIn(await eventsOf(answer));
    expect(usage.completion_tokens).toBe(400);
    const short = await eventsOf(await send(null, { max_tokens: 3 }));
    expect(JSON.parse(short.at(-2)!).choices[0].finish_reason).toBe('length');
  });
});
