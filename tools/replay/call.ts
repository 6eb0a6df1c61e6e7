import { parseCredits } from '@farebox/kit';
import type { Person } from './people.ts';
import { halfOf, type Plan } from './plan.ts';
import { countWords, promptOf } from './words.ts';

/** One request as its client saw it. */
export interface Told {
  plan: Plan;
  accountId: string;
  /** By which its hold is found, whether the client learnt of a receipt or not. */
  requestId: string;
  startedAt: number;
  endedAt: number;
  /**
   * `whole`: the answer ended as an answer does; `left`: by the client's own will; `refused`: another status than 200;
   * `broken`: the connection was lost; `unreached`: there was nobody to connect to.
   */
  end: 'whole' | 'left' | 'refused' | 'broken' | 'unreached';
  status: number | null;
  receipt: string | null;
  /** Micro-credits that the answer says were charged. */
  charge: bigint | null;
  /** Of the answer, as far as they came. */
  words: number;
  /** The stream's own end was there. */
  sawEnd: boolean;
  /** Input and output tokens that the answer told of. */
  usage: [input: number, output: number] | null;
  /** Of a refusal. */
  code: string;
}

/** Before it leaves, one that hears nothing has waited at least so long. */
const PATIENCE_MS = 30;

/** Makes one call as its plan says, and writes down everything that it was told. */
export async function makeCall(url: string, person: Person, plan: Plan, attempt: number): Promise<Told> {
  const told = begin(person, plan, attempt);
  const leaving = new AbortController();
  const timer = leavesByClock(plan) ? setTimeout(() => leaving.abort(), PATIENCE_MS + plan.leavesAfter) : undefined;
  try {
    const response = await fetch(`${url}${pathOf(plan)}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${person.apiKey}`,
        'content-type': 'application/json',
        'x-request-id': told.requestId,
      },
      body: JSON.stringify(bodyOf(plan)),
      signal: leaving.signal,
    });
    told.status = response.status;
    told.receipt = response.headers.get('x-farebox-receipt');
    told.charge = parseCredits(response.headers.get('x-farebox-charge') ?? '');
    await readOut(told, response, () => leaving.abort());
    told.end = leaving.signal.aborted ? 'left' : response.status === 200 ? 'whole' : 'refused';
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    told.end = leaving.signal.aborted ? 'left' : code === 'ECONNREFUSED' ? 'unreached' : 'broken';
  }
  clearTimeout(timer);
  told.endedAt = performance.now();
  return told;
}

function begin({ accountId }: Person, plan: Plan, attempt: number): Told {
  const now = performance.now();
  return {
    ...{ plan, accountId, requestId: `replay-${plan.n}-${attempt}`, startedAt: now, endedAt: now },
    ...{ end: 'broken', status: null, receipt: null, charge: null, words: 0, sawEnd: false, usage: null, code: '' },
  };
}

function leavesByClock({ leaving }: Plan): boolean {
  return leaving === 'before' || leaving === 'anytime';
}

function pathOf({ endpoint }: Plan): string {
  return endpoint === 'chat' ? '/v1/chat/completions' : '/v1/responses';
}

function bodyOf(plan: Plan): object {
  const { endpoint, stream, limit, wantsUsage } = plan;
  const prompt = promptOf(plan);
  if (endpoint === 'responses') {
    return { model: 'replayed', stream, input: prompt, ...(limit !== null && { max_output_tokens: limit }) };
  }
  return {
    ...{ model: 'replayed', stream, messages: [{ role: 'user', content: prompt }] },
    ...(limit !== null && { max_tokens: limit }),
    ...(stream && wantsUsage && { stream_options: { include_usage: true } }),
  };
}

/** Reads to the end, or until the client has heard what it waits for. */
async function readOut(told: Told, response: Response, leave: () => void): Promise<void> {
  const decoder = new TextDecoder();
  const enough = wordsBeforeLeaving(told.plan);
  let text = '';
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (enough === null || countWords(text) < enough) continue;
      leave();
      return;
    }
  } finally {
    told.words = countWords(text);
    told.sawEnd = /^data: \[DONE\]$|^event: response\.completed$/m.test(text);
    told.usage = usageIn(text);
    told.code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
  }
}

function wordsBeforeLeaving(plan: Plan): number | null {
  if (plan.leaving === 'middle') return halfOf(plan);
  return plan.leaving === 'end' ? plan.output : null;
}

function usageIn(text: string): [number, number] | null {
  const [, input] = /"(?:prompt|input)_tokens":(\d+)/.exec(text) ?? [];
  const [, output] = /"(?:completion|output)_tokens":(\d+)/.exec(text) ?? [];
  return input === undefined || output === undefined ? null : [Number(input), Number(output)];
}
