-- What selling plans remembers: when a subscription that its provider runs is looked at again, and what became of each
-- time that the balance was to pay for a renewal.

create table farebox.subscription_looks (
  subscription_id uuid primary key references farebox.subscriptions (id) on delete cascade,
  -- The end of the period after which no word came.
  period_end timestamptz not null,
  looks integer not null default 0 check (looks >= 0),
  look_at timestamptz not null
);

create table farebox.renewal_attempts (
  -- `subscription.renewal_due` in the outbox.
  event_id bigint primary key references farebox.events (id) on delete cascade,
  subscription_id uuid not null references farebox.subscriptions (id) on delete cascade,
  order_id uuid,
  outcome text not null check (outcome in ('renewed', 'not_needed', 'not_sold', 'refused')),
  -- Why, where it was refused.
  refusal text,
  created_at timestamptz not null default now()
);

create index renewal_attempts_of_subscription on farebox.renewal_attempts (subscription_id, event_id desc);
create index events_renewal_due on farebox.events (created_at) where topic = 'subscription.renewal_due';

-- One change in mid-period at a time.
create index orders_upgrades on farebox.orders (subscription_id) where kind = 'upgrade' and status = 'pending';

alter table farebox.subscription_looks enable row level security;
alter table farebox.subscription_looks force row level security;
alter table farebox.renewal_attempts enable row level security;
alter table farebox.renewal_attempts force row level security;

create policy subscription_looks_service on farebox.subscription_looks to service_role using (true) with check (true);
create policy renewal_attempts_service on farebox.renewal_attempts to service_role using (true) with check (true);

revoke all on farebox.subscription_looks, farebox.renewal_attempts from public, anon, authenticated, service_role;
grant select, insert, update on farebox.subscription_looks to service_role;
grant select, insert on farebox.renewal_attempts to service_role;
