-- Which responses of the models' API belong to whom, where each is kept, and, of those that run in the background, what
-- is needed to settle their holds. Never a word of what was asked or answered.

create table farebox.gateway_responses (
  -- Also the receipt's id. No foreign key: the ledger may live elsewhere.
  hold_id uuid primary key,
  -- The upstream's own, which it gives once.
  id text not null check (char_length(id) between 1 and 512),
  account_id uuid not null,
  key_id uuid not null,
  model text not null,
  channel text not null,
  -- A fingerprint of the channel's key; null for a channel without one.
  channel_key text,
  background boolean not null,
  status text not null,
  -- Of its call; what of them is reasoning is not read again. Null: the upstream did not tell.
  total_tokens integer check (total_tokens >= 0),
  carried_tokens integer check (carried_tokens >= 0),
  -- The ids of its output's items, by which a later request may name them.
  items text[] not null default '{}' check (cardinality(items) <= 256),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Prices, bounds and our own count as they were when the credits were held.
  terms jsonb check (jsonb_typeof(terms) = 'object'),
  -- What still runs then is cancelled.
  deadline_at timestamptz,
  -- When the upstream is asked next what became of it; null when there is nothing more to ask.
  next_ask_at timestamptz,
  asks integer not null default 0,
  settled_at timestamptz,
  -- An id that an upstream gives a second time stays with whom it was given first.
  unique (id, channel),
  check (background or (terms is null and deadline_at is null and next_ask_at is null)),
  check (not background or settled_at is not null or (terms is not null and next_ask_at is not null))
);

create index gateway_responses_expiry on farebox.gateway_responses (expires_at);
create index gateway_responses_due on farebox.gateway_responses (next_ask_at) where next_ask_at is not null;
create index gateway_responses_under_way on farebox.gateway_responses (account_id) where background and settled_at is null;
create index gateway_responses_items on farebox.gateway_responses using gin (items);

alter table farebox.gateway_responses enable row level security;
alter table farebox.gateway_responses force row level security;
create policy server on farebox.gateway_responses to service_role, current_user using (true) with check (true);
create policy own on farebox.gateway_responses for select to authenticated using (account_id = (select auth.uid()));

revoke all on farebox.gateway_responses from public, anon, authenticated;
grant select, insert, update, delete on farebox.gateway_responses to service_role;
-- Not where it is kept, nor by what it is settled.
grant select (hold_id, id, account_id, key_id, model, background, status, total_tokens, created_at, expires_at, settled_at)
  on farebox.gateway_responses to authenticated;
