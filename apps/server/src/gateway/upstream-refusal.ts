import { FareboxError } from '@farebox/kit';
import { ServerStopping } from './admission.ts';
import type { UpstreamAnswer } from './channel.ts';
import { gatewayErrors } from './errors.ts';
import { isJson, type Json, parseJson, textOr } from './json.ts';
import { CallTimeout } from './watch.ts';

/** Why a call ended: the client went away. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/** How a metered call ended. */
export type Outcome = 'completed' | 'aborted' | 'timeout' | 'stopped' | 'upstream_error' | 'refused';

const ERROR_BODY_BYTES = 65_536;
const MESSAGE_CHARS = 1_000;
const LONGEST_RETRY_SECONDS = 3_600;

/** Statuses with which an upstream tells of the request itself: the client can do something about it. */
const aboutTheRequest = new Set([400, 413, 422]);

/** Codes that speak of the operator's account at the upstream, whatever status they come with. */
const aboutTheOperator =
  /quota|authentication|permission|billing|api_key|spend_limit|usage_limit|credit_balance|organization|project|account/;

/** Anthropic's sentences about the operator's account. */
const aboutTheirAccount = /credit balance is too low|reached your .{0,40}usage limits|organization has been disabled/i;

/** Why a call that threw has ended; `signal` is the call's own. */
export function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
  const reason = signal.aborted ? signal.reason : error;
  if (reason instanceof ClientGone) return 'aborted';
  if (reason instanceof CallTimeout) return 'timeout';
  if (reason instanceof ServerStopping) return 'stopped';
  return error instanceof FareboxError && error.status < 500 ? 'refused' : 'upstream_error';
}

/** What the client is told about a call that threw. An upstream's own words are never in it, but for refused requests. */
export function refusalFor(error: unknown, signal: AbortSignal): FareboxError {
  const outcome = outcomeOf(error, signal);
  if (outcome === 'aborted') return gatewayErrors.client_gone();
  if (outcome === 'timeout' || isConnectTimeout(error)) return gatewayErrors.upstream_timeout();
  if (outcome === 'stopped') return gatewayErrors.stopping();
  return error instanceof FareboxError ? error : gatewayErrors.upstream_error();
}

/** What went wrong, for the operator's log: names and codes, never an upstream's sentence (it may quote a prompt). */
export function faultName(error: unknown, signal: AbortSignal): string {
  const cause = signal.aborted ? signal.reason : error;
  if (cause instanceof CallTimeout) return `timeout ${cause.phase}`;
  if (cause instanceof FareboxError) {
    const { upstreamStatus, upstreamCode } = cause.details;
    return [cause.code, upstreamStatus, upstreamCode].filter(Boolean).join(' ');
  }
  const { code, name } = cause as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown').slice(0, 80);
}

/** Reads an upstream's answer that is no success and turns it into ours; what it said stays in the details. */
export async function refusalIn(answer: UpstreamAnswer): Promise<FareboxError> {
  const { status } = answer;
  const body = parseJson(await head(answer.body));
  const error = isJson(body?.error) ? body.error : {};
  const said = { upstreamStatus: status, upstreamCode: codeOf(error) };
  if (aboutTheRequest.has(status)) return requestRefusal(status, error, said);
  // Not the model is missing, but what the request goes on from.
  if (status === 404 && /response|item/.test(said.upstreamCode)) return requestRefusal(status, error, said);
  if (status === 408 || status === 504) return gatewayErrors.upstream_timeout(said);
  if (status === 429 || status === 503 || status === 529) {
    const asked = secondsIn(answer.retryAfter);
    return gatewayErrors.upstream_unavailable({ ...said, upstreamRetryAfter: asked, retryAfter: asked ?? 1 });
  }
  return gatewayErrors.upstream_error(said);
}

/**
 * OpenAI names the reason in `code`, Anthropic its kind in `type`, and tells of an account without credit or with a used-up
 * limit as if the request were wrong.
 */
function codeOf(error: Json): string {
  if (typeof error.code !== 'string' && aboutTheirAccount.test(textOr(error.message, ''))) return 'billing_error';
  return textOr(error.code, textOr(error.type, '')).slice(0, 80);
}

/** An upstream's 400, cleaned: its sentence without keys and ids of the operator, its param and code. */
function requestRefusal(status: number, error: Json, said: { upstreamCode: string }): FareboxError {
  const code = textOr(error.code, 'invalid_request');
  if (typeof error.message !== 'string' || aboutTheOperator.test(code) || aboutTheOperator.test(said.upstreamCode))
    return gatewayErrors.upstream_error(said);
  const param = typeof error.param === 'string' ? error.param : null;
  return new FareboxError(code, status, cleaned(error.message), { ...said, param });
}

function cleaned(message: string): string {
  return message
    .replace(/\b(sk|org|proj|wrkspc|key|req|Bearer)[-_ ][\w-]{6,}/gi, '[hidden]')
    .replace(/https?:\/\/\S+/g, '[link]')
    .slice(0, MESSAGE_CHARS);
}

async function head(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ERROR_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An upstream's Retry-After, in seconds or as a date; null when there is none that can be read. */
function secondsIn(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d+(\.\d+)?$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1_000;
  return seconds > 0 ? Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_RETRY_SECONDS) : null;
}

function isConnectTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'UND_ERR_CONNECT_TIMEOUT';
}
