-- Automatic top-ups: what a person wants charged when their credits run low, the card that pays, and the attempt that
-- is under way. Its orders are of kind `auto_topup`.

create table farebox.auto_topups (
  user_id uuid primary key references farebox.users (id) on delete cascade,
  account_id uuid not null,
  enabled boolean not null default false,
  -- Below so many micro-credits available it charges.
  threshold bigint check (threshold > 0),
  amount_minor bigint check (amount_minor > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  minor_units smallint check (minor_units between 0 and 3),
  max_per_month integer not null default 5 check (max_per_month between 1 and 100),
  provider text not null default 'stripe',
  customer_id text,
  card_id text,
  card_brand text,
  card_last4 text,
  card_saved_at timestamptz,
  -- Cards that were removed or replaced: late news of one must not bring it back. The last twenty.
  forgotten_cards text[] not null default '{}',
  -- `failing`: declined, and will be tried again. `stopped`: until its owner acts.
  state text not null default 'no_card' check (state in ('no_card', 'ready', 'failing', 'stopped')),
  failures integer not null default 0 check (failures >= 0),
  last_error text,
  -- The attempt whose outcome is not known yet, and since when; no other begins meanwhile.
  open_order_id uuid,
  opened_at timestamptz,
  -- The key of the next order is made from it, so that two never follow the same one.
  last_order_id uuid,
  next_try_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint auto_topups_terms check (not enabled or num_nulls(threshold, amount_minor, currency, minor_units) = 0),
  constraint auto_topups_card check (
    num_nulls(card_id, customer_id, card_saved_at) in (0, 3) and (card_id is null) = (state = 'no_card')),
  constraint auto_topups_attempt check ((open_order_id is null) = (opened_at is null))
);

create index auto_topups_open on farebox.auto_topups (next_try_at) where open_order_id is not null;
create index auto_topups_watched on farebox.auto_topups (next_try_at)
  where enabled and open_order_id is null and state in ('ready', 'failing');

-- Whatever goes wrong in a server: of one person never two at a time.
create unique index orders_one_auto_topup on farebox.orders (user_id) where kind = 'auto_topup' and status = 'pending';

alter table farebox.auto_topups enable row level security;
alter table farebox.auto_topups force row level security;

create policy auto_topups_service on farebox.auto_topups to service_role using (true) with check (true);
create policy auto_topups_own on farebox.auto_topups for select to authenticated using (user_id = (select auth.uid()));

revoke all on farebox.auto_topups from public, anon, authenticated, service_role;
grant select, insert, update on farebox.auto_topups to service_role;
-- What the provider calls the card and its owner is nobody's business but the server's.
grant select (user_id, account_id, enabled, threshold, amount_minor, currency, minor_units, max_per_month, card_brand,
              card_last4, card_saved_at, state, failures, last_error, last_order_id, next_try_at, created_at, updated_at)
  on farebox.auto_topups to authenticated;
