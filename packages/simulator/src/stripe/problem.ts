export type ProblemType = 'invalid_request_error' | 'card_error' | 'api_error' | 'idempotency_error';

/** What Stripe writes under `error`. */
export interface ProblemBody {
  type: ProblemType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  payment_intent?: object;
  payment_method?: object;
}

/** A refusal, thrown anywhere below a route and rendered once, as `{ error }`. */
export class StripeProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** A request that Stripe refuses for what it says: status 400 unless told otherwise. */
export function invalid(
  message: string,
  { status = 400, ...rest }: { status?: number; code?: string; param?: string } = {},
): StripeProblem {
  return new StripeProblem(status, { type: 'invalid_request_error', message, ...rest });
}

/** Something real Stripe can do and this one cannot: said aloud instead of doing half of it. */
export function notSimulated(what: string, param?: string): StripeProblem {
  return invalid(`${what} is not simulated here.`, { code: 'not_simulated', param });
}
