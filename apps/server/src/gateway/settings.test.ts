import { describe, expect, it } from 'vitest';
import { buildCatalog } from './catalog.ts';
import { gatewayProblem, gatewaySettings } from './settings.ts';

const price = { input: '1', output: '2' };
const channel = { name: 'up', type: 'openai', baseUrl: 'https://api.example.com/v1' };
const model = { id: 'm', channel: 'up', price, maxOutputTokens: 100 };

const complaints = (settings: unknown) =>
  gatewaySettings.safeParse(settings).error?.issues.map(({ message }) => message);

describe('the gateway’s settings', () => {
  it('are the demo when nothing is said', () => {
    const { models } = buildCatalog(gatewaySettings.parse({}));
    expect([...models.keys()]).toEqual(['demo-small', 'demo-large']);
    expect(models.get('demo-small')!.channel.name).toBe('demo');
  });

  it.each([
    ['a model without a price', { models: [{ ...model, price: undefined }] }, /needs a price/],
    ['a price as a float', { models: [{ ...model, price: { input: 0.1, output: '1' } }] }, /in quotes/],
    ['a price below zero', { models: [{ ...model, price: { input: '-1', output: '1' } }] }, /in quotes/],
    ['a channel that is not there', { models: [{ ...model, channel: 'down' }] }, /"m" names the channel "down"/],
    ['two models of one id', { models: [model, model] }, /two models with the id "m"/],
    ['two channels of one name', { channels: [channel, channel] }, /two channels named "up"/],
    ['a misspelt key', { channels: [{ ...channel, apikey: 'x' }] }, /apikey/],
    ['ftp', { channels: [{ ...channel, baseUrl: 'ftp://example.com' }] }, /https:\/\//],
    ['credentials in the address', { channels: [{ ...channel, baseUrl: 'https://a:b@example.com' }] }, /credentials/],
    ['the metadata address', { channels: [{ ...channel, baseUrl: 'http://169.254.169.254/v1' }] }, /metadata/],
    ['the same in decimal', { channels: [{ ...channel, baseUrl: 'http://2852039166/v1' }] }, /metadata/],
    ['the same within IPv6', { channels: [{ ...channel, baseUrl: 'http://[::ffff:169.254.169.254]/v1' }] }, /metadata/],
    ['a link-local address', { channels: [{ ...channel, baseUrl: 'http://[fe80::1]/v1' }] }, /link-local/],
    ['a metadata name', { channels: [{ ...channel, baseUrl: 'http://metadata.google.internal/' }] }, /metadata/],
  ])('refuse %s with a sentence', (_, part, sentence) => {
    const settings = { channels: [channel], models: [model], ...part };
    expect(complaints(settings)?.join('\n')).toMatch(sentence);
  });

  it('allow private addresses, because the operator says so', () => {
    expect(
      complaints({ channels: [{ ...channel, baseUrl: 'http://10.0.0.7:8000/v1/' }], models: [model] }),
    ).toBeUndefined();
  });

  it('take a key from the environment, and say which variable is missing', () => {
    const settings = gatewaySettings.parse({ channels: [{ ...channel, apiKeyEnv: 'UP_KEY' }], models: [model] });
    expect(gatewayProblem(settings, {})).toMatch(/UP_KEY, which is not set: set it, or remove/);
    expect(gatewayProblem(settings, { UP_KEY: 'sk-x' })).toBeNull();
    expect(buildCatalog(settings, { UP_KEY: 'sk-x' }).models.get('m')?.upstreamModel).toBe('m');
  });
});
