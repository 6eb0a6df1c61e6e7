-- Money that went back, money that the bank took back, and the credits that were taken back or returned for it.

create table farebox.refunds (
  id uuid primary key,
  order_id uuid not null references farebox.orders (id) on delete cascade,
  user_id uuid not null references farebox.users (id) on delete cascade,
  provider text not null,
  -- Null until the provider has answered.
  provider_refund_id text,
  -- `requested`: about to be asked for; `unknown`: asked, and no answer came.
  status text not null check (status in ('requested', 'unknown', 'pending', 'succeeded', 'failed')),
  -- Whether credits go with it: a person decides where the policy says so.
  clawback text not null check (clawback in ('due', 'undecided', 'waived')),
  -- False for the money of a payment that is not the one the order was credited for, such as a second one.
  counts boolean not null default true,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text,
  failure text,
  requested_by uuid,
  observed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint refunds_provider_refund_id unique (provider, provider_refund_id)
);

create index refunds_of_order on farebox.refunds (order_id);
create index refunds_of_user on farebox.refunds (user_id);
create index refunds_unanswered on farebox.refunds (updated_at) where status = 'requested';

create table farebox.disputes (
  id uuid primary key,
  order_id uuid not null references farebox.orders (id) on delete cascade,
  user_id uuid not null references farebox.users (id) on delete cascade,
  provider text not null,
  provider_dispute_id text not null,
  -- `closed`: it came to nothing.
  status text not null check (status in ('open', 'won', 'lost', 'closed')),
  clawback text not null check (clawback in ('due', 'undecided', 'waived')),
  -- False for the money of a payment that is not the one the order was credited for, such as a second one.
  counts boolean not null default true,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text,
  observed_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint disputes_provider_dispute_id unique (provider, provider_dispute_id)
);

create index disputes_of_order on farebox.disputes (order_id);
create index disputes_of_user on farebox.disputes (user_id);

-- Steps in which an order's credits are taken back or returned, one after the other. Each is written before the ledger
-- is asked, under an id made from it, so that it happens once whoever finishes it.
create table farebox.clawbacks (
  id uuid primary key,
  order_id uuid not null references farebox.orders (id) on delete cascade,
  user_id uuid not null references farebox.users (id) on delete cascade,
  n integer not null,
  -- `take`: what is spent becomes debt. `secure`: only what is left is taken, while a dispute runs.
  kind text not null check (kind in ('take', 'secure', 'return')),
  credits bigint not null check (credits > 0),
  -- For `secure`: how far the order's credits were to be secured in all.
  level bigint not null,
  -- Of it, credits of the plan that had not been given yet: they are not given, or will be after all.
  future bigint not null default 0 check (future between 0 and credits),
  -- What really moved, the future part included: a part that had expired cannot be taken.
  moved bigint check (moved between future and credits),
  created_at timestamptz not null default now(),
  -- When the sweep takes it up, should nobody have finished it.
  retry_at timestamptz not null default now() + interval '1 minute',
  done_at timestamptz,
  constraint clawbacks_n unique (order_id, n),
  constraint clawbacks_done check ((moved is null) = (done_at is null))
);

create index clawbacks_open on farebox.clawbacks (retry_at) where done_at is null;
create index clawbacks_of_user on farebox.clawbacks (user_id);

alter table farebox.refunds enable row level security;
alter table farebox.refunds force row level security;
alter table farebox.disputes enable row level security;
alter table farebox.disputes force row level security;
alter table farebox.clawbacks enable row level security;
alter table farebox.clawbacks force row level security;

create policy refunds_service on farebox.refunds to service_role using (true) with check (true);
create policy refunds_own on farebox.refunds for select to authenticated using (user_id = (select auth.uid()));
create policy disputes_service on farebox.disputes to service_role using (true) with check (true);
create policy disputes_own on farebox.disputes for select to authenticated using (user_id = (select auth.uid()));
create policy clawbacks_service on farebox.clawbacks to service_role using (true) with check (true);
create policy clawbacks_own on farebox.clawbacks for select to authenticated using (user_id = (select auth.uid()));

revoke all on farebox.refunds, farebox.disputes, farebox.clawbacks from public, anon, authenticated, service_role;

grant select, insert on farebox.refunds, farebox.disputes, farebox.clawbacks to service_role;
grant update (provider_refund_id, status, clawback, failure, observed_at, updated_at) on farebox.refunds to service_role;
grant update (status, clawback, observed_at, updated_at) on farebox.disputes to service_role;
grant update (moved, done_at, retry_at) on farebox.clawbacks to service_role;
grant select (id, order_id, user_id, status, amount_minor, currency, created_at, updated_at)
  on farebox.refunds to authenticated;
grant select (id, order_id, user_id, status, amount_minor, currency, created_at, updated_at)
  on farebox.disputes to authenticated;
grant select (id, order_id, user_id, kind, credits, moved, created_at, done_at) on farebox.clawbacks to authenticated;
