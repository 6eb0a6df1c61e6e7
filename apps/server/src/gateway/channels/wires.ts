import type { UpstreamCall } from '../channel.ts';
import type { Wire } from '../http-channel.ts';
import type { HttpChannelSetting } from './settings.ts';

type AzureSetting = Extract<HttpChannelSetting, { type: 'azure' }>;

/** How a kind of server is addressed. */
export function wireOf(setting: HttpChannelSetting): Wire {
  return setting.type === 'azure' ? azureWire(setting) : openaiWire(setting);
}

/** OpenAI's own, and everything that copies it: the operation behind the base address, the key as a bearer. */
function openaiWire({ baseUrl }: HttpChannelSetting): Wire {
  const base = pathOf(baseUrl);
  return {
    pathOf: ({ path }) => `${base}${path}`,
    keyHeader: (key) => ({ authorization: `Bearer ${key}` }),
  };
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
