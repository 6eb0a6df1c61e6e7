-- Keys begin with the id, whose first bits are the time, so that new rows go to the right edge of the index. There are
-- no foreign keys: the functions are the only writers, a key check per row would cost as much as the row, and
-- verify() looks for every row that points nowhere. What must hold of a row is one check per table: each check is set up
-- anew for every statement, and statements here are short.

create table account (
  id uuid primary key,
  available bigint not null default 0,
  held bigint not null default 0,
  debt bigint not null default 0,
  granted bigint not null default 0,
  spent bigint not null default 0,
  cap bigint not null,
  time_zone text not null default 'UTC',
  status text not null default 'active',
  -- The next moment at which time itself changes this account: an expiry, an allowance, a budget's new period.
  due_at timestamptz not null default 'infinity',
  has_budgets boolean not null default false,
  created_at timestamptz not null,
  check (least(available, held, debt, granted, spent, cap) >= 0 and status in ('active', 'frozen', 'closed'))
) with (fillfactor = 70);
create index account_due on account (due_at) where due_at < 'infinity';

create table "grant" (
  id uuid not null,
  account_id uuid not null,
  source text not null,
  category category not null,
  priority int not null,
  effective_at timestamptz not null,
  expires_at timestamptz not null,
  granted bigint not null default 0,
  available bigint not null default 0,
  held bigint not null default 0,
  spent bigint not null default 0,
  expired bigint not null default 0,
  revoked bigint not null default 0,
  -- Revoked when it was already held or spent: the account's debt, grant by grant.
  owed bigint not null default 0,
  -- A column of its own, so that the burn index changes only when a grant is used up (and updates stay in the page).
  live boolean not null generated always as (available > 0) stored,
  allowance_id uuid,
  reference text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (id, account_id),
  check (granted = available + held + spent + expired + revoked and least(available, held, spent, expired, revoked, owed) >= 0)
) with (fillfactor = 70);
create index grant_burn on "grant" (account_id, priority, expires_at, category, effective_at, id) where live;
create index grant_owed on "grant" (account_id) where owed > 0;

create table hold (
  id uuid not null,
  account_id uuid not null,
  amount bigint not null,
  status text not null default 'open',
  captured bigint not null default 0,
  uncollected bigint not null default 0,
  feature text not null,
  model text not null,
  key_id uuid not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  primary key (id, account_id),
  check (amount > 0 and least(captured, uncollected) >= 0 and status in ('open', 'captured', 'released', 'expired')
    and (status = 'open') = (settled_at is null))
) with (fillfactor = 70);
create index hold_open on hold (account_id, expires_at) where status = 'open';

create table transaction (
  id uuid not null,
  account_id uuid not null,
  -- The account's own order: rises with every transaction of an account.
  seq bigint not null generated always as identity,
  kind text not null,
  reason text not null,
  amount bigint not null,
  returned bigint not null default 0,
  uncollected bigint not null default 0,
  available_after bigint not null,
  held_after bigint not null,
  debt_after bigint not null,
  owed bigint not null default 0,
  target uuid,
  fingerprint bigint not null,
  metadata jsonb not null,
  created_at timestamptz not null,
  -- When it counts from: earlier than created_at for what time brought and the ledger wrote down later.
  effective_at timestamptz not null,
  primary key (id, account_id),
  check (least(amount, returned, uncollected, available_after, held_after, debt_after) >= 0)
);
create index transaction_account on transaction (account_id, seq);
create index transaction_late on transaction (account_id, effective_at) where effective_at < created_at;
-- How much of a grant was asked back so far.
create index transaction_revoke on transaction (account_id, target) where kind = 'revoke';

create table entry (
  transaction_id uuid not null,
  account_id uuid not null,
  seq int not null,
  grant_id uuid not null,
  from_bucket bucket not null,
  to_bucket bucket not null,
  amount bigint not null,
  primary key (transaction_id, account_id, seq),
  check (amount > 0 and from_bucket <> to_bucket)
);

create table usage_record (
  transaction_id uuid not null,
  account_id uuid not null,
  occurred_at timestamptz not null,
  -- The day in the account's time zone, as it was then.
  day date not null,
  feature text not null,
  model text not null,
  key_id uuid not null,
  member_id uuid not null,
  input_tokens bigint not null,
  cached_input_tokens bigint not null,
  output_tokens bigint not null,
  amount bigint not null,
  refunded bigint not null default 0,
  details jsonb not null,
  primary key (transaction_id, account_id),
  check (cached_input_tokens between 0 and input_tokens and output_tokens >= 0 and refunded between 0 and amount)
);
create index usage_record_account on usage_record (account_id, occurred_at);

create table usage_daily (
  account_id uuid not null,
  day date not null,
  feature text not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null,
  input_tokens bigint not null,
  cached_input_tokens bigint not null,
  output_tokens bigint not null,
  amount bigint not null,
  refunded bigint not null default 0,
  primary key (account_id, day, feature, model, key_id)
) with (fillfactor = 70);

create table budget (
  id uuid not null,
  account_id uuid not null,
  subject text not null check (subject in ('key', 'member', 'feature')),
  subject_id text not null,
  period text not null check (period in ('day', 'month', 'total')),
  amount_limit bigint not null check (amount_limit >= 0),
  -- Spent since `period_from`; held by all open holds.
  spent bigint not null default 0 check (spent >= 0),
  held bigint not null default 0 check (held >= 0),
  period_from timestamptz not null,
  resets_at timestamptz not null,
  primary key (account_id, id)
) with (fillfactor = 70);

create table refusal (
  id uuid not null,
  account_id uuid not null,
  code text not null,
  detail jsonb not null,
  fingerprint bigint not null,
  created_at timestamptz not null,
  primary key (id, account_id)
);
create index refusal_age on refusal (created_at);

create table allowance (
  id uuid not null,
  account_id uuid not null,
  rule text not null,
  amount bigint not null check (amount > 0),
  period text not null check (period in ('day', 'month')),
  anchor_day int not null default 1 check (anchor_day between 1 and 31),
  priority int not null default 10,
  category category not null default 'promotional',
  starts_at timestamptz not null,
  ends_at timestamptz not null default 'infinity',
  -- When the next period begins; infinity when there will be none.
  next_at timestamptz not null,
  primary key (account_id, id)
);
