-- What Supabase provides and plain PostgreSQL lacks: its three roles, auth.users and the readers of the caller's
-- claims. Does nothing where they exist. Looks into pg_catalog, since to_regclass() and to_regprocedure() raise
-- 42501 where the caller lacks USAGE on schema auth.
do $$
declare r text;
begin
  foreach r in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = r) then
      begin
        execute format('create role %I nologin noinherit', r);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;

  if not exists (select from pg_catalog.pg_namespace where nspname = 'auth') then
    execute 'create schema auth';
    execute 'grant usage on schema auth to anon, authenticated, service_role';
  end if;

  if not exists (
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'auth' and c.relname = 'users'
  ) then
    execute $f$
      create table auth.users (
        id uuid primary key default gen_random_uuid(),
        email text,
        raw_app_meta_data jsonb not null default '{}',
        raw_user_meta_data jsonb not null default '{}',
        is_anonymous boolean not null default false,
        email_confirmed_at timestamptz,
        created_at timestamptz not null default now()
      )
    $f$;
    execute 'alter table auth.users enable row level security';
    execute 'alter table auth.users force row level security';
  end if;

  if not exists (
    select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'auth' and p.proname = 'jwt' and p.pronargs = 0
  ) then
    execute $f$
      create function auth.jwt() returns jsonb language sql stable
      as 'select nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb'
    $f$;
  end if;

  if not exists (
    select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'auth' and p.proname = 'uid' and p.pronargs = 0
  ) then
    execute $f$
      create function auth.uid() returns uuid language sql stable
      as 'select nullif(auth.jwt() ->> ''sub'', '''')::uuid'
    $f$;
  end if;

  if not exists (
    select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'auth' and p.proname = 'role' and p.pronargs = 0
  ) then
    execute $f$
      create function auth.role() returns text language sql stable
      as 'select auth.jwt() ->> ''role'''
    $f$;
  end if;
end $$;

-- The server takes the role service_role on every connection, so its login role must be a member. A superuser is
-- one already; on Supabase `postgres` is.
do $$
begin
  if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
    and not exists (
      select from pg_catalog.pg_auth_members m
      where m.roleid = 'service_role'::regrole and m.member = current_user::regrole and not m.admin_option
    )
  then
    begin
      grant service_role to current_user;
    exception when insufficient_privilege then
      raise exception 'the login role % must be a member of service_role: as a superuser, grant service_role to %', current_user, current_user;
    end;
  end if;
end $$;

-- Our own tables. Signed-in users may look into the schema (policies show them their own rows); others may not.
create schema if not exists farebox;
revoke all on schema farebox from public;
grant usage on schema farebox to authenticated, service_role;

-- No function of ours may be called by everybody just because it was created.
alter default privileges in schema farebox revoke execute on functions from public;
