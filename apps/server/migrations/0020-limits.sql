-- What a key may be used for, from where, and how fast. What it may spend is a budget of the ledger, where it is checked
-- with the hold.
alter table farebox.api_keys
  add column allowed_models text[] check (cardinality(allowed_models) between 1 and 100),
  add column allowed_addresses text[] check (cardinality(allowed_addresses) between 1 and 100),
  add column rpm int check (rpm >= 1),
  add column tpm int check (tpm >= 1),
  add column concurrency int check (concurrency >= 1);
grant select (allowed_models, allowed_addresses, rpm, tpm, concurrency) on farebox.api_keys to authenticated;

drop trigger tell_changed_key on farebox.api_keys;
create trigger tell_changed_key
  after update of user_id, name, hash, expires_at, revoked_at, allowed_models, allowed_addresses, rpm, tpm, concurrency
  on farebox.api_keys for each row execute function farebox.tell_key_change();

-- How fast a person may call, where that is not what the configuration says. A rate that is missing is the configuration's;
-- 0 is none.
create table farebox.user_limits (
  user_id uuid primary key references farebox.users on delete cascade,
  rates jsonb not null check (jsonb_typeof(rates) = 'object' and pg_column_size(rates) < 65536),
  updated_at timestamptz not null default now()
);

alter table farebox.user_limits enable row level security;
alter table farebox.user_limits force row level security;
create policy server on farebox.user_limits to service_role, current_user using (true) with check (true);
create policy own on farebox.user_limits for select to authenticated using (user_id = (select auth.uid()));
revoke all on farebox.user_limits from public, anon, authenticated, service_role;
grant select, insert, update, delete on farebox.user_limits to service_role;
grant select on farebox.user_limits to authenticated;

-- A person's limits are kept with their keys.
create function farebox.tell_limits_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('farebox_keys', 'user:' || coalesce(new.user_id, old.user_id));
  return null;
end
$$;
create trigger tell_changed_limits after insert or update or delete on farebox.user_limits
  for each row execute function farebox.tell_limits_change();
revoke execute on function farebox.tell_limits_change() from public, anon, authenticated;
