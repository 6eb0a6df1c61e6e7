-- What the operator paid for the calls of a roll-up's row, in micro-credits, and for how many of them that is known.
-- Summed in the charge's own statement from the details of its record; never the customer's to see.
alter table usage_daily
  add column cost bigint not null default 0,
  add column costed_requests bigint not null default 0;

-- The operator's reports ask for days of everybody. A row's day never changes, so charges go on updating in the page.
create index usage_daily_day on usage_daily (day);

update usage_daily d set cost = s.cost, costed_requests = s.costed
from (
  select account_id, day, feature, model, key_id, count(*) as costed,
    sum(round((details ->> 'cost')::numeric * 1000000))::bigint as cost
  from usage_record
  where details ->> 'cost' ~ '^\d{1,9}(\.\d{1,6})?$'
  group by account_id, day, feature, model, key_id
) s
where (d.account_id, d.day, d.feature, d.model, d.key_id) = (s.account_id, s.day, s.feature, s.model, s.key_id);
