import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson, beginEvents, type Script } from '../../../../../tools/testing/upstream.ts';
import { type MediaCall, type MediaShop, openMediaShop, says, send } from './media-shop.fixture.ts';

let shop: MediaShop;

beforeAll(async () => {
  shop = await openMediaShop();
});

afterAll(() => shop?.close());

const path = '/audio/transcriptions';

/** The server has noticed that the client is gone. */
function noStreamOpen(): Promise<void> {
  const open = shop.server.deps.metrics.registry.getSingleMetric('farebox_gateway_streams_open');
  return expect.poll(async () => (await open!.get()).values[0]?.value, { timeout: 5_000 }).toBe(0);
}

/** Ten seconds and a bit: 8,000 samples of two bytes in each. */
function wav(bytes = 160_100, rate = 8_000): Buffer {
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0).toString();
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(1, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2, 40);
  return file;
}

const mp3 = Buffer.alloc(7_500, 0xff);

function form(model: string, file: Buffer, fields: Record<string, string> = {}): FormData {
  const made = new FormData();
  made.append('model', model);
  made.append('file', new File([new Uint8Array(file)], 'speech.wav', { type: 'audio/wav' }));
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

const hear = (model: string, file: Buffer, fields: Record<string, string> = {}): Promise<MediaCall> =>
  shop.call(path, form(model, file, fields));

const text = 'Good day, everyone.';
const duration = { type: 'duration', seconds: 8.2 };
const tokens = {
  type: 'tokens',
  input_tokens: 14,
  input_token_details: { text_tokens: 4, audio_tokens: 10 },
  output_tokens: 45,
  total_tokens: 59,
};
const plain =
  (said: string): Script =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end(said);
const srt = '1\n00:00:00,000 --> 00:00:04,500\nGood day,\n\n2\n00:00:04,500 --> 00:00:07,100\neveryone.\n';
const vtt = 'WEBVTT\n\n00:00.000 --> 01:02.000\nGood day, everyone.\n';

describe('a transcript priced by seconds', () => {
  it.each<[string, Buffer, Record<string, string>, Script, number]>([
    ['as is reported', mp3, {}, says({ text, usage: duration }), 9],
    ['as a wordy answer says', mp3, { response_format: 'verbose_json' }, says({ text, duration: 8.2 }), 9],
    ['as the file says, where nothing else does', wav(), {}, says({ text }), 11],
    ['as all that was held for, where nobody knows', mp3, {}, says({ text }), 10],
    ['as the last subtitle ends', mp3, { response_format: 'srt' }, plain(srt), 8],
    ['as the last line of WebVTT ends, at most what was held for', mp3, { response_format: 'vtt' }, plain(vtt), 10],
    ['as the file says, of plain text', wav(), { response_format: 'text' }, plain(`${text}\n`), 11],
    ['as one second, of subtitles of silence', mp3, { response_format: 'srt' }, plain('\n'), 1],
    ['at most as was held for', wav(), {}, says({ text, usage: { type: 'duration', seconds: 99 } }), 11],
  ])('is charged %s', async (_, file, fields, script, seconds) => {
    shop.upstream.plays(script);
    const { charge, receipt } = await hear('hear', file, fields);
    expect([charge, receipt!.usage.seconds]).toEqual([BigInt(seconds * 100), seconds]);
  });

  it.each<[string, Buffer, string]>([
    ['exactly of a WAV, whatever its header says of its length', wav(), '0.0011'],
    ['exactly of one that is played faster', wav(160_100, 80_000), '0.0002'],
    ['by the fewest bytes of a second, of anything else', mp3, '0.001'],
  ])('is held for %s', async (_, file, held) => {
    shop.upstream.plays((response) => answerJson(response, 500, {}));
    const { receipt, charge } = await hear('hear', file);
    expect([receipt!.held, charge]).toEqual([held, 0n]);
  });

  it('comes byte for byte, as text or JSON', async () => {
    shop.upstream.plays(plain(srt));
    const subtitles = await hear('hear', mp3, { response_format: 'srt' });
    expect([subtitles.bytes.toString(), subtitles.type]).toEqual([srt, 'text/plain; charset=utf-8']);
    shop.upstream.plays(
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{ "text": "x" }'),
    );
    const json = await hear('hear', mp3);
    expect([json.bytes.toString(), json.type]).toEqual(['{ "text": "x" }', 'application/json']);
  });
});

describe('a transcript priced by tokens', () => {
  it('is charged as reported, sound as sound', async () => {
    shop.upstream.plays(says({ text, usage: tokens }));
    expect((await hear('hear-tokens', mp3)).charge).toBe(4n + 10n * 10n + 45n * 2n);
  });

  it.each<[string, Buffer, Record<string, string>, Script, number, number]>([
    ['seconds alone are reported', mp3, {}, says({ text, usage: duration }), 164, 5],
    ['nothing is reported of a WAV', wav(), {}, says({ text }), 220, 5],
    ['nothing is reported of anything else', mp3, {}, says({ text }), 200, 5],
    ['only subtitles come', mp3, { response_format: 'srt' }, plain(srt), 160, 43],
  ])('is counted as sound when %s', async (_, file, fields, script, input, output) => {
    shop.upstream.plays(script);
    const { receipt } = await hear('hear-tokens', file, fields);
    expect(receipt!.usage).toMatchObject({ inputTokens: input, audioInputTokens: input, estimated: true });
    expect(receipt!.usage.outputTokens).toBe(output);
  });

  it('holds sound, text and all that may be said', async () => {
    shop.upstream.plays((response) => answerJson(response, 500, {}));
    const { receipt } = await hear('hear-tokens', wav(), { prompt: 'ab' });
    // Eleven seconds of twenty tokens, thirteen bytes of fields, the wrapping, and the model's longest answer.
    expect(Math.round(Number(receipt!.held) * 1e6)).toBe((220 + 7 + 64) * 10 + 2_000 * 2);
  });
});

describe('a transcript that is streamed', () => {
  const delta = (said: string) =>
    `event: transcript.text.delta\ndata: {"type":"transcript.text.delta","delta":"${said}"}\n\n`;
  const done = `event: transcript.text.done\ndata: ${JSON.stringify({ type: 'transcript.text.done', text, usage: tokens })}\n\n`;
  const streamed =
    (...parts: string[]): Script =>
    (response) => {
      beginEvents(response);
      response.end(parts.join(''));
    };
  const live = { stream: 'true' };

  it('is charged by its last event', async () => {
    shop.upstream.plays(streamed(delta('Good '), delta('day'), done));
    const { charge, bytes } = await hear('hear-tokens', mp3, live);
    expect([charge, bytes.toString()]).toEqual([194n, delta('Good ') + delta('day') + done]);
  });

  it('that breaks off costs the sound and the words that came', async () => {
    shop.upstream.plays(streamed(delta('Good day')));
    const { receipt } = await hear('hear-tokens', wav(), live);
    expect(receipt).toMatchObject({ outcome: 'upstream_error', usage: { inputTokens: 220, outputTokens: 2 } });
    shop.upstream.plays(streamed(': nothing\n\n'));
    expect((await hear('hear-tokens', wav(), live)).charge).toBe(0n);
  });

  it('whose client leaves is heard out, where only its end tells how long the sound was', async () => {
    let finish: () => void = () => undefined;
    shop.upstream.plays((response) => {
      beginEvents(response);
      response.write(delta('Good '));
      finish = () => void response.end(done);
    });
    const leaving = new AbortController();
    const answer = await send(shop, path, form('hear-tokens', mp3, live), { signal: leaving.signal });
    await answer.body!.getReader().read();
    leaving.abort();
    await noStreamOpen();
    finish();
    const receipt = await shop.customer.receipt(answer.headers.get('x-farebox-receipt'));
    expect(receipt).toMatchObject({
      outcome: 'aborted',
      usage: { inputTokens: 14, audioInputTokens: 10, outputTokens: 2 },
    });
  });
});

describe('a request for a transcript', () => {
  it('goes upstream with all its fields, for translations too', async () => {
    shop.upstream.plays(says({ text, usage: duration }));
    const fields = { language: 'en', 'timestamp_granularities[]': 'word', prompt: 'x' };
    await hear('hear', mp3, fields);
    const { raw, headers } = shop.upstream.requests.at(-1)!;
    const type = { 'content-type': headers['content-type']! };
    const sent = await new Response(new Uint8Array(raw), { headers: type }).formData();
    expect(Object.fromEntries(sent)).toMatchObject({ model: 'hear', ...fields });
    expect(Buffer.from(await (sent.get('file') as File).arrayBuffer())).toEqual(mp3);
    expect((await shop.call('/audio/translations', form('hear', mp3))).charge).toBe(900n);
    expect(shop.upstream.requests.at(-1)!.path).toBe('/v1/up/audio/translations');
  });

  it('is sent again, file and all, to another channel', async () => {
    shop.upstream.plays((response, request) => {
      if (request.path.includes('/up/')) response.destroy();
      else answerJson(response, 200, { text, usage: duration });
    });
    expect((await hear('hear', mp3)).charge).toBe(900n);
    expect(shop.upstream.requests.at(-1)!.raw.includes(mp3)).toBe(true);
  });

  it.each<[string, () => object | FormData, string | null]>([
    ['JSON', () => ({ model: 'hear', file: 'x' }), null],
    [
      'no file',
      () => {
        const made = new FormData();
        made.append('model', 'hear');
        return made;
      },
      'file',
    ],
    ['an empty file', () => form('hear', Buffer.alloc(0)), 'file'],
    [
      'plain text of sound whose length nobody tells',
      () => form('hear', mp3, { response_format: 'text' }),
      'response_format',
    ],
    ['a format nobody knows', () => form('hear', mp3, { response_format: 'odd' }), 'response_format'],
  ])('is refused: %s', async (_, body, param) => {
    const answer = await send(shop, path, body());
    expect([answer.status, ((await answer.json()) as { error: Record<string, unknown> }).error.param]).toEqual([
      400,
      param,
    ]);
  });

  it('needs a price for it; by the call it may be plain text', async () => {
    expect(await hear('embed', mp3)).toMatchObject({ status: 404, code: 'model_not_priced' });
    shop.upstream.plays(plain(text));
    expect((await hear('by-call', mp3, { response_format: 'text' })).charge).toBe(500_000n);
  });

  it.each<[string, Script]>([
    ['an error with a 200', says({ error: { message: 'x' } })],
    ['no text', says({ words: [] })],
  ])('is answered with 502 and free for %s', async (_, script) => {
    shop.upstream.plays(script);
    expect(await hear('hear', mp3)).toMatchObject({ status: 502, charge: 0n });
  });

  it('is an ordinary one to the official client', async () => {
    shop.upstream.plays(says({ text, usage: duration }));
    const client = new OpenAI({ baseURL: `${shop.server.url}/v1`, apiKey: shop.customer.key, maxRetries: 0 });
    const file = await toFile(mp3, 'a.mp3');
    expect((await client.audio.transcriptions.create({ model: 'hear', file })).text).toBe(text);
  });
});
