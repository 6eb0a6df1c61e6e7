import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { wavSeconds } from './sound-length.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
const fixture = new URL('../fixtures/openai-media-schemas.json', import.meta.url);
ajv.addSchema(JSON.parse(readFileSync(fixture, 'utf8')), 'media');

/** Fails with the schema's complaints when `value` is not what OpenAI publishes under that name. */
function expectShape(name: string, value: unknown): void {
  const validate = ajv.getSchema(`media#/$defs/${name}`) as ValidateFunction;
  const complaints = validate(value)
    ? []
    : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(complaints).toEqual([]);
}

let server: TestServer;
let customer: Customer;
let client: OpenAI;

beforeAll(async () => {
  server = await testServer({ listen: true });
  customer = await newCustomer(server);
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
});

afterAll(() => server?.close());

/** What a call of the demo cost, with what it was charged for; nothing may stay held. */
async function settled(response: Response) {
  const receipt = await customer.receipt(response.headers.get('x-farebox-receipt'));
  expect(receipt).toMatchObject({ status: 'captured', outcome: 'completed' });
  expect((await customer.balance()).held).toBe(0n);
  return {
    charged: receipt.charged,
    usage: receipt.usage as unknown as Record<string, unknown>,
    feature: receipt.feature,
  };
}

describe('the official client, embeddings', () => {
  it('gets vectors that it unpacks from base64, the same for the same text', async () => {
    const create = client.embeddings.create({ model: 'demo-embedding', input: ['One', 'Two', 'One'], dimensions: 8 });
    const { data, response } = await create.withResponse();
    expectShape('CreateEmbeddingResponse', data);
    expect(data.data.map(({ embedding }) => embedding.length)).toEqual([8, 8, 8]);
    expect(data.data[0]!.embedding).toEqual(data.data[2]!.embedding);
    expect(data.data[0]!.embedding).not.toEqual(data.data[1]!.embedding);
    const { charged, usage, feature } = await settled(response);
    expect([charged, usage.inputTokens, usage.outputTokens, feature]).toEqual(['0.000003', 3, 0, 'embeddings']);
  });

  it.each([
    ['tokens', [1, 2, 3]],
    ['lists of tokens', [[1, 2], [3]]],
  ])('of %s, as numbers', async (_, input) => {
    const create = client.embeddings.create({ model: 'demo-embedding', input, encoding_format: 'float' });
    const { data, response } = await create.withResponse();
    expectShape('CreateEmbeddingResponse', data);
    expect((await settled(response)).usage.inputTokens).toBe(3);
  });
});

describe('the official client, images', () => {
  const prompt = 'A lighthouse in fog';

  it('gets real images of the size that it named', async () => {
    const create = client.images.generate({ model: 'demo-image', prompt, n: 2, size: '1024x1536', quality: 'high' });
    const { data, response } = await create.withResponse();
    expectShape('ImagesResponse', data);
    const png = Buffer.from(data.data![0]!.b64_json!, 'base64');
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1024, 1536]);
    const start = png.indexOf('IDAT') + 4;
    const pixels = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
    expect(pixels.length).toBe((1024 / 8 + 1) * 1536);
    const { charged, usage } = await settled(response);
    expect([charged, usage.images]).toEqual(['0.4', { '1024x1536/high': 2 }]);
  });

  it('that left it open pays for what was made', async () => {
    const { response } = await client.images.generate({ model: 'demo-image', prompt }).withResponse();
    expect(await settled(response)).toMatchObject({ charged: '0.05', usage: { images: { '1024x1024/low': 1 } } });
  });

  it('streams sketches and the image', async () => {
    const create = client.images.generate({ model: 'demo-image', prompt, stream: true, partial_images: 2 });
    const { data, response } = await create.withResponse();
    const types: string[] = [];
    for await (const event of data) {
      expectShape('ImageGenStreamEvent', event);
      types.push(event.type);
    }
    const sketch = 'image_generation.partial_image';
    expect(types).toEqual([sketch, sketch, 'image_generation.completed']);
    expect(await settled(response)).toMatchObject({ charged: '0.05', feature: 'images.generations' });
  });

  it('edits images that it sends as files', async () => {
    const image = await Promise.all(
      ['a', 'b'].map((name) => toFile(Buffer.alloc(64), `${name}.png`, { type: 'image/png' })),
    );
    const mask = await toFile(Buffer.alloc(8), 'mask.png', { type: 'image/png' });
    const { data, response } = await client.images.edit({ model: 'demo-image', prompt, image, mask }).withResponse();
    expectShape('ImagesResponse', data);
    expect(data.usage?.input_tokens_details.image_tokens).toBe(3 * 323);
    expect(await settled(response)).toMatchObject({ charged: '0.05', feature: 'images.edits' });
    const stream = await client.images.edit({
      model: 'demo-image',
      prompt,
      image: image[0]!,
      stream: true,
      partial_images: 1,
    });
    for await (const event of stream) expectShape('ImageEditStreamEvent', event);
  });
});

describe('the official client, audio', () => {
  const spoken = { model: 'demo-speech', voice: 'alloy', input: 'Hello there. 你好 👋' } as const;

  it('gets speech as bytes, priced by its characters', async () => {
    const answer = await client.audio.speech.create({ ...spoken, response_format: 'wav' });
    const wav = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(wavSeconds(wav, wav.length)).toBe(1);
    expect(await settled(answer as unknown as Response)).toMatchObject({
      charged: '0.000255',
      usage: { characters: 17, inputTokens: 0, outputTokens: 0, estimated: false },
      feature: 'audio.speech',
    });
  });

  it('gets speech as events', async () => {
    const answer = await client.audio.speech.create({ ...spoken, stream_format: 'sse' });
    const events = (await answer.text()).split('\n\n').flatMap((event) => {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      return data ? [JSON.parse(data)] : [];
    });
    for (const event of events) expectShape('CreateSpeechResponseStreamEvent', event);
    expect(events.at(-1).type).toBe('speech.audio.done');
    expect(await settled(answer as unknown as Response)).toMatchObject({ charged: '0.000255' });
  });

  const heard = async () => {
    const answer = await client.audio.speech.create({ ...spoken, input: 'word '.repeat(20), response_format: 'wav' });
    return toFile(await answer.arrayBuffer(), 'speech.wav', { type: 'audio/wav' });
  };

  it('has it written down as JSON, with and without words about it', async () => {
    const file = await heard();
    const model = 'demo-transcribe';
    const { data, response } = await client.audio.transcriptions.create({ model, file }).withResponse();
    expectShape('CreateTranscriptionResponseJson', data);
    expect(data.text).toContain('heard 5 seconds');
    expect(await settled(response)).toMatchObject({ charged: '0.005', usage: { seconds: 5, outputTokens: 0 } });
    const wordy = await client.audio.transcriptions.create({ model, file, response_format: 'verbose_json' });
    expectShape('CreateTranscriptionResponseVerboseJson', wordy);
    const named = await client.audio.transcriptions.create({ model, file, response_format: 'diarized_json' });
    expectShape('CreateTranscriptionResponseDiarizedJson', named);
    const english = await client.audio.translations.create({ model, file });
    expectShape('CreateTranslationResponseJson', english);
  });

  it.each(['text', 'srt', 'vtt'] as const)('has it written down as %s', async (response_format) => {
    const file = await heard();
    const create = client.audio.transcriptions.create({ model: 'demo-transcribe', file, response_format });
    const { data, response } = await create.withResponse();
    expect(data).toContain('did not listen');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await settled(response)).toMatchObject({ charged: '0.005', usage: { seconds: 5 } });
  });

  it('has it written down while it listens', async () => {
    const create = client.audio.transcriptions.create({ model: 'demo-transcribe', file: await heard(), stream: true });
    const { data, response } = await create.withResponse();
    let text = '';
    for await (const event of data) {
      expectShape('CreateTranscriptionResponseStreamEvent', event);
      if (event.type === 'transcript.text.delta') text += event.delta;
      if (event.type === 'transcript.text.done') expect(event.text).toBe(text);
    }
    expect(text).toContain('did not listen');
    expect(await settled(response)).toMatchObject({ charged: '0.005', usage: { seconds: 5 } });
  });
});

describe('the official client, moderations', () => {
  it.each([
    ['a text', 'I will kill the process', [true]],
    ['texts', ['fine', 'attack at dawn'], [false, true]],
    [
      'parts',
      [
        { type: 'text', text: 'fine' },
        { type: 'image_url', image_url: { url: 'https://example.com/x.png' } },
      ],
      [false],
    ],
  ])('judges %s, for nothing', async (_, input, flagged) => {
    const create = client.moderations.create({ model: 'demo-moderation', input: input as string });
    const { data, response } = await create.withResponse();
    expectShape('CreateModerationResponse', data);
    expect(data.results.map((result) => result.flagged)).toEqual(flagged);
    expect(await settled(response)).toMatchObject({ charged: '0', feature: 'moderations' });
  });
});
