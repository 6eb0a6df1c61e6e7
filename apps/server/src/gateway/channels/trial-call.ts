import type { UpstreamAnswer } from '../channel.ts';
import { gatewayErrors } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import { isJson, type Json, parseJson } from '../json.ts';
import { ownHeaders } from '../messages/client-headers.ts';
import { faultName, refusalIn } from '../upstream-refusal.ts';
import type { ChannelState } from './channel-state.ts';
import type { ChannelTestBody } from './schemas.ts';
import type { UpstreamKey } from './upstream-key.ts';

const LONGEST_MS = 30_000;
const MOST_BYTES = 262_144;
/** Some models think before they speak, and refuse less. */
const OUTPUT_TOKENS = 16;

/** What is to be tried: the first model and the next key of the channel, where nothing is said. */
export interface TrialWish {
  id: string;
  model?: string | undefined;
  key?: string | undefined;
}

/**
 * Sends one small call to a channel, past its health and everybody's account: nothing is held, nothing is charged. A key
 * that answers is used again at once, and so is its channel; one that does not is left as it was. Throws
 * `channel_not_found`, `model_not_on_channel` and `channel_key_not_found` (404).
 */
export async function tryChannel(gateway: Gateway, wish: TrialWish): Promise<ChannelTestBody> {
  const state = gateway.switchboard.states.find(({ channel }) => channel.name === wish.id);
  if (!state) throw gatewayErrors.channel_not_found();
  const { model, upstreamModel } = modelOn(gateway, state, wish.model);
  const key = keyOf(state, wish.key);
  const started = performance.now();
  const fault = await askOnce(state, key, upstreamModel);
  const latencyMs = Math.round(performance.now() - started);
  if (fault === null) {
    key.restore();
    state.breaker.reset();
  }
  return { ok: fault === null, model, upstreamModel, key: key.endsIn, latencyMs, fault };
}

function modelOn({ catalog }: Gateway, state: ChannelState, wanted: string | undefined) {
  for (const { id, routes } of catalog.models.values()) {
    const route = routes.find((one) => one.state === state);
    if (route && (wanted === undefined || wanted === id)) return { model: id, upstreamModel: route.upstreamModel };
  }
  throw gatewayErrors.model_not_on_channel();
}

function keyOf(state: ChannelState, endsIn: string | undefined): UpstreamKey {
  if (endsIn === undefined) return state.nextKey(new Set()) ?? (state.keys[0] as UpstreamKey);
  const key = state.keys.find((one) => one.endsIn === endsIn);
  if (!key) throw gatewayErrors.channel_key_not_found();
  return key;
}

/** Null when the channel gave an answer, else the fault's name. */
async function askOnce(
  { channel, setting }: ChannelState,
  { secret }: UpstreamKey,
  model: string,
): Promise<string | null> {
  const signal = AbortSignal.timeout(Math.min(LONGEST_MS, channel.timeouts.totalMs));
  const messages = [{ role: 'user', content: 'Say yes.' }];
  const { serves } = channel;
  const anthropic = serves.has('messages') && (setting.type === 'anthropic' || !serves.has('chat.completions'));
  const asked = anthropic ? askMessage : askChat;
  const body = JSON.stringify({ model, messages, [asked.limitField ?? channel.outputLimitField]: OUTPUT_TOKENS });
  try {
    const call = { method: 'POST', path: asked.path, headers: asked.headers, answer: 'whole', wish: null } as const;
    const answer = await channel.send({ ...call, model, key: secret, body, signal });
    if (answer.status !== 200) throw await refusalIn(answer);
    return isAnswer(await textOf(answer), asked.content) ? null : asked.fault;
  } catch (error) {
    return faultName(error, signal);
  }
}

/** How a channel is asked for a word, and where the answer to that is. */
const askChat = {
  path: '/chat/completions',
  headers: {},
  limitField: null,
  content: 'choices',
  fault: 'no chat completion',
} as const;

const askMessage = {
  path: '/messages',
  headers: ownHeaders,
  limitField: 'max_tokens',
  content: 'content',
  fault: 'no message',
} as const;

function isAnswer(text: string, content: string): boolean {
  const json: Json | null = parseJson(text);
  return json !== null && Array.isArray(json[content]) && !isJson(json.error);
}

async function textOf({ body }: UpstreamAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
