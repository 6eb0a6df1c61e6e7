-- What a careful application writes without a ledger: the same rows as ours, one statement each, in one transaction a call.
create schema plain;
set search_path = plain;
create table account (id uuid primary key, available bigint not null check (available >= 0), held bigint not null default 0);
create table grants (id uuid primary key, account_id uuid not null, available bigint not null, held bigint not null default 0,
  spent bigint not null default 0);
create index on grants (account_id);
create table hold (id uuid primary key, account_id uuid not null, grant_id uuid not null, amount bigint not null,
  status text not null default 'open', captured bigint, expires_at timestamptz not null);
create index on hold (account_id, expires_at) where status = 'open';
create table transaction (id uuid primary key, account_id uuid not null, kind text not null, amount bigint not null,
  available_after bigint not null, created_at timestamptz not null default now());
create index on transaction (account_id, created_at);
create table entry (transaction_id uuid not null, seq int not null, grant_id uuid not null, from_bucket text not null,
  to_bucket text not null, amount bigint not null, primary key (transaction_id, seq));
create table usage_record (transaction_id uuid primary key, account_id uuid not null, occurred_at timestamptz not null default now(),
  feature text, model text, key_id uuid, input_tokens bigint, output_tokens bigint, amount bigint, details jsonb);
create index on usage_record (account_id, occurred_at);
create table usage_daily (account_id uuid, day date, feature text, model text, key_id uuid, requests bigint, input_tokens bigint,
  output_tokens bigint, amount bigint, primary key (account_id, day, feature, model, key_id));
