-- Sign-ups, sign-ins, ended sessions and changed passwords are written down where they happen: better-auth makes these
-- changes in transactions that it does not show us, and a row of the audit log belongs to its change's transaction.

-- The definer functions below run as the owner, whom forced row security binds too.
create policy owner_writes on farebox.audit_logs for insert to current_user with check (true);

-- An end that follows from another change (the person was disabled or deleted) was not the person's own doing.
create function farebox.audit_session() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  session farebox.sessions := case tg_op when 'INSERT' then new else old end;
  own boolean := pg_catalog.pg_trigger_depth() = 1;
begin
  insert into farebox.audit_logs
    (id, actor_kind, actor_id, action, target_kind, target_id, account_id, ip, user_agent)
  values (
    ledger.new_id(),
    case when own then 'user' else 'system' end,
    case when own then session.user_id end,
    case tg_op when 'INSERT' then 'session.created' else 'session.ended' end,
    'session', session.id, session.user_id,
    nullif(session.ip_address, '')::inet,
    left(nullif(session.user_agent, ''), 512));
  return null;
end
$$;
create trigger audit_new_session after insert on farebox.sessions
  for each row execute function farebox.audit_session();
create trigger audit_ended_session after delete on farebox.sessions
  for each row when (old.expires_at > now()) execute function farebox.audit_session();

create function farebox.audit_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into farebox.audit_logs (id, actor_kind, actor_id, action, target_kind, target_id, account_id, after)
  values (ledger.new_id(), 'user', new.id, 'user.created', 'user', new.id, new.id,
    jsonb_build_object('name', new.name, 'email', new.email, 'role', new.role));
  return null;
end
$$;
create trigger audit_new_user after insert on farebox.users
  for each row execute function farebox.audit_new_user();

create function farebox.audit_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into farebox.audit_logs (id, actor_kind, actor_id, action, target_kind, target_id, account_id)
  values (ledger.new_id(), 'user', new.user_id, 'user.password_changed', 'user', new.user_id, new.user_id);
  return null;
end
$$;
create trigger audit_password after update of password_hash on farebox.credentials
  for each row when (old.password_hash is distinct from new.password_hash) execute function farebox.audit_password();

revoke execute on function farebox.audit_session(), farebox.audit_new_user(), farebox.audit_password()
  from public, anon, authenticated;
