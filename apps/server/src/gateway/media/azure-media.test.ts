import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Customer, newCustomer } from '../../../../../tools/testing/customer.ts';
import { type TestServer, testServer } from '../../../../../tools/testing/index.ts';
import { answerJson, type ScriptedUpstream, scriptedUpstream } from '../../../../../tools/testing/upstream.ts';
import { gatewaySettings } from '../settings.ts';

let server: TestServer;
let customer: Customer;
let upstream: ScriptedUpstream;
let client: OpenAI;

beforeAll(async () => {
  upstream = await scriptedUpstream();
  const azure = { type: 'azure', apiKey: 'azure-operator-key' };
  const channels = [
    { ...azure, name: 'dated', baseUrl: `${upstream.url}/dated`, apiVersion: '2025-04-01-preview' },
    { ...azure, name: 'v1', baseUrl: `${upstream.url}/v1` },
  ];
  const price = { request: '0.000001' };
  const models = ['dated', 'v1'].map((id) => ({
    id,
    channel: id,
    upstreamModel: `my-${id}`,
    price,
    maxOutputTokens: 1,
  }));
  server = await testServer({ listen: true, config: { gateway: gatewaySettings.parse({ channels, models }) } });
  customer = await newCustomer(server);
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: customer.key, maxRetries: 0 });
});

afterAll(async () => {
  await server?.close();
  await upstream?.close();
});

describe.each(['dated', 'v1'])('Azure (%s)', (model) => {
  const at = (path: string) =>
    model === 'dated'
      ? `/v1/dated/openai/deployments/my-dated${path}?api-version=2025-04-01-preview`
      : `/v1/v1/openai/v1${path}`;
  const last = () => upstream.requests.at(-1)!;

  it('has the deployment where it wants it, for JSON', async () => {
    upstream.plays((response) => answerJson(response, 200, { object: 'list', data: [], results: [], created: 1 }));
    await client.embeddings.create({ model, input: 'Hi', encoding_format: 'float' });
    expect([last().path, last().body.model]).toEqual([at('/embeddings'), `my-${model}`]);
    await client.images.generate({ model, prompt: 'Hi' });
    expect(last().path).toBe(at('/images/generations'));
    upstream.plays((response) => void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('sound'));
    await (await client.audio.speech.create({ model, input: 'Hi', voice: 'alloy' })).text();
    expect([last().path, last().headers['api-key']]).toEqual([at('/audio/speech'), 'azure-operator-key']);
  });

  it('and for forms', async () => {
    const file = await toFile(Buffer.from('sound'), 'a.mp3');
    upstream.plays((response) => answerJson(response, 200, { text: 'Hi', data: [], created: 1 }));
    await client.audio.transcriptions.create({ model, file });
    expect([last().path, last().headers['api-key']]).toEqual([at('/audio/transcriptions'), 'azure-operator-key']);
    expect(last().raw.toString()).toMatch(new RegExp(`name="model"\\s+my-${model}\\s`));
    await client.images.edit({ model, prompt: 'Hi', image: file });
    expect(last().path).toBe(at('/images/edits'));
  });
});
