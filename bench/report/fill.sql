-- One call per number: who, when, which model, how many tokens. Everything is a hash of the number, so that two connections
-- fill two tables with the same calls, in the order of time. Every fifth call is the heavy account's; of the others few make
-- most of the rest.
create schema bench;
create table bench.account (n int primary key, id uuid not null);

-- A request of the trace with each model: n = 5 * request + model.
create table bench.shape (
  n int primary key, model text not null, input_tokens bigint not null, output_tokens bigint not null, amount bigint not null,
  details jsonb not null
);

create function bench.shapes(p_input int[], p_output int[]) returns void language sql as $$
  insert into bench.shape
  select (request - 1) * 5 + model.n, model.id, input, output, (input * 10 + output * 40) * factor,
    jsonb_build_object('outcome', 'completed', 'requestId', md5(request::text), 'channel', 'main', 'estimated', false,
      'price', jsonb_build_object('input', 10 * factor, 'cachedInput', 5 * factor, 'output', 40 * factor,
        'version', 'a1b2c3d4e5f6', 'group', 'default'),
      'cost', trim_scale((input * 4 + output * 16) * factor / 1000000.0)::text)
  from unnest(p_input, p_output) with ordinality request (input, output, request)
  cross join (values (0, 'swift', 1), (1, 'plain', 2), (2, 'plain', 2), (3, 'wide', 5), (4, 'deep', 20)) model (n, id, factor)
$$;

create function bench.part(i bigint, seed int, parts int) returns int language sql immutable parallel safe
  return (hashint8extended(i, seed) & 9223372036854775807) % parts;

create function bench.calls(p_count bigint, p_heavy uuid, p_until timestamptz) returns table (
  i bigint, at timestamptz, account_id uuid, hold_id uuid, capture_id uuid, model text, feature text, key_id uuid,
  input_tokens bigint, cached_input_tokens bigint, output_tokens bigint, amount bigint, details jsonb
) language sql stable as $$
  with called as (
    select i, (p_until at time zone 'UTC')::date::timestamp at time zone 'UTC' - interval '89 days' as first,
      case when i % 5 = 0 then -1 else floor((select count(*) from bench.account) *
        power(bench.part(i, 1, 1000000) / 1000000.0::float8, 2))::int end as who,
      bench.part(i, 2, 120) as which, bench.part(i, 3, (select count(*) from bench.shape)::int) as shape, md5(i::text) as hash
    from generate_series(1, p_count) i
  ), timed as (
    select called.*, first + (p_until - first) * (i / p_count::float8) as at from called
  )
  select i, at, coalesce(account.id, p_heavy),
    (time || '7' || substr(hash, 1, 3) || '8' || substr(hash, 5, 15))::uuid,
    (time || '8' || substr(hash, 17, 3) || '9' || substr(hash, 5, 15))::uuid,
    shape.model, (array['chat', 'responses', 'embeddings'])[1 + which % 3],
    ('00000000-0000-7000-8000-' || lpad(to_hex(who * 16 + 16 + which % case who when -1 then 8 else 2 end), 12, '0'))::uuid,
    shape.input_tokens, case when which % 4 = 0 then shape.input_tokens / 2 else 0 end, shape.output_tokens, shape.amount, shape.details
  from timed
  cross join lateral (select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as time) moment
  join bench.shape on shape.n = timed.shape
  left join bench.account on account.n = who
$$;
