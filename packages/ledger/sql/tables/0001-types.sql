-- What the functions hand each other. Arrays of these carry a whole batch from step to step.

create type bucket as enum ('issued', 'available', 'held', 'spent', 'expired', 'revoked');

-- In burn order: promotional credits go before paid ones.
create type category as enum ('promotional', 'paid');

-- One operation as a caller asks for it. `n` is its place in the batch; `target` the hold, transaction or grant it is about.
-- `fresh` says that the id was made a moment ago and never sent, so that nobody needs to look for an earlier answer.
create type op as (
  n int, id uuid, account_id uuid, kind text, amount bigint, target uuid, reason text,
  feature text, model text, key_id uuid, member_id uuid,
  expires_in int, overrun text,
  input_tokens bigint, cached_input_tokens bigint, output_tokens bigint, details jsonb,
  category text, priority int, effective_at timestamptz, expires_at timestamptz, over_cap boolean, reference text,
  metadata jsonb, fresh boolean
);

-- The head of a transaction about to be written; its effect on balances comes from its movements alone.
-- `owed` is the debt it makes (+) or pays (-) besides what its movements to `revoked` pay back.
create type posting as (
  n int, id uuid, account_id uuid, kind text, reason text, amount bigint, returned bigint, uncollected bigint,
  owed bigint, target uuid, metadata jsonb, fingerprint bigint, effective_at timestamptz, due_at timestamptz
);

-- So much of one grant, from one bucket to another: an entry about to be written.
create type movement as (
  n int, seq int, transaction_id uuid, account_id uuid, grant_id uuid, from_bucket bucket, to_bucket bucket, amount bigint
);

-- The answer to one operation. `code` is 'ok' or the name of the refusal; `detail` is its evidence.
create type outcome as (
  n int, code text, transaction_id uuid, amount bigint, returned bigint, uncollected bigint,
  available bigint, held bigint, debt bigint, replayed boolean, detail jsonb
);

-- What a charge or capture was for.
create type usage_line as (
  transaction_id uuid, account_id uuid, feature text, model text, key_id uuid, member_id uuid,
  input_tokens bigint, cached_input_tokens bigint, output_tokens bigint, amount bigint, details jsonb
);

-- What an operation does to the budgets that watch it.
create type budget_line as (account_id uuid, feature text, key_id uuid, member_id uuid, held bigint, spent bigint);
