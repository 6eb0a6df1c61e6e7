import { type Attempt, attemptHeader } from './attempt.ts';
import { attemptId } from './id.ts';
import { answerOf, type Http } from './transport.ts';
import type { BodyOf, Captured, Hold } from './wire.ts';

export type ChargeInput = BodyOf<'deduct'>;
export type HoldInput = BodyOf<'placeHold'>;
export type CaptureInput = BodyOf<'captureHold'>;
export type GrantInput = BodyOf<'createGrant'>;
export type RefundInput = BodyOf<'createRefund'>;

/** What the work of `run` hands back: its own result and what it really cost. */
export type Worked<Result> = CaptureInput & { result: Result };

/** What the operator's own app may ask, with `internalToken`. Each call is one attempt, safe to send again. */
export function serviceCalls(http: Http) {
  const held = (id: string, attempt?: Attempt) => ({ params: { path: { id }, header: attemptHeader(attempt) } });
  const header = (attempt?: Attempt) => ({ params: { header: attemptHeader(attempt) } });
  return {
    /** Takes credits at once. 402 `insufficient_credits` when the account has less. */
    charge: (body: ChargeInput, attempt?: Attempt) =>
      answerOf(http.POST('/api/billing/deduct', { body, ...header(attempt) })),
    /** Sets credits aside; 402 as for a charge. */
    hold: (body: HoldInput, attempt?: Attempt) => answerOf(http.POST('/api/holds', { body, ...header(attempt) })),
    /** Takes what was really used from a hold and gives back the rest. */
    capture: (holdId: string, body: CaptureInput, attempt?: Attempt) =>
      answerOf(http.POST('/api/holds/{id}/capture', { body, ...held(holdId, attempt) })),
    /** Gives all of a hold back. */
    release: (holdId: string, attempt?: Attempt) =>
      answerOf(http.POST('/api/holds/{id}/release', held(holdId, attempt))),
    grant: (body: GrantInput, attempt?: Attempt) => answerOf(http.POST('/api/grants', { body, ...header(attempt) })),
    /** Gives a charge or capture back, whole by default, to the grants it came from. */
    refund: (body: RefundInput, attempt?: Attempt) => answerOf(http.POST('/api/refunds', { body, ...header(attempt) })),
    accounts: {
      get: (userId: string) => answerOf(http.GET('/api/accounts/{userId}', { params: { path: { userId } } })),
    },
  };
}

type HoldCalls = Pick<ReturnType<typeof serviceCalls>, 'hold' | 'capture' | 'release'>;

/**
 * Hold, work, capture: sets `estimate.amount` aside, runs `work`, charges the amount it reports. When `work`
 * throws, the hold is released and the same error thrown on. When the capture fails, nothing is released: the
 * capture may have happened, and an open hold expires by itself. With the same `idempotencyKey` nothing is
 * charged twice, though `work` runs again.
 */
export function runner(calls: HoldCalls) {
  return async <Result>(
    estimate: HoldInput,
    work: (hold: Hold) => Promise<Worked<Result>>,
    { idempotencyKey = attemptId() }: Attempt = {},
  ): Promise<{ result: Result; charge: Captured }> => {
    const { hold } = await calls.hold(estimate, { idempotencyKey });
    const { result, ...cost } = await settleOnThrow(
      async () => work(hold),
      () => calls.release(hold.id, { idempotencyKey: `${idempotencyKey}:release` }),
    );
    return { result, charge: await calls.capture(hold.id, cost, { idempotencyKey: `${idempotencyKey}:capture` }) };
  };
}

/** The work's own error is the one to tell of, whatever becomes of the release. */
async function settleOnThrow<Result>(work: () => Promise<Result>, release: () => Promise<unknown>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await release().catch(() => undefined);
    throw error;
  }
}
