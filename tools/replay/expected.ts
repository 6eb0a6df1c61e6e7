import { countTokens } from '../../apps/server/src/gateway/index.ts';
import type { Told } from './call.ts';
import { promptOf } from './words.ts';

/** What a call may have cost, in micro-credits: one of these amounts, or one of a range. */
export interface Expected {
  amounts: bigint[];
  range?: [from: bigint, to: bigint];
  why: string;
}

/** What a message and the reply add to the tokens of a prompt. */
const FRAME_TOKENS = 7;

/** Micro-credits, rounded up, in tenths: at 2.5 for a token of input and 10.3 for one of output. */
function costOf(input: number, output: number): bigint {
  return (BigInt(input) * 25n + BigInt(output) * 103n + 9n) / 10n;
}

/** A call whose client left may take so long to be settled: the server was killed over it. */
const SETTLED_WITHIN_MS = 3_000;

/** What the call must have cost by the table in the gateway's README, told from its plan and what its client saw. */
export async function expectedOf(told: Told, killedAt: number): Promise<Expected> {
  const { plan, end, words, sawEnd } = told;
  if (end === 'refused') return { amounts: [0n], why: 'it was refused' };
  if (end === 'left') {
    const expected = await leftCost(told);
    return mayBeUnsettled(told, killedAt) ? { ...expected, amounts: [...expected.amounts, 0n] } : expected;
  }
  const full = plan.fault === 'no usage' ? await ownCost(told, plan.output) : costOf(plan.input, plan.output);
  const regular = sawEnd || !plan.stream ? full : await ownCost(told, words);
  if (end === 'whole') return { amounts: [regular], why: sawEnd || !plan.stream ? 'it is complete' : 'it broke off' };
  // The ledger may have had the charge when the server died with the last words of the answer.
  if (!mayBeUnsettled(told, killedAt)) return { amounts: [], why: 'nothing may break a connection but the kill' };
  const ended = sawEnd || !plan.stream || plan.fault !== null;
  return { amounts: ended ? [0n, regular] : [0n], why: 'the server was killed' };
}

/** True for a call that the killed server may have had under way: what it had not settled costs nothing. */
export function mayBeUnsettled({ end, startedAt, endedAt }: Told, killedAt: number): boolean {
  const margin = end === 'left' ? SETTLED_WITHIN_MS : 0;
  return (end === 'left' || end === 'broken') && startedAt <= killedAt && endedAt >= killedAt - margin;
}

/** Who leaves pays for the words that came: where it waits for what the upstream has said, those are known. */
async function leftCost(told: Told): Promise<Expected> {
  const { plan, words } = told;
  if (plan.leaving === 'before') return { amounts: [0n], why: 'it left before anything came' };
  if (plan.leaving !== 'anytime')
    return { amounts: [await ownCost(told, words)], why: `it left in the ${plan.leaving}` };
  const full = costOf(plan.input, plan.output);
  if (!plan.stream) return { amounts: [0n, full], why: 'it left before the whole answer, or just then' };
  const [least, most] = [await ownCost(told, Math.max(1, words)), await ownCost(told, plan.output)];
  const range: [bigint, bigint] = [least < full ? least : full, most > full ? most : full];
  return { amounts: words > 0 ? [] : [0n], range, why: `it left after ${words} words at least` };
}

/** By the gateway's own count: the whole prompt, and the words that were delivered; nothing without a word. */
async function ownCost({ plan }: Told, delivered: number): Promise<bigint> {
  if (delivered === 0) return 0n;
  return costOf((await countTokens(promptOf(plan))) + FRAME_TOKENS, delivered);
}

export function isExpected({ amounts, range }: Expected, charged: bigint): boolean {
  return amounts.includes(charged) || (range !== undefined && charged >= range[0] && charged <= range[1]);
}
