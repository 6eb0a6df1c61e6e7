-- Payments that came without an order of ours, until it is known whose they are; and other e-mail addresses by which
-- people pay.

create table farebox.user_email_aliases (
  email text primary key check (email = lower(email) and length(email) between 3 and 320),
  user_id uuid not null references farebox.users (id) on delete cascade,
  created_by uuid,
  created_at timestamptz not null default now()
);

create index user_email_aliases_of_user on farebox.user_email_aliases (user_id);

create table farebox.unmatched_payments (
  id uuid primary key,
  provider text not null,
  provider_payment_id text not null,
  charge_id text,
  customer_id text,
  -- As the provider told it, in small letters.
  email text check (email = lower(email)),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  paid_at timestamptz,
  raw jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'assigned', 'dismissed')),
  -- Why it waits, or why it was dismissed.
  note text,
  -- How it was found whose it is.
  matched_by text check (matched_by in ('customer', 'email', 'alias', 'person')),
  user_id uuid references farebox.users (id) on delete set null,
  order_id uuid references farebox.orders (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint unmatched_payments_payment unique (provider, provider_payment_id)
);

create index unmatched_payments_by_status on farebox.unmatched_payments (status, id desc);
create index unmatched_payments_by_email on farebox.unmatched_payments (email) where status = 'waiting';
create index unmatched_payments_of_charge on farebox.unmatched_payments (provider, charge_id) where charge_id is not null;
create index unmatched_payments_of_order on farebox.unmatched_payments (order_id) where order_id is not null;
create index unmatched_payments_of_user on farebox.unmatched_payments (user_id) where user_id is not null;
-- Orders that were written for such a payment and that it has not paid yet: the sweep looks for them.
create index orders_unmatched on farebox.orders (id) where kind = 'unmatched' and payment_id is null;

alter table farebox.user_email_aliases enable row level security;
alter table farebox.user_email_aliases force row level security;
alter table farebox.unmatched_payments enable row level security;
alter table farebox.unmatched_payments force row level security;

create policy user_email_aliases_service on farebox.user_email_aliases to service_role using (true) with check (true);
create policy user_email_aliases_own on farebox.user_email_aliases for select to authenticated
  using (user_id = (select auth.uid()));
create policy unmatched_payments_service on farebox.unmatched_payments to service_role using (true) with check (true);

revoke all on farebox.user_email_aliases, farebox.unmatched_payments from public, anon, authenticated, service_role;
grant select, insert, delete on farebox.user_email_aliases to service_role;
grant select (email, user_id, created_at) on farebox.user_email_aliases to authenticated;
grant select, insert on farebox.unmatched_payments to service_role;
grant update (status, note, matched_by, user_id, order_id, updated_at) on farebox.unmatched_payments to service_role;
