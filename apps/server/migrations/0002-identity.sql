-- People, how they sign in, and the account that each of them gets.

-- What SQL has to know of the server's configuration; the server writes it at every start.
create table farebox.app_settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
insert into farebox.app_settings (key, value) values ('credits.welcome', '3000000'), ('credits.cap', '50000000000');

create table farebox.users (
  id uuid primary key default gen_random_uuid(),
  name text not null default '' check (char_length(name) <= 200),
  -- Null only for people who came through auth.users without one (by telephone).
  email text unique check (email = lower(email) and char_length(email) <= 320),
  email_verified boolean not null default false,
  image text,
  role text not null default 'user' check (role in ('user', 'admin', 'root')),
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  disabled_at timestamptz
);
create index users_root on farebox.users (id) where role = 'root';

create table farebox.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references farebox.users on delete cascade,
  -- The cookie is this and an HMAC under the server's secret: reading the table is not enough to sign in.
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on farebox.sessions (user_id);
create index sessions_expiry on farebox.sessions (expires_at);

-- One row for each way in which a person signs in: provider `credential` is e-mail and password.
create table farebox.credentials (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references farebox.users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password_hash text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_user on farebox.credentials (user_id);

-- Secrets that were handed out and are good once, for a while: the hash of the set-up token, later e-mail links.
create table farebox.verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on farebox.verifications (identifier);
create index verifications_expiry on farebox.verifications (expires_at);

alter table farebox.app_settings enable row level security;
alter table farebox.app_settings force row level security;
alter table farebox.users enable row level security;
alter table farebox.users force row level security;
alter table farebox.sessions enable row level security;
alter table farebox.sessions force row level security;
alter table farebox.credentials enable row level security;
alter table farebox.credentials force row level security;
alter table farebox.verifications enable row level security;
alter table farebox.verifications force row level security;

-- The owner is named beside service_role because forced security binds it too, and the definer functions run as it.
create policy server on farebox.app_settings to service_role, current_user using (true) with check (true);
create policy server on farebox.users to service_role, current_user using (true) with check (true);
create policy server on farebox.sessions to service_role, current_user using (true) with check (true);
create policy server on farebox.credentials to service_role, current_user using (true) with check (true);
create policy server on farebox.verifications to service_role, current_user using (true) with check (true);
create policy own on farebox.users for select to authenticated using (id = (select auth.uid()));
create policy own on farebox.sessions for select to authenticated using (user_id = (select auth.uid()));

revoke all on farebox.app_settings, farebox.users, farebox.sessions, farebox.credentials, farebox.verifications
  from public, anon, authenticated;
grant select, insert, update, delete
  on farebox.app_settings, farebox.users, farebox.sessions, farebox.credentials, farebox.verifications to service_role;
grant select on farebox.users to authenticated;
-- Not the token.
grant select (id, user_id, expires_at, ip_address, user_agent, created_at, updated_at) on farebox.sessions to authenticated;

-- Every new person gets an account and the welcome credits, in the transaction that makes the person. The grant's id
-- is derived from the user's, so it is given once, whoever asks again.
create function farebox.open_user_account() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  welcome bigint := (select value #>> '{}' from farebox.app_settings where key = 'credits.welcome');
  cap bigint := (select value #>> '{}' from farebox.app_settings where key = 'credits.cap');
  answer text;
begin
  perform ledger.open_account(new.id, new.time_zone, coalesce(cap, 50000000000));
  if welcome > 0 then
    answer := (ledger.post_one(jsonb_build_object(
      'kind', 'grant',
      'id', ledger.derived_id('welcome:' || new.id),
      'account_id', new.id,
      'amount', welcome,
      'category', 'promotional',
      'reason', 'welcome'))).code;
    if answer <> 'ok' then
      raise warning 'no welcome credits for user %: %', new.id, answer;
    end if;
  end if;
  return null;
end
$$;
create trigger open_user_account after insert on farebox.users
  for each row execute function farebox.open_user_account();

-- A person who appears in auth.users (a Supabase project) becomes one of ours. The role never comes from there: its
-- metadata is what the person wrote. Whatever fails here must not fail the sign-up that it hangs on.
create function farebox.handle_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  address text := lower(nullif(new.email, ''));
begin
  begin
    insert into farebox.users (id, email, name, email_verified)
    values (
      new.id,
      address,
      left(coalesce(
        new.raw_user_meta_data ->> 'full_name',
        new.raw_user_meta_data ->> 'name',
        split_part(address, '@', 1),
        ''), 100),
      new.email_confirmed_at is not null)
    on conflict do nothing;
  exception when others then
    raise warning 'no account for auth user %: %', new.id, sqlerrm;
  end;
  return null;
end
$$;
create trigger handle_new_user after insert on auth.users
  for each row execute function farebox.handle_new_user();

-- A disabled person is signed out everywhere, and no session can be made that the clean-up did not see: the shared
-- lock makes a sign-in wait for a disabling that is under way, and the other way round.
create function farebox.end_sessions_of_disabled() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from farebox.sessions where user_id = new.id;
  return null;
end
$$;
create trigger end_sessions_of_disabled after update of disabled_at on farebox.users
  for each row when (new.disabled_at is not null) execute function farebox.end_sessions_of_disabled();

create function farebox.refuse_session_of_disabled() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from farebox.users where id = new.user_id and disabled_at is null for share;
  if not found then
    raise exception 'user % is disabled', new.user_id using errcode = 'check_violation', constraint = 'sessions_user_enabled';
  end if;
  return new;
end
$$;
create trigger refuse_session_of_disabled before insert on farebox.sessions
  for each row execute function farebox.refuse_session_of_disabled();

revoke execute on function
  farebox.open_user_account(), farebox.handle_new_user(), farebox.end_sessions_of_disabled(), farebox.refuse_session_of_disabled()
  from public, anon, authenticated;
