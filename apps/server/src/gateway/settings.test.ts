import { describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { buildCatalog } from './catalog.ts';
import { Switchboard } from './channels/switchboard.ts';
import { type GatewaySettings, gatewayProblem, gatewaySettings } from './settings.ts';

const price = { input: '1', output: '2' };
const channel = { name: 'up', type: 'openai', baseUrl: 'https://api.example.com/v1' };
const model = { id: 'm', channel: 'up', price, maxOutputTokens: 100 };

const complaints = (settings: unknown) =>
  gatewaySettings.safeParse(settings).error?.issues.map(({ message }) => message);

function catalogOf(settings: GatewaySettings, env = {}) {
  const { channels, failover: rule } = settings;
  const log = createLog('silent');
  return buildCatalog(settings, new Switchboard({ channels, rule, production: true, log, env })).models;
}

describe('the gateway’s settings', () => {
  it('are the demo when nothing is said', () => {
    const models = catalogOf(gatewaySettings.parse({}));
    const media = ['embedding', 'image', 'speech', 'transcribe', 'moderation'].map((kind) => `demo-${kind}`);
    expect([...models.keys()]).toEqual(['demo-small', 'demo-large', ...media]);
    expect(models.get('demo-small')!.routes[0]!.state.channel.name).toBe('demo');
  });

  it.each([
    ['a price without a figure', { models: [{ ...model, price: {} }] }, /at least one figure/],
    ['a cost as a float', { models: [{ ...model, cost: { input: 0.1 } }] }, /in quotes/],
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

  it('take a model without a price: the database may have one', () => {
    expect(complaints({ channels: [channel], models: [{ ...model, price: undefined }] })).toBeUndefined();
  });

  it('allow private addresses, because the operator says so', () => {
    expect(
      complaints({ channels: [{ ...channel, baseUrl: 'http://10.0.0.7:8000/v1/' }], models: [model] }),
    ).toBeUndefined();
  });

  it('take a key from the environment, and say which variable is missing', () => {
    const settings = gatewaySettings.parse({ channels: [{ ...channel, apiKeyEnv: 'UP_KEY' }], models: [model] });
    expect(gatewayProblem(settings, {}, true)).toMatch(/UP_KEY, which is not set: set it, or remove/);
    expect(gatewayProblem(settings, { UP_KEY: 'sk-x' }, true)).toBeNull();
    const [route] = catalogOf(settings, { UP_KEY: 'sk-x' }).get('m')!.routes;
    expect([route!.upstreamModel, route!.state.keys[0]!.secret]).toEqual(['m', 'sk-x']);
  });
});
