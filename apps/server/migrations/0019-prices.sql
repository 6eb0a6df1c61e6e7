-- What models cost, from when on; and what groups of people pay of it. The configuration's prices are not here: a model
-- without a row has the configuration's, one with a row has this table's from that moment on.

create table farebox.price_groups (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  -- In millionths: 800000 pays four fifths.
  multiplier bigint not null check (multiplier between 0 and 1000000000),
  description text not null default '' check (char_length(description) <= 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table farebox.price_versions (
  id uuid primary key,
  model text not null check (model ~ '^[A-Za-z0-9_.:/-]{1,128}$'),
  valid_from timestamptz not null,
  -- Names exactly these figures; null with them.
  version text check (version ~ '^[0-9a-f]{12}$'),
  -- Decimal credits as text, by unit. Null: from then on the configuration's price counts again.
  price jsonb check (jsonb_typeof(price) = 'object'),
  -- The same of what the operator pays.
  cost jsonb check (jsonb_typeof(cost) = 'object'),
  note text not null default '' check (char_length(note) <= 500),
  created_at timestamptz not null default now(),
  created_by uuid,
  check ((price is null) = (version is null) and (price is not null or cost is null))
);

-- Of two that begin at the same moment the one written later counts.
create index price_versions_of_model on farebox.price_versions (model, valid_from desc, id desc);

create trigger append_only before update or delete or truncate on farebox.price_versions
  for each statement execute function farebox.refuse_change();

alter table farebox.price_groups enable row level security;
alter table farebox.price_groups force row level security;
alter table farebox.price_versions enable row level security;
alter table farebox.price_versions force row level security;

-- The owner is named beside service_role because forced security binds it too, and it writes the first group below.
create policy price_groups_service on farebox.price_groups to service_role, current_user using (true) with check (true);
create policy price_versions_service on farebox.price_versions to service_role, current_user using (true) with check (true);
create policy price_versions_read on farebox.price_versions for select to authenticated using (true);

revoke all on farebox.price_groups, farebox.price_versions from public, anon, authenticated, service_role;
grant select, insert, update on farebox.price_groups to service_role;
grant select, insert on farebox.price_versions to service_role;
-- Not the cost, nor who wrote what about it.
grant select (id, model, valid_from, version, price) on farebox.price_versions to authenticated;

insert into farebox.price_groups (id, multiplier, description) values ('default', 1000000, 'Everybody who is in no other')
on conflict do nothing;

alter table farebox.users
  add column price_group text not null default 'default' references farebox.price_groups (id);
create index users_price_group on farebox.users (price_group) where price_group <> 'default';

-- People see and use their own group's name and multiplier.
create policy own on farebox.price_groups for select to authenticated
  using (id = (select person.price_group from farebox.users person where person.id = (select auth.uid())));
grant select (id, multiplier) on farebox.price_groups to authenticated;

-- Every server keeps the prices in memory and listens here for what makes them untrue.
create function farebox.tell_price_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform pg_catalog.pg_notify('farebox_prices', tg_table_name);
  return null;
end
$$;
create trigger tell_new_price after insert on farebox.price_versions
  for each statement execute function farebox.tell_price_change();
create trigger tell_changed_group after insert or update on farebox.price_groups
  for each statement execute function farebox.tell_price_change();
-- Whose group changed is kept with their keys.
create trigger tell_regrouped_user after update of price_group on farebox.users
  for each row when (new.price_group is distinct from old.price_group) execute function farebox.tell_user_change();

revoke execute on function farebox.tell_price_change() from public, anon, authenticated;
