-- The ledger's time. A test replaces this one function; nothing else reads a clock.
create or replace function clock() returns timestamptz
language sql volatile as $$ select pg_catalog.clock_timestamp() $$;

-- The same text always gives the same id (UUID version 8).
create or replace function derived_id(p_text text) returns uuid
language sql immutable strict as $$
  select (overlay(overlay(md5(p_text) placing '8' from 13) placing '8' from 17))::uuid
$$;

-- A new UUIDv7 for callers in SQL, where PostgreSQL before 18 has none.
create or replace function new_id() returns uuid
language sql volatile as $$
  select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

create or replace function nil() returns uuid
language sql immutable as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- What makes two requests the same request: a key used again for anything else is a mistake of the caller. Times go in as
-- numbers, since their text depends on the session.
create or replace function fingerprint(o op) returns bigint
language sql stable as $$
  select hashtextextended(row(o.kind, o.amount, o.target, o.reason, o.feature, o.model, o.key_id, o.member_id, o.expires_in,
    o.overrun, o.input_tokens, o.cached_input_tokens, o.output_tokens, o.category, o.priority,
    extract(epoch from o.effective_at), extract(epoch from o.expires_at), o.over_cap, o.reference, o.metadata)::text, 0)
$$;

-- The first moment of a local date in a time zone. Where clocks go back at midnight, 00:00 comes twice and PostgreSQL takes the
-- second.
create or replace function day_start(p_day date, p_zone text) returns timestamptz
language sql stable as $$
  select case when ((t - interval '1 hour') at time zone p_zone)::date = p_day then t - interval '1 hour' else t end
  from (select p_day::timestamp at time zone p_zone as t) midnight
$$;

-- The local date on which the period around p_at began. A month begins on its anchor day, or on its last day where it has no such day.
create or replace function period_day(p_period text, p_anchor int, p_zone text, p_at timestamptz) returns date
language sql stable as $$
  with today as (select (p_at at time zone p_zone)::date as d),
  this_month as (select d, date_trunc('month', d)::date as first from today),
  turns as (
    select d,
      least(first + p_anchor - 1, (first + interval '1 month')::date - 1) as this_turn,
      least((first - interval '1 month')::date + p_anchor - 1, first - 1) as last_turn
    from this_month
  )
  select case when p_period = 'day' then d when d >= this_turn then this_turn else last_turn end from turns
$$;

-- The local date on which the period after the one beginning on p_day begins.
create or replace function next_period_day(p_period text, p_anchor int, p_day date) returns date
language sql stable as $$
  with coming as (select (date_trunc('month', p_day) + interval '1 month')::date as first)
  select case when p_period = 'day' then p_day + 1
    else least(first + p_anchor - 1, (first + interval '1 month')::date - 1) end
  from coming
$$;

-- A refusal as the answer to one operation.
create or replace function refuse(o op, p_code text, p_detail jsonb default '{}') returns outcome
language sql immutable as $$
  select row(o.n, p_code, o.id, 0, 0, 0, null, null, null, false, p_detail)::outcome
$$;
