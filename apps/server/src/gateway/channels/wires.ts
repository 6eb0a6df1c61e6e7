import type { UpstreamCall } from '../channel.ts';
import type { Wire } from '../http-channel.ts';
import type { HttpChannelSetting } from './settings.ts';

type AzureSetting = Extract<HttpChannelSetting, { type: 'azure' }>;
type AnthropicSetting = Extract<HttpChannelSetting, { type: 'anthropic' }>;

/** How a kind of server is addressed. */
export function wireOf(setting: HttpChannelSetting): Wire {
  if (setting.type === 'azure') return azureWire(setting);
  return setting.type === 'anthropic' ? anthropicWire(setting) : openaiWire(setting);
}

/** OpenAI's own, and everything that copies it: the operation behind the base address, the key as a bearer. */
function openaiWire({ baseUrl }: HttpChannelSetting): Wire {
  const base = pathOf(baseUrl);
  return {
    pathOf: ({ path }) => `${base}${path}`,
    keyHeader: (key, call) => ({ authorization: `Bearer ${key}`, ...(isMessages(call) && { 'x-api-key': key }) }),
  };
}

/**
 * Anthropic's own, and everything that copies it. Chat completions go to its OpenAI-compatible endpoint, which wants the
 * key as a bearer. `baseUrl` may end in `/v1` or not.
 */
function anthropicWire({ baseUrl, betas }: AnthropicSetting): Wire {
  const base = `${pathOf(baseUrl).replace(/\/v1$/, '')}/v1`;
  return {
    pathOf: ({ path }) => `${base}${path}`,
    keyHeader: (key, call): Record<string, string> =>
      isMessages(call) ? { 'x-api-key': key } : { authorization: `Bearer ${key}` },
    passes: (headers) => (betas === undefined ? headers : withBetas(headers, betas)),
  };
}

function withBetas(headers: UpstreamCall['headers'], allowed: readonly string[]): UpstreamCall['headers'] {
  const { 'anthropic-beta': asked = '', ...others } = headers;
  const passed = asked.split(',').filter((name) => allowed.includes(name));
  return { ...others, ...(passed.length > 0 && { 'anthropic-beta': passed.join(',') }) };
}

function isMessages({ path }: UpstreamCall): boolean {
  return path.startsWith('/messages');
}

/**
 * Azure OpenAI. The upstream's name for a model is the deployment's. `baseUrl` is the resource's address, with or
 * without `/openai` behind it. Without an api-version: the v1 API; with one: chat completions have the deployment in
 * their address, responses have it in the body alone.
 */
function azureWire({ baseUrl, apiVersion }: AzureSetting): Wire {
  const base = `${pathOf(baseUrl).replace(/\/openai(\/v1)?$/, '')}/openai`;
  const dated = ({ path, model }: UpstreamCall) => {
    const place = path.startsWith('/responses') ? path : `/deployments/${encodeURIComponent(model)}${path}`;
    return `${base}${place}${place.includes('?') ? '&' : '?'}api-version=${apiVersion}`;
  };
  return {
    pathOf: apiVersion === undefined ? ({ path }) => `${base}/v1${path}` : dated,
    keyHeader: (key) => ({ 'api-key': key }),
  };
}

function pathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/$/, '');
}
