-- The eighteen readings of every account for the 365 days up to the variable as_of. Each fact counts for an interval of
-- days: +1 on its first day, -1 on the day after its last; running sums over the calendar give every day at once.
-- Results equal those of day.sql on each day. Interval ends before the first day fall together with its start.
set variable first_day = getvariable('as_of')::date - 364;

create or replace temp table user_day as
select account, "user", day,
  lag(day) over one as before, lead(day) over one as next
from (select distinct account, "user", occurred_at::date as day from fact.usage_event
      where occurred_at >= getvariable('first_day') - 179 and occurred_at < getvariable('as_of')::date + 1
        and coalesce(count, 1) > 0)
window one as (partition by account, "user" order by day);

create or replace temp table feature_day as
select account, feature, day, usage_rows,
  lag(day) over each_feature as before, lead(day) over each_feature as next
from (select account, feature, occurred_at::date as day, count(*) as usage_rows from fact.usage_event
      where occurred_at >= getvariable('first_day') - 179 and occurred_at < getvariable('as_of')::date + 1
        and feature is not null and coalesce(count, 1) > 0
      group by all)
window each_feature as (partition by account, feature order by day);

create or replace temp table solve as
with events as (
  select account, ticket, occurred_at, event = 'solved' as solved from fact.ticket_event
  where occurred_at >= getvariable('first_day') - 89 and occurred_at < getvariable('as_of')::date + 1
  union all
  select t.account, t.id, t.solved_at, true from fact.ticket t
  where t.solved_at >= getvariable('first_day') - 89 and t.solved_at < getvariable('as_of')::date + 1
    and not exists (from fact.ticket_event s where s.ticket = t.id and s.event = 'solved')
),
days as (
  select account, ticket, occurred_at::date as day,
    max(occurred_at) filter (solved) as solved_at, max(occurred_at) filter (not solved) as other_at
  from events group by all
),
spans as (
  select *, lead(day) over (partition by ticket order by day) as next from days
)
select s.account, s.ticket, s.day, s.solved_at, coalesce(s.other_at <= s.solved_at, true) as stays,
  least(s.day + 90, coalesce(s.next, date '9999-01-01')) as until
from spans s where s.solved_at is not null;

create or replace temp table answered as
select s.account, s.ticket, s.day, s.until, any_value(t.agent_replies) as agent_replies, bool_or(s.stays) as stays,
  count(m.ticket) > 0 as has_messages,
  count(*) filter (m.author = 'agent' and coalesce(m.public, true) and not coalesce(m.opening, false)
    and m.occurred_at <= s.solved_at) as replies
from solve s join fact.ticket t on t.id = s.ticket left join fact.ticket_message m on m.ticket = s.ticket
group by s.account, s.ticket, s.day, s.until;

create or replace temp table first_entry as
select ticket, min(occurred_at)::date as day from fact.time_entry where ticket is not null group by ticket;

create or replace temp table change as
with
  touchpoint as (
    select account, day, until, if(has_messages, replies, agent_replies) <= 1 as good
    from answered where stays and (has_messages or agent_replies is not null)
  ),
  clocks as (
    select account, started_at, stopped_at, stopped_at::date as stop_day,
      coalesce(superseded_at::date, date '9999-01-01') as gone,
      coalesce(breached_at, started_at + to_microseconds((promised_minutes * 60000000)::bigint)) as deadline,
      coalesce(promised_met, elapsed_minutes <= promised_minutes, epoch(stopped_at - started_at) / 60 <= promised_minutes) as met
    from fact.sla_clock
    where (promised_minutes is not null or promised_met is not null) and started_at < getvariable('as_of')::date + 1
  ),
  sla as (
    select account, deadline::date as day, least(deadline::date + 90, coalesce(stop_day, date '9999-01-01'), gone) as until, 0 as good
    from clocks where deadline::date < coalesce(stop_day, date '9999-01-01')
    union all
    select account, stop_day, least(if(met, stop_day, least(stopped_at, deadline)::date) + 90, gone), met::integer
    from clocks where stop_day is not null
  ),
  feedback as (
    select account, responded_at::date as day, responded_at::date + 90 as until,
      ((score - lo) / (scale - lo) >= 0.75)::integer as good
    from (select account, responded_at, score, coalesce(scale_max, 5) as scale,
            if(coalesce(scale_max, 5) = 1 or coalesce(scale_max, 5) > 10, 0, 1) as lo
          from fact.survey_response where kind = 'csat' and score is not null)
  ),
  nps as (
    select account, responded_at::date as day, case when score >= 9 then 1 when score <= 6 then -1 else 0 end as net,
      least(responded_at::date + 180, coalesce(lead(responded_at::date) over (
        partition by account, coalesce(contact_id, response_id), contact_id is null
        order by responded_at, response_id), date '9999-01-01')) as until
    from fact.survey_response where kind = 'nps' and score is not null
  ),
  overdue as (
    select account, greatest(issued_on, due_on + 1) as day,
      coalesce(paid_on, if(status = 'paid', due_on, date '9999-01-01')) as until
    from fact.invoice where amount > 0 and status is distinct from 'void'
  ),
  ratings as (
    select account, occurred_at::date as day, rating,
      least(occurred_at::date + 90, coalesce(lead(occurred_at::date) over (
        partition by account order by occurred_at, csm_email), date '9999-01-01')) as until
    from fact.rating
  ),
  ces as (
    select account, responded_at::date as day, 1 + 6 * (score - lo) / (scale - lo) as ease
    from (select account, responded_at, score, coalesce(scale_max, 7) as scale,
            if(coalesce(scale_max, 7) = 1 or coalesce(scale_max, 7) > 10, 0, 1) as lo
          from fact.survey_response where kind = 'ces' and score is not null)
  ),
  asked as (
    select account, sent_at::date + 14 as day, coalesce(responded_at::date <= sent_at::date + 14, false)::integer as answered
    from fact.survey_response
  ),
  changes as (
    select id as account, getvariable('first_day') as day from fact.account
    union all by name select account, day, 1 as ces_n, ease from ces
    union all by name select account, day + 180 as day, -1 as ces_n, -ease as ease from ces
    union all by name select account, day, 1 as asked, answered from asked
    union all by name select account, day + 180 as day, -1 as asked, -answered as answered from asked
    union all by name
      select account, day, (before is null or day - before > 30)::integer as used, usage_rows from feature_day
    union all by name
      select account, day + 30 as day, -(next is null or next - day > 30)::integer as used from feature_day
    union all by name select account, day + 180 as day, -usage_rows as usage_rows from feature_day
    union all by name select account, starts_on as day, 1 as seat_rows, seats from fact.subscription where seats is not null and coalesce(ends_on, date '9999-01-01') > starts_on
    union all by name select account, ends_on as day, -1 as seat_rows, -seats as seats from fact.subscription where seats is not null and ends_on > starts_on
    union all by name select account, min(starts_on) + 90 as day, 1 as judged from fact.subscription group by account
    union all by name select account, getvariable('first_day') as day, count(*) as contacts from fact.contact where role is not null group by account
    union all by name select account, day, 1 as touchpoint_n, good::integer as touchpoint_good from touchpoint where until > day
    union all by name select account, until as day, -1 as touchpoint_n, -good::integer as touchpoint_good from touchpoint where until > day
    union all by name select account, day, 1 as sla_n, good as sla_good from sla where until > day
    union all by name select account, until as day, -1 as sla_n, -good as sla_good from sla where until > day
    union all by name select account, day, 1 as feedback_n, good as feedback_good from feedback
    union all by name select account, until as day, -1 as feedback_n, -good as feedback_good from feedback
    union all by name select account, day, 1 as nps_n, net as nps_net from nps where until > day
    union all by name select account, until as day, -1 as nps_n, -net as nps_net from nps where until > day
    union all by name select account, issued_on as day, 1 as invoices from fact.invoice where status is distinct from 'void'
    union all by name select account, day, 1 as overdue from overdue where until > day
    union all by name select account, until as day, -1 as overdue from overdue where until > day
    union all by name select account, day, 1 as rated, rating from ratings where until > day
    union all by name select account, until as day, -1 as rated, -rating as rating from ratings where until > day
    union all by name
      select account, day, (before is null or day - before > 30)::integer as recent, (before is null or day - before > 180)::integer as active
      from user_day
    union all by name
      select account, day + 30 as day, -(next is null or next - day > 30)::integer as recent,
        (before is null or day - before > 30)::integer as earlier
      from user_day
    union all by name select account, day + 60 as day, -(next is null or next - day > 30)::integer as earlier from user_day
    union all by name select account, day + 180 as day, -(next is null or next - day > 180)::integer as active from user_day
  )
select account, greatest(day, getvariable('first_day')) as on_day,
  sum(touchpoint_n)::integer as touchpoint_n, sum(touchpoint_good)::integer as touchpoint_good,
  sum(sla_n)::integer as sla_n, sum(sla_good)::integer as sla_good,
  sum(feedback_n)::integer as feedback_n, sum(feedback_good)::integer as feedback_good,
  sum(nps_n)::integer as nps_n, sum(nps_net)::integer as nps_net,
  sum(invoices)::integer as invoices, sum(overdue)::integer as overdue,
  sum(rated)::integer as rated, sum(rating)::integer as rating,
  sum(recent)::integer as recent, sum(earlier)::integer as earlier, sum(active)::integer as active,
  sum(ces_n)::integer as ces_n, sum(ease) as ease, sum(asked)::integer as asked, sum(answered)::integer as answered,
  sum(used)::integer as used, sum(usage_rows)::integer as usage_rows, sum(seat_rows)::integer as seat_rows,
  sum(seats)::integer as seats, sum(judged)::integer as judged, sum(contacts)::integer as contacts
from changes where day <= getvariable('as_of')::date
group by all;

-- Revenue of a window from running sums of (MRR, MRR x day): a row active since s has earned MRR x (D + 1 - s) by D.
create or replace temp table money_change as
with
  replies as (
    select m.account, m.occurred_at::date as day, 1 as replies,
      least(m.occurred_at::date + 90, coalesce(f.day, date '9999-01-01')) as until
    from fact.ticket_message m left join first_entry f using (ticket)
    where m.occurred_at >= getvariable('first_day') - 89 and m.occurred_at < getvariable('as_of')::date + 1
      and author = 'agent' and coalesce(public, true) and not coalesce(opening, false)
    union all
    select s.account, s.day, s.agent_replies, least(s.until, coalesce(f.day, date '9999-01-01'))
    from (select *, least(day + 90, coalesce(lead(day) over (partition by ticket order by day), date '9999-01-01')) as until
          from (select account, ticket, day, agent_replies, has_messages from answered)) s
    left join first_entry f using (ticket)
    where not s.has_messages and s.agent_replies > 0
  ),
  amounts as (
    select account, occurred_at::date as day, if(hourly_cost is null, 'EUR', coalesce(currency, 'EUR')) as currency,
      minutes / 60 * coalesce(hourly_cost, 60) as cost
    from fact.time_entry where occurred_at >= getvariable('first_day') - 89
    union all
    select account, occurred_at::date, currency, amount from fact.cost where occurred_at >= getvariable('first_day') - 89
  ),
  subscriptions as (
    select account, currency, mrr as monthly, mrr * 12 / 365 as daily, starts_on, coalesce(ends_on, date '9999-01-01') as ends_on,
      starts_on - getvariable('first_day') as s, coalesce(ends_on, date '9999-01-01') - getvariable('first_day') as e
    from fact.subscription where coalesce(ends_on, date '9999-01-01') > starts_on
  ),
  changes as (
    select account, 'EUR' as currency, day, replies as n, replies * 10.0 as cost from replies where until > day
    union all by name select account, 'EUR' as currency, until as day, -replies as n, -replies * 10.0 as cost from replies where until > day
    union all by name select account, currency, day, 1 as n, cost from amounts
    union all by name select account, currency, day + 90 as day, -1 as n, -cost as cost from amounts
    union all by name select account, currency, starts_on as day, 1 as n, daily as mrr, daily * s as mrr_day from subscriptions
    union all by name select account, currency, ends_on as day, -daily as mrr, -daily * e as mrr_day from subscriptions where e < 400
    union all by name select account, currency, starts_on + 90 as day, -daily as mrr, -daily * (s + 90) as mrr_day from subscriptions
    union all by name select account, currency, ends_on + 90 as day, daily as mrr, daily * (e + 90) as mrr_day from subscriptions where e < 400
    union all by name select account, currency, ends_on + 89 as day, -1 as n from subscriptions where e < 400
    union all by name select account, currency, starts_on as day, 1 as now_n, monthly as now_mrr from subscriptions
    union all by name select account, currency, ends_on as day, -1 as now_n, -monthly as now_mrr from subscriptions where e < 400
    union all by name select account, currency, starts_on + 365 as day, 1 as before_n, monthly as before_mrr from subscriptions
    union all by name select account, currency, ends_on + 365 as day, -1 as before_n, -monthly as before_mrr from subscriptions where e < 400
  )
select account, currency, greatest(day, getvariable('first_day')) as on_day,
  sum(n) as n, sum(cost) as cost, sum(mrr) as mrr, sum(mrr_day) as mrr_day,
  sum(now_n) as now_n, sum(now_mrr) as now_mrr, sum(before_n) as before_n, sum(before_mrr) as before_mrr
from changes where day <= getvariable('as_of')::date
group by all;

create or replace temp table calendar as
select unnest(generate_series(getvariable('first_day'), getvariable('as_of')::date, interval 1 day))::date as day;

create or replace temp table rate_of_day as
select day, currency, arg_max(rate, coalesce(from_on, date '0001-01-01')) as rate
from calendar join fact.fx_rate on coalesce(from_on, date '0001-01-01') <= day
group by all
union all select day, 'EUR', 1.0 from calendar;

-- Running sums only where something changes (as doubles, quicker than whole numbers and exact up to 2^53); a row
-- then holds for every day up to the next.
create or replace temp table balance as
with
  sums as (
    select account, currency, on_day, lead(on_day, 1, getvariable('as_of')::date + 1) over running as next,
      sum(n::double) over running as n, sum(cost) over running as cost,
      sum(mrr) over running as mrr, sum(mrr_day) over running as mrr_day,
      sum(now_n::double) over running as now_n, sum(now_mrr) over running as now_mrr,
      sum(before_n::double) over running as before_n, sum(before_mrr) over running as before_mrr
    from money_change
    window running as (partition by account, currency order by on_day)
  ),
  days as (
    select account, currency, n, cost, mrr, mrr_day, now_n, now_mrr, before_n, before_mrr, on_day + unnest(range(next - on_day))::integer as day from sums
  )
select account, day, sum(n) as n, bool_or(rate is null and n > 0) as unconverted,
  sum((mrr * (day - getvariable('first_day') + 1) - mrr_day) * rate) as revenue, sum(cost * rate) as cost,
  bool_or(rate is null and (now_n > 0 or before_n > 0)) as growth_unconverted,
  sum(now_mrr * rate) as now_mrr, sum(before_mrr * rate) as before_mrr, sum(before_n) as before_n
from days left join rate_of_day using (day, currency)
group by account, day;

-- The median of a window stands still between two days on which a ticket comes or goes.
create or replace temp table response as
with
  answered_first as (
    select t.account, t.id as ticket, min(m.occurred_at) as occurred_at, any_value(t.opened_at) as opened_at
    from fact.ticket_message m join fact.ticket t on t.id = m.ticket
    where m.author = 'agent' and coalesce(m.public, true) and not coalesce(m.opening, false)
    group by t.account, t.id
  ),
  replies as (
    select account, occurred_at::date as day, greatest(0, epoch(occurred_at - opened_at)) as seconds from answered_first
    where occurred_at >= getvariable('first_day') - 89 and occurred_at < getvariable('as_of')::date + 1
  ),
  edges as (
    select distinct account, greatest(day, getvariable('first_day')) as on_day
    from (select account, day from replies union all select account, day + 90 from replies where day + 90 <= getvariable('as_of')::date)
  ),
  medians as (
    select e.account, e.on_day, count(r.seconds) as n, median(r.seconds) / 60 as minutes
    from edges e left join replies r on r.account = e.account and r.day <= e.on_day and r.day > e.on_day - 90
    group by all
  )
select account, n, minutes, on_day + unnest(range(next - on_day))::integer as day
from (select *, lead(on_day, 1, getvariable('as_of')::date + 1) over (partition by account order by on_day) as next from medians);

create or replace temp table company_feature as
select c.day, count(distinct f.feature) as features
from calendar c join (select distinct feature, occurred_at::date as day from fact.usage_event where feature is not null and coalesce(count, 1) > 0) f
  on f.day between c.day - 89 and c.day
group by c.day;

create or replace temp table held as
select account, on_day, lead(on_day, 1, getvariable('as_of')::date + 1) over running as next,
  sum(touchpoint_n::double) over running as touchpoint_n, sum(touchpoint_good::double) over running as touchpoint_good,
  sum(sla_n::double) over running as sla_n, sum(sla_good::double) over running as sla_good,
  sum(feedback_n::double) over running as feedback_n, sum(feedback_good::double) over running as feedback_good,
  sum(nps_n::double) over running as nps_n, sum(nps_net::double) over running as nps_net,
  sum(invoices::double) over running as invoices, sum(overdue::double) over running as overdue,
  sum(rated::double) over running as rated, sum(rating::double) over running as rating,
  sum(recent::double) over running as recent, sum(earlier::double) over running as earlier,
  sum(active::double) over running as active,
  sum(ces_n::double) over running as ces_n, sum(ease) over running as ease,
  sum(asked::double) over running as asked, sum(answered::double) over running as answered,
  sum(used::double) over running as used, sum(usage_rows::double) over running as usage_rows,
  sum(seat_rows::double) over running as seat_rows, sum(seats::double) over running as seats,
  sum(judged::double) over running as judged, sum(contacts::double) over running as contacts
from change
window running as (partition by account order by on_day);

create or replace table reading_year as
with
  readings as (
    select account, on_day, next,
      if(touchpoint_n >= 3, touchpoint_good / touchpoint_n, null) as touchpoint,
      if(sla_n >= 3, sla_good / sla_n, null) as sla,
      if(feedback_n >= 3, feedback_good / feedback_n, null) as feedback,
      if(nps_n >= 1, nps_net / nps_n * 100, null) as nps,
      if(invoices > 0, coalesce(overdue, 0), null) as open_invoices,
      if(rated > 0, rating, null) as agent_rating,
      if(active > 0, recent / greatest(1, coalesce(earlier, 0)), null) as logins,
      if(ces_n >= 3, ease / ces_n, null) as ces,
      if(asked >= 3, answered / asked, null) as response_rate,
      null::double as commission,
      if(usage_rows > 0, coalesce(used, 0), null) as used_features,
      if(judged > 0 and seat_rows > 0 and active > 0, recent / nullif(seats, 0), null) as licence_use,
      if(contacts > 0, 0, null)::double as engagement,
      null::double as cadence,
      null::double as onboarding,
      coalesce(touchpoint_n, 0)::integer as touchpoint_n,
      coalesce(sla_n, 0)::integer as sla_n,
      coalesce(feedback_n, 0)::integer as feedback_n,
      coalesce(nps_n, 0)::integer as nps_n,
      coalesce(invoices, 0)::integer as open_invoices_n,
      coalesce(rated, 0)::integer as agent_rating_n,
      coalesce(active, 0)::integer as logins_n,
      coalesce(ces_n, 0)::integer as ces_n,
      coalesce(asked, 0)::integer as response_rate_n,
      0 as commission_n,
      coalesce(usage_rows, 0)::integer as adoption_n,
      coalesce(active, 0)::integer as licence_use_n,
      coalesce(contacts, 0)::integer as engagement_n,
      0 as cadence_n,
      0 as onboarding_n
    from held
  ),
  days as (
    select * exclude (on_day, next), on_day + unnest(range(next - on_day))::integer as day from readings
  )
select d.* exclude (used_features),
  case when b.unconverted or coalesce(b.n, 0) < 1 then null
    when round(coalesce(b.revenue, 0), 6) = 0 then if(round(b.cost, 6) > 0, -1, null)
    else greatest(-1, least(1, (b.revenue - coalesce(b.cost, 0)) / b.revenue)) end as balance,
  coalesce(b.n, 0)::integer as balance_n,
  d.used_features / nullif(f.features, 0) as adoption,
  if(r.n >= 3, r.minutes, null) as response_time,
  coalesce(r.n, 0)::integer as response_time_n,
  if(not b.growth_unconverted and round(b.before_mrr, 6) > 0, coalesce(b.now_mrr, 0) / b.before_mrr - 1, null) as growth,
  coalesce(b.before_n, 0)::integer as growth_n
from days d left join balance b using (account, day)
left join response r using (account, day)
left join company_feature f using (day);
checkpoint;
