-- Who did what to whom, when, from where, before and after. Written in the transaction of the change it tells of;
-- nobody changes or removes a row, the owner of the table included.

create table farebox.audit_logs (
  id uuid primary key,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'service', 'system', 'provider')),
  actor_id text check (length(actor_id) <= 200),
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  target_kind text not null check (target_kind ~ '^[a-z_]+$'),
  target_id text not null check (length(target_id) <= 200),
  account_id uuid,
  ip inet,
  user_agent text check (length(user_agent) <= 512),
  request_id text check (length(request_id) <= 128),
  before jsonb,
  after jsonb
);

create index audit_logs_by_account on farebox.audit_logs (account_id, id desc);

create function farebox.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;

revoke execute on function farebox.refuse_change() from public, anon, authenticated;

create trigger append_only before update or delete or truncate on farebox.audit_logs
  for each statement execute function farebox.refuse_change();

alter table farebox.audit_logs enable row level security;
alter table farebox.audit_logs force row level security;
revoke all on farebox.audit_logs from public, anon, authenticated, service_role;
grant select, insert on farebox.audit_logs to service_role;
grant select on farebox.audit_logs to authenticated;
create policy server_reads on farebox.audit_logs for select to service_role using (true);
create policy server_writes on farebox.audit_logs for insert to service_role with check (true);
create policy own_rows on farebox.audit_logs for select to authenticated using (account_id = (select auth.uid()));
