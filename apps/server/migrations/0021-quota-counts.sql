-- What each server counted of a limited key, person or model within the last minute: it writes its own rows a few times a
-- second and adds what the others wrote. Not logged: after a crash of the database everybody counts from what they know.
create unlogged table farebox.quota_counts (
  subject text not null check (char_length(subject) <= 250),
  -- The server that counted.
  process uuid not null,
  -- By age in steps of two seconds, the newest first, as it was at `written_at`.
  requests int[] not null check (cardinality(requests) <= 64),
  tokens bigint[] not null check (cardinality(tokens) <= 64),
  -- Calls under way there.
  running int not null,
  written_at timestamptz not null,
  primary key (subject, process)
) with (fillfactor = 50);

alter table farebox.quota_counts enable row level security;
alter table farebox.quota_counts force row level security;
create policy server on farebox.quota_counts to service_role, current_user using (true) with check (true);
revoke all on farebox.quota_counts from public, anon, authenticated, service_role;
grant select, insert, update, delete on farebox.quota_counts to service_role;
