-- The keys with which programs spend a person's credits. Only the hash is kept; prefix and last4 let people tell
-- their keys apart.

create table farebox.api_keys (
  id uuid primary key,
  user_id uuid not null references farebox.users on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  prefix text not null,
  last4 text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_user on farebox.api_keys (user_id, id desc);

alter table farebox.api_keys enable row level security;
alter table farebox.api_keys force row level security;
create policy server on farebox.api_keys to service_role, current_user using (true) with check (true);
create policy own on farebox.api_keys for select to authenticated using (user_id = (select auth.uid()));
revoke all on farebox.api_keys from public, anon, authenticated;
grant select, insert, update, delete on farebox.api_keys to service_role;
-- Not the hash.
grant select (id, user_id, name, prefix, last4, created_at, expires_at, revoked_at, last_used_at)
  on farebox.api_keys to authenticated;

-- Every server keeps the keys it has seen in memory and listens here for what makes them untrue. Payloads name ids
-- only: anybody who may connect to the database may listen. A use (last_used_at) changes nothing and is not told.
create function farebox.tell_key_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('farebox_keys', case tg_op when 'INSERT' then 'new' else 'key:' || old.id end);
  return null;
end
$$;
create trigger tell_new_key after insert on farebox.api_keys
  for each row execute function farebox.tell_key_change();
create trigger tell_changed_key after update of user_id, name, hash, expires_at, revoked_at on farebox.api_keys
  for each row execute function farebox.tell_key_change();
create trigger tell_deleted_key after delete on farebox.api_keys
  for each row execute function farebox.tell_key_change();

create function farebox.tell_user_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('farebox_keys', 'user:' || old.id);
  return null;
end
$$;
create trigger tell_changed_user after update of disabled_at on farebox.users
  for each row execute function farebox.tell_user_change();

revoke execute on function farebox.tell_key_change(), farebox.tell_user_change() from public, anon, authenticated;
