import { attemptId } from './id.ts';

/** A money call's second argument. One key per attempt: keep it to send the same attempt again. */
export interface Attempt {
  idempotencyKey?: string;
}

export const attemptHeader = ({ idempotencyKey = attemptId() }: Attempt = {}) => ({
  'idempotency-key': idempotencyKey,
});
