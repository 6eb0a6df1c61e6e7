-- What is given away: redemption codes, made in batches, and discounts on orders.

create table farebox.redemption_batches (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 100),
  -- What one redemption gives, micro-credits.
  credits bigint not null check (credits between 1 and 9000000000000000),
  category text not null check (category in ('paid', 'promotional')),
  -- Days from the redemption until what is left of the credits goes; null: never.
  credits_expire_days integer check (credits_expire_days between 1 and 3650),
  max_per_user integer not null check (max_per_user between 1 and 5000),
  expires_at timestamptz,
  disabled_at timestamptz,
  created_by uuid references farebox.users (id) on delete set null,
  idempotency_key uuid not null,
  created_at timestamptz not null default now(),
  constraint redemption_batches_key unique (idempotency_key)
);

-- The codes themselves are kept nowhere: whoever reads this table cannot redeem one.
create table farebox.redemption_codes (
  id uuid primary key,
  batch_id uuid not null references farebox.redemption_batches (id),
  hash bytea not null check (octet_length(hash) = 32),
  last4 text not null check (last4 ~ '^[0-9A-HJKMNP-TV-Z]{4}$'),
  uses integer not null default 0,
  max_uses integer not null check (max_uses between 1 and 1000000),
  constraint redemption_codes_hash unique (hash),
  constraint redemption_codes_uses check (uses between 0 and max_uses)
);

create index redemption_codes_of_batch on farebox.redemption_codes (batch_id, id);

-- The id is the request's and the grant's: one redemption, one grant.
create table farebox.redemptions (
  id uuid primary key,
  code_id uuid not null references farebox.redemption_codes (id),
  batch_id uuid not null references farebox.redemption_batches (id),
  user_id uuid not null references farebox.users (id) on delete cascade,
  credits bigint not null check (credits between 1 and 9000000000000000),
  credits_expire_at timestamptz,
  redeemed_at timestamptz not null,
  constraint redemptions_once unique (code_id, user_id)
);

create index redemptions_of_user on farebox.redemptions (user_id, batch_id);

-- Wrong codes of late by whom and from where. A row is forgotten some time after its window ends.
create table farebox.code_attempts (
  subject text primary key check (length(subject) <= 100),
  wrong integer not null default 0,
  ends_at timestamptz not null
);

create index code_attempts_ended on farebox.code_attempts (ends_at);

create table farebox.discounts (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z0-9-]{3,40}$'),
  kind text not null check (kind in ('percent', 'amount', 'bonus')),
  -- Hundredths of a percent: off the price, or for a bonus on top of the credits.
  basis_points integer,
  amount_minor bigint,
  -- Set: only for orders in this currency, which has so many digits after the point.
  currency text check (currency ~ '^[A-Z]{3}$'),
  minor_units smallint check (minor_units between 0 and 3),
  min_amount_minor bigint check (min_amount_minor > 0),
  applies_to text not null check (applies_to in ('topup', 'plan', 'all')),
  -- Only these plans; null: every plan.
  plan_ids text[] check (cardinality(plan_ids) between 1 and 100),
  starts_at timestamptz,
  ends_at timestamptz,
  max_uses integer check (max_uses > 0),
  max_uses_per_user integer check (max_uses_per_user > 0),
  first_purchase_only boolean not null,
  active boolean not null,
  created_by uuid references farebox.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint discounts_code unique (code),
  constraint discounts_terms check (coalesce(case kind
    when 'percent' then basis_points between 1 and 10000 and amount_minor is null
    when 'bonus' then basis_points between 1 and 100000 and amount_minor is null
    else amount_minor > 0 and currency is not null and basis_points is null end, false)),
  constraint discounts_currency check ((currency is null) = (minor_units is null)),
  constraint discounts_min_amount check (min_amount_minor is null or currency is not null),
  constraint discounts_plans check (plan_ids is null or applies_to = 'plan'),
  constraint discounts_window check (starts_at < ends_at)
);

-- One for each order that was made with a discount. What is not released counts; a late payment of a released order
-- consumes it all the same, and may so pass max_uses: it was sold.
create table farebox.discount_uses (
  order_id uuid primary key,
  discount_id uuid not null references farebox.discounts (id),
  user_id uuid not null references farebox.users (id) on delete cascade,
  state text not null check (state in ('reserved', 'consumed', 'released')),
  reserved_at timestamptz not null default now(),
  settled_at timestamptz
);

create index discount_uses_of_user on farebox.discount_uses (user_id, discount_id);
create index discount_uses_counted on farebox.discount_uses (discount_id) where state <> 'released';

alter table farebox.redemption_batches enable row level security;
alter table farebox.redemption_batches force row level security;
alter table farebox.redemption_codes enable row level security;
alter table farebox.redemption_codes force row level security;
alter table farebox.redemptions enable row level security;
alter table farebox.redemptions force row level security;
alter table farebox.code_attempts enable row level security;
alter table farebox.code_attempts force row level security;
alter table farebox.discounts enable row level security;
alter table farebox.discounts force row level security;
alter table farebox.discount_uses enable row level security;
alter table farebox.discount_uses force row level security;

create policy redemption_batches_service on farebox.redemption_batches to service_role using (true) with check (true);
create policy redemption_codes_service on farebox.redemption_codes to service_role using (true) with check (true);
create policy redemptions_service on farebox.redemptions to service_role using (true) with check (true);
create policy redemptions_own on farebox.redemptions for select to authenticated using (user_id = (select auth.uid()));
create policy code_attempts_service on farebox.code_attempts to service_role using (true) with check (true);
create policy discounts_service on farebox.discounts to service_role using (true) with check (true);
create policy discount_uses_service on farebox.discount_uses to service_role using (true) with check (true);
create policy discount_uses_own on farebox.discount_uses for select to authenticated
  using (user_id = (select auth.uid()));

revoke all on farebox.redemption_batches, farebox.redemption_codes, farebox.redemptions, farebox.code_attempts,
  farebox.discounts, farebox.discount_uses from public, anon, authenticated, service_role;

-- What a batch promised never changes, and no redemption is taken back.
grant select, insert on farebox.redemption_batches to service_role;
grant update (disabled_at) on farebox.redemption_batches to service_role;
grant select, insert on farebox.redemption_codes to service_role;
grant update (uses) on farebox.redemption_codes to service_role;
grant select, insert on farebox.redemptions to service_role;
grant select (id, batch_id, user_id, credits, credits_expire_at, redeemed_at) on farebox.redemptions to authenticated;
grant select, insert, update, delete on farebox.code_attempts to service_role;

-- Only a discount that nobody used can be deleted: its uses hold it.
grant select, insert, delete on farebox.discounts to service_role;
grant update (basis_points, amount_minor, min_amount_minor, applies_to, plan_ids, starts_at, ends_at, max_uses,
  max_uses_per_user, first_purchase_only, active, updated_at) on farebox.discounts to service_role;
grant select, insert on farebox.discount_uses to service_role;
grant update (state, settled_at) on farebox.discount_uses to service_role;
grant select on farebox.discount_uses to authenticated;
