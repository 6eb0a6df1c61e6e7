-- What can be bought for a period: the plans, and every version of each as it was sold. A version and its prices are
-- never changed or removed; an edit writes the next one.

create table farebox.plans (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 500),
  -- Their order on the page, lowest first.
  position integer not null default 0,
  -- A retired plan is not sold any more; who has it keeps it.
  active boolean not null default true,
  current_version uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table farebox.plan_versions (
  id uuid primary key,
  plan_id text not null references farebox.plans (id),
  version integer not null check (version > 0),
  name text not null check (char_length(name) between 1 and 80),
  -- `once`: bought once and for ever.
  interval text not null check (interval in ('once', 'month', 'year')),
  -- Micro-credits of one grant: for each paid period, or, on a yearly plan that drips, for each month of it.
  grant_amount bigint not null check (grant_amount between 0 and 9000000000000000),
  grant_every text not null default 'period' check (grant_every in ('period', 'month')),
  -- Micro-credits that come anew each day and end with it.
  daily_limit bigint check (daily_limit between 1 and 9000000000000000),
  -- Credits that are left at the end of the period stay.
  rollover boolean not null default false,
  -- Orders the plans: a change to a higher one is an upgrade.
  level integer not null default 0,
  created_at timestamptz not null default now(),
  created_by uuid,
  constraint plan_versions_version unique (plan_id, version),
  constraint plan_versions_drip check (grant_every = 'period' or interval = 'year' and grant_amount <= 750000000000000)
);

alter table farebox.plans
  add constraint plans_current_version foreign key (current_version) references farebox.plan_versions (id)
    deferrable initially deferred;

create table farebox.plan_prices (
  version uuid not null references farebox.plan_versions (id),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Digits after the point, as they were when the price was written.
  minor_units smallint not null check (minor_units between 0 and 3),
  amount_minor bigint not null check (amount_minor between 0 and 999999999999999),
  -- What the provider knows the price by, when it runs the subscription under a name of its own.
  stripe_price text check (char_length(stripe_price) between 1 and 255),
  creem_product text check (char_length(creem_product) between 1 and 255),
  primary key (version, currency)
);

create index plan_prices_stripe on farebox.plan_prices (stripe_price) where stripe_price is not null;
create index plan_prices_creem on farebox.plan_prices (creem_product) where creem_product is not null;

create trigger append_only before update or delete or truncate on farebox.plan_versions
  for each statement execute function farebox.refuse_change();
create trigger append_only before update or delete or truncate on farebox.plan_prices
  for each statement execute function farebox.refuse_change();

alter table farebox.plans enable row level security;
alter table farebox.plans force row level security;
alter table farebox.plan_versions enable row level security;
alter table farebox.plan_versions force row level security;
alter table farebox.plan_prices enable row level security;
alter table farebox.plan_prices force row level security;

-- The owner is named beside service_role because forced security binds it too, and it writes the first plans below.
create policy plans_service on farebox.plans to service_role, current_user using (true) with check (true);
create policy plan_versions_service on farebox.plan_versions to service_role, current_user using (true) with check (true);
create policy plan_prices_service on farebox.plan_prices to service_role, current_user using (true) with check (true);
create policy plans_read on farebox.plans for select to authenticated using (true);
create policy plan_versions_read on farebox.plan_versions for select to authenticated using (true);
create policy plan_prices_read on farebox.plan_prices for select to authenticated using (true);

revoke all on farebox.plans, farebox.plan_versions, farebox.plan_prices from public, anon, authenticated, service_role;
grant select, insert, update on farebox.plans to service_role;
grant select, insert on farebox.plan_versions, farebox.plan_prices to service_role;
grant select on farebox.plans to authenticated;
grant select (id, plan_id, version, name, interval, grant_amount, grant_every, daily_limit, rollover, level, created_at)
  on farebox.plan_versions to authenticated;
grant select (version, currency, minor_units, amount_minor) on farebox.plan_prices to authenticated;

-- What a new server offers, to be changed by its operator.
insert into farebox.plans (id, name, description, position, current_version) values
  ('free', 'Free', 'Some credits every day', 0, '0199a000-0000-7000-8000-000000000001'),
  ('basic', 'Basic', '3,000 credits a month', 1, '0199a000-0000-7000-8000-000000000002'),
  ('creator', 'Creator', '11,000 credits a month', 2, '0199a000-0000-7000-8000-000000000003'),
  ('pro', 'Pro', '36,000 credits a month', 3, '0199a000-0000-7000-8000-000000000004')
on conflict do nothing;

insert into farebox.plan_versions (id, plan_id, version, name, interval, grant_amount, daily_limit, level) values
  ('0199a000-0000-7000-8000-000000000001', 'free', 1, 'Free', 'month', 0, 5000000, 0),
  ('0199a000-0000-7000-8000-000000000002', 'basic', 1, 'Basic', 'month', 3000000000, null, 1),
  ('0199a000-0000-7000-8000-000000000003', 'creator', 1, 'Creator', 'month', 11000000000, null, 2),
  ('0199a000-0000-7000-8000-000000000004', 'pro', 1, 'Pro', 'month', 36000000000, null, 3)
on conflict do nothing;

insert into farebox.plan_prices (version, currency, minor_units, amount_minor) values
  ('0199a000-0000-7000-8000-000000000001', 'CNY', 2, 0), ('0199a000-0000-7000-8000-000000000001', 'USD', 2, 0),
  ('0199a000-0000-7000-8000-000000000002', 'CNY', 2, 3000), ('0199a000-0000-7000-8000-000000000002', 'USD', 2, 500),
  ('0199a000-0000-7000-8000-000000000003', 'CNY', 2, 10000), ('0199a000-0000-7000-8000-000000000003', 'USD', 2, 1500),
  ('0199a000-0000-7000-8000-000000000004', 'CNY', 2, 30000), ('0199a000-0000-7000-8000-000000000004', 'USD', 2, 4500)
on conflict do nothing;
