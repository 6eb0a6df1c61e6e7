-- Nobody writes these tables but the functions, which run as their owner. The server's role may read all and execute the
-- public functions; a signed-in user reads own rows; nobody else sees anything. FAREBOX_READER stands for the expression
-- that tells the reader's account, such as auth.uid().
do $$
declare
  t record;
  f record;
begin
  for t in
    select c.relname as name, k.attname as owner
    from pg_class c
    left join pg_attribute k on k.attrelid = c.oid and k.attname = case c.relname when 'account' then 'id' else 'account_id' end
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
  loop
    execute format('alter table %I enable row level security', t.name);
    execute format('alter table %I force row level security', t.name);
    execute format('drop policy if exists owner_all on %I', t.name);
    execute format('create policy owner_all on %I to current_user using (true) with check (true)', t.name);
    execute format('drop policy if exists server_reads on %I', t.name);
    execute format('create policy server_reads on %I for select to service_role using (true)', t.name);
    execute format('drop policy if exists reader_owns on %I', t.name);
    execute format('revoke all on %I from public, anon, authenticated, service_role', t.name);
    execute format('grant select on %I to service_role', t.name);
    if t.owner is not null and t.name <> 'refusal' then
      execute format('create policy reader_owns on %I for select to authenticated using (%I = (select FAREBOX_READER))', t.name, t.owner);
      execute format('grant select on %I to authenticated', t.name);
    end if;
  end loop;
  -- The details of a usage record are the operator's: channel, cost, the provider's raw figures.
  revoke select on usage_record from authenticated;
  grant select (transaction_id, account_id, occurred_at, day, feature, model, key_id, member_id, input_tokens,
    cached_input_tokens, output_tokens, amount, refunded) on usage_record to authenticated;
  revoke select on usage_daily from authenticated;
  grant select (account_id, day, feature, model, key_id, requests, input_tokens, cached_input_tokens, output_tokens,
    amount, refunded) on usage_daily to authenticated;

  for f in
    select p.oid::regprocedure as name, p.prosecdef as public_entry,
      p.proname in ('derived_id', 'new_id', 'clock', 'nil') as harmless
    from pg_proc p where p.pronamespace = current_schema()::regnamespace
  loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', f.name);
    if f.public_entry or f.harmless then
      execute format('grant execute on function %s to service_role', f.name);
    end if;
  end loop;
  execute format('grant usage on schema %I to service_role, authenticated', current_schema());
end $$;
