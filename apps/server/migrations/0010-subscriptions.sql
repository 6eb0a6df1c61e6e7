-- What was sold: subscriptions, the periods that orders paid for, and the grants that each period brings. Nothing of it
-- is deleted; it goes only with the person it belongs to.

create table farebox.subscriptions (
  id uuid primary key,
  user_id uuid not null references farebox.users (id) on delete cascade,
  account_id uuid not null,
  -- What is in force: that of the last paid period. Null until one is paid, when the provider did not say which.
  plan_version uuid references farebox.plan_versions (id),
  -- What the next period will be, when it is another one.
  next_plan_version uuid references farebox.plan_versions (id),
  provider text not null,
  -- Null: periods are paid ahead, one by one.
  provider_subscription_id text,
  provider_customer_id text,
  status text not null default 'pending' check (status in (
    'pending', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'cancelled', 'expired')),
  -- False for a plan that is bought once: it has no end, and an account may have several beside its subscription.
  recurs boolean not null default true,
  -- What it is paid in, when the first order said so.
  currency text check (currency ~ '^[A-Z]{3}$'),
  cancel_at_period_end boolean not null default false,
  cancel_at timestamptz,
  started_at timestamptz,
  -- The moment that the days of prepaid periods are counted from (31 January, 28 February, 31 March).
  anchor_at timestamptz,
  current_period_start timestamptz,
  current_period_end timestamptz,
  -- The end of the last paid period; ahead of the current one when more was paid.
  paid_until timestamptz,
  -- When its owner cancelled, and when it was over.
  cancelled_at timestamptz,
  ended_at timestamptz,
  -- Another subscription of the account was paid for later: this one is not in force, though its provider may run it.
  superseded_at timestamptz,
  observed_at timestamptz,
  -- Its first order.
  order_id uuid,
  -- Micro-credits a day that the ledger gives for it now, and until when (null: for ever).
  daily_allowance bigint,
  allowance_until timestamptz,
  -- The end that its owner was reminded of; the end for which a renewal was asked for, how often, and when last.
  reminded_for timestamptz,
  renewal_for timestamptz,
  renewal_asked integer not null default 0,
  renewal_asked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint subscriptions_provider_id unique (provider, provider_subscription_id),
  constraint subscriptions_plan check (plan_version is not null or status in ('pending', 'cancelled', 'expired')),
  constraint subscriptions_ended check (ended_at is null or status in ('cancelled', 'expired'))
);

create unique index subscriptions_one_live on farebox.subscriptions (account_id)
  where recurs and superseded_at is null and status in ('trialing', 'active', 'past_due', 'unpaid', 'paused');
create index subscriptions_of_user on farebox.subscriptions (user_id, id desc);
create index subscriptions_of_order on farebox.subscriptions (order_id) where order_id is not null;
create index subscriptions_by_status on farebox.subscriptions (status, id desc);
create index subscriptions_by_end on farebox.subscriptions (current_period_end)
  where recurs and status in ('trialing', 'active', 'past_due', 'unpaid', 'paused');
create index subscriptions_with_allowance on farebox.subscriptions (id) where daily_allowance is not null;

create table farebox.subscription_periods (
  id uuid primary key,
  subscription_id uuid not null references farebox.subscriptions (id) on delete cascade,
  account_id uuid not null,
  user_id uuid not null references farebox.users (id) on delete cascade,
  order_id uuid not null,
  kind text not null check (kind in ('first', 'renewal', 'upgrade')),
  plan_version uuid not null references farebox.plan_versions (id),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  -- All that it brings, in micro-credits.
  credits bigint not null check (credits between 0 and 9000000000000000),
  created_at timestamptz not null default now(),
  -- When its first grant was in the ledger.
  granted_at timestamptz,
  -- Its order was refunded: it counts for nothing any more.
  cancelled_at timestamptz,
  constraint subscription_periods_order unique (order_id)
);

create index subscription_periods_of_subscription on farebox.subscription_periods (subscription_id, starts_at);
create index subscription_periods_of_user on farebox.subscription_periods (user_id, starts_at desc);

create table farebox.period_grants (
  period_id uuid not null references farebox.subscription_periods (id) on delete cascade,
  -- 0 is granted with the payment; the others drip.
  n integer not null check (n >= 0),
  account_id uuid not null,
  user_id uuid not null references farebox.users (id) on delete cascade,
  due_at timestamptz not null,
  amount bigint not null check (amount > 0),
  -- Of the amount, what a refund took away before it was granted.
  cancelled bigint not null default 0 check (cancelled between 0 and amount),
  expires_at timestamptz check (expires_at > due_at),
  grant_id uuid,
  status text not null default 'due' check (status in ('due', 'granted', 'cancelled')),
  granted_at timestamptz,
  -- When the sweep tries (again), and what the ledger said last.
  try_at timestamptz not null,
  refusal text,
  primary key (period_id, n),
  constraint period_grants_granted check ((status = 'granted') = (grant_id is not null)),
  constraint period_grants_cancelled check ((status = 'cancelled') = (cancelled = amount))
);

create index period_grants_due on farebox.period_grants (try_at) where status = 'due' and n > 0;
create index period_grants_of_user on farebox.period_grants (user_id);

alter table farebox.subscriptions enable row level security;
alter table farebox.subscriptions force row level security;
alter table farebox.subscription_periods enable row level security;
alter table farebox.subscription_periods force row level security;
alter table farebox.period_grants enable row level security;
alter table farebox.period_grants force row level security;

create policy subscriptions_service on farebox.subscriptions to service_role using (true) with check (true);
create policy subscription_periods_service on farebox.subscription_periods to service_role using (true) with check (true);
create policy period_grants_service on farebox.period_grants to service_role using (true) with check (true);
create policy subscriptions_own on farebox.subscriptions for select to authenticated
  using (user_id = (select auth.uid()));
create policy subscription_periods_own on farebox.subscription_periods for select to authenticated
  using (user_id = (select auth.uid()));
create policy period_grants_own on farebox.period_grants for select to authenticated
  using (user_id = (select auth.uid()));

revoke all on farebox.subscriptions, farebox.subscription_periods, farebox.period_grants
  from public, anon, authenticated, service_role;
grant select, insert, update on farebox.subscriptions to service_role;
-- What was paid for never changes, only how far it is.
grant select, insert on farebox.subscription_periods, farebox.period_grants to service_role;
grant update (granted_at, cancelled_at) on farebox.subscription_periods to service_role;
grant update (cancelled, expires_at, grant_id, status, granted_at, try_at, refusal) on farebox.period_grants to service_role;
grant select on farebox.subscriptions, farebox.subscription_periods, farebox.period_grants to authenticated;
