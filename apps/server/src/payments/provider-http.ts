import { paymentErrors } from './errors.ts';

/** For one question, from the first packet to the answer's last byte. */
const TIMEOUT_MS = 20_000;
const ANSWER_BYTES = 1024 * 1024;

export interface Question {
  /** Whom the error names. */
  provider: string;
  /** It may hold a key in its query: it is in no error and no log. */
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
}

export interface Answer {
  status: number;
  text: string;
}

/**
 * Asks a provider, once: whoever wants an answer asks again later. Redirects are not followed, since the question
 * holds keys. Throws `provider_unreachable` (502) when no whole answer came; the provider may have acted all the same.
 */
export async function askProvider(question: Question): Promise<Answer> {
  const { provider, url, method, headers, body } = question;
  const signal = AbortSignal.timeout(question.timeoutMs ?? TIMEOUT_MS);
  const init = { method, headers: { 'user-agent': 'farebox', ...headers }, body, signal, redirect: 'manual' as const };
  const answer = await fetch(url, init).catch((error: unknown) => unreachable(provider, reasonOf(error)));
  if (answer.status >= 300 && answer.status < 400) {
    await answer.body?.cancel();
    return unreachable(provider, `it answered with a redirect (${answer.status})`);
  }
  return { status: answer.status, text: await wholeBody(provider, answer) };
}

async function wholeBody(provider: string, answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    return unreachable(provider, reasonOf(error));
  }
  return bytes > ANSWER_BYTES ? unreachable(provider, 'its answer is too long') : Buffer.concat(chunks).toString();
}

/** The text of what went wrong may hold the address, and with it a key: only what it was goes on. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'no answer in time';
  const code = cause?.code;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? `no connection (${code})` : 'no connection';
}

export function unreachable(provider: string, reason: string): never {
  throw paymentErrors.provider_unreachable({ provider, reason });
}
