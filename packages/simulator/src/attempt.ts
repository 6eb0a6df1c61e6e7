import type { Attempt, Delivery, Outcome } from './delivery.ts';

const ANSWER_BYTES_MAX = 4_096;

export interface Circumstances {
  dropped: boolean;
  /** Where, as a share of the digits, one is changed; null leaves all as they are. */
  tamperAt: number | null;
  timeoutMs: number;
}

type Result = Omit<Attempt, 'delivery' | 'copy' | 'attempt'>;

const accept = (status: number) => status >= 200 && status < 300;

/** One attempt; it never throws. Redirects are not followed: to the senders they are a failure. */
export async function attempt(delivery: Delivery, circumstances: Circumstances): Promise<Result> {
  const result = (outcome: Outcome, status: number | null, answer: string): Result => {
    return { at: Date.now(), outcome, status, answer, tampered: circumstances.tamperAt !== null };
  };
  if (circumstances.dropped) return result('dropped', null, '');
  try {
    const { status, answer } = await call(delivery, circumstances);
    return result((delivery.accepted ?? accept)(status, answer) ? 'accepted' : 'refused', status, answer);
  } catch (error) {
    return result('unreachable', null, reasonOf(error));
  }
}

async function call(delivery: Delivery, { tamperAt, timeoutMs }: Circumstances) {
  const posted = delivery.method === 'POST';
  let url = fresh(delivery.url);
  let body = fresh(delivery.body);
  if (tamperAt !== null && posted) body = tampered(body, tamperAt);
  if (tamperAt !== null && !posted) url = tamperedQuery(url, tamperAt);
  const response = await fetch(url, {
    method: delivery.method,
    headers: delivery.headers(),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ...(posted ? { body } : {}),
  });
  return { status: response.status, answer: await beginningOf(response) };
}

function fresh(value: string | (() => string)): string {
  return typeof value === 'string' ? value : value();
}

/** `sign_type=MD5` is outside what EPay signs: a change there would forge nothing. */
const digits = /sign_type=\w*|(\d)/g;

/** The text with one digit raised by one (9 becomes 0); one without digits gets a digit at its end. */
export function tampered(text: string, place: number): string {
  const found = [...text.matchAll(digits)].filter(([, digit]) => digit !== undefined);
  const chosen = found[Math.floor(place * found.length)];
  if (!chosen) return `${text}0`;
  return text.slice(0, chosen.index) + ((Number(chosen[1]) + 1) % 10) + text.slice(chosen.index + 1);
}

function tamperedQuery(url: string, place: number): string {
  const at = url.indexOf('?') + 1;
  return at === 0 ? url : url.slice(0, at) + tampered(url.slice(at), place);
}

async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let bytes = 0; reader && bytes < ANSWER_BYTES_MAX; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  await reader?.cancel();
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString();
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? message);
}
