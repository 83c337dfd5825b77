-- The eighteen readings of every account as of the end of the day in the variable as_of, from raw facts
-- (definitions.md 4 and 10). Currency EUR, 60 an hour, 10 minutes a reply.
create or replace view reading_as_of as
with
  last_events as (
    select ticket, max(occurred_at) filter (event = 'solved') as solved_at, max(occurred_at) filter (event <> 'solved') as other_at
    from fact.ticket_event
    where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
    group by ticket
  ),
  solved as materialized (
    select e.ticket as ticket, t.account, e.solved_at, coalesce(e.other_at <= e.solved_at, true) as stays, t.agent_replies
    from last_events e join fact.ticket t on t.id = e.ticket
    where e.solved_at is not null
    union all
    select t.id, t.account, t.solved_at,
      not exists (from fact.ticket_event o where o.ticket = t.id and o.occurred_at > t.solved_at and o.occurred_at < getvariable('as_of')::date + 1),
      t.agent_replies
    from fact.ticket t
    where t.solved_at >= getvariable('as_of')::date - 89 and t.solved_at < getvariable('as_of')::date + 1
      and not exists (from fact.ticket_event s where s.ticket = t.id and s.event = 'solved')
  ),
  answered as materialized (
    select s.ticket, any_value(s.account) as account, any_value(s.solved_at) as solved_at, any_value(s.stays) as stays,
      any_value(s.agent_replies) as agent_replies, count(m.ticket) > 0 as has_messages,
      count(*) filter (m.author = 'agent' and coalesce(m.public, true) and not coalesce(m.opening, false)
        and m.occurred_at <= s.solved_at) as replies
    from solved s left join fact.ticket_message m on m.ticket = s.ticket
    group by s.ticket
  ),
  touchpoint as (
    select account, count(*) as n, count(*) filter (coalesce(if(has_messages, replies, agent_replies), 0) <= 1) as good
    from answered where stays and (has_messages or agent_replies is not null)
    group by account
  ),
  clocks as (
    select account, started_at, promised_minutes, promised_met, elapsed_minutes,
      if(stopped_at < getvariable('as_of')::date + 1, stopped_at, null) as stopped,
      coalesce(breached_at, started_at + to_microseconds((promised_minutes * 60000000)::bigint)) as deadline
    from fact.sla_clock
    where started_at < getvariable('as_of')::date + 1
      and (superseded_at is null or superseded_at >= getvariable('as_of')::date + 1)
      and (promised_minutes is not null or promised_met is not null)
  ),
  judged as (
    select *, stopped is not null and coalesce(promised_met, elapsed_minutes <= promised_minutes,
      epoch(stopped - started_at) / 60 <= promised_minutes) as met
    from clocks
  ),
  sla as (
    select account, count(*) as n, count(*) filter (met) as good
    from (select account, met, case when met then stopped else least(stopped, deadline) end as concluded from judged)
    where concluded >= getvariable('as_of')::date - 89 and concluded < getvariable('as_of')::date + 1
    group by account
  ),
  feedback as (
    select account, count(*) as n,
      count(*) filter ((score - lo) / (scale - lo) >= 0.75) as good
    from (select account, score, coalesce(scale_max, 5) as scale,
            if(coalesce(scale_max, 5) = 1 or coalesce(scale_max, 5) > 10, 0, 1) as lo
          from fact.survey_response
          where kind = 'csat' and score is not null
            and responded_at >= getvariable('as_of')::date - 89 and responded_at < getvariable('as_of')::date + 1)
    group by account
  ),
  nps as (
    select account, count(*) as n, sum(case when score >= 9 then 1 when score <= 6 then -1 else 0 end) as net
    from (select account, arg_max(score, (responded_at, response_id)) as score
          from fact.survey_response
          where kind = 'nps' and score is not null
            and responded_at >= getvariable('as_of')::date - 179 and responded_at < getvariable('as_of')::date + 1
          group by account, coalesce(contact_id, response_id), contact_id is null)
    group by account
  ),
  rates as materialized (
    select currency, arg_max(rate, coalesce(from_on, date '0001-01-01')) as rate
    from fact.fx_rate where coalesce(from_on, date '0001-01-01') <= getvariable('as_of')::date
    group by currency
    union all select 'EUR', 1.0
  ),
  recorded as materialized (
    select distinct ticket from fact.time_entry where ticket is not null and occurred_at < getvariable('as_of')::date + 1
  ),
  costed_replies as (
    select account, count(*) as replies from fact.ticket_message
    where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
      and author = 'agent' and coalesce(public, true) and not coalesce(opening, false)
      and ticket not in (from recorded)
    group by account
    union all
    select account, sum(agent_replies) from answered
    where not has_messages and agent_replies > 0 and ticket not in (from recorded)
    group by account
  ),
  amounts as (
    select s.account, 'EUR' as currency, sum(replies) as n, 0.0 as revenue, sum(replies) * 10.0 as cost
    from costed_replies s group by s.account
    union all
    select account, if(hourly_cost is null, 'EUR', coalesce(currency, 'EUR')), count(*), 0.0, sum(minutes / 60 * coalesce(hourly_cost, 60))
    from fact.time_entry
    where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
    group by all
    union all
    select account, currency, count(*), 0.0, sum(amount)
    from fact.cost
    where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
    group by all
    union all
    select account, currency, count(*), sum(mrr * 12 / 365
      * (least(coalesce(ends_on, date '9999-01-01'), getvariable('as_of')::date + 1) - greatest(starts_on, getvariable('as_of')::date - 89))), 0.0
    from fact.subscription
    where starts_on <= getvariable('as_of')::date and coalesce(ends_on, date '9999-01-01') > getvariable('as_of')::date - 89
      and coalesce(ends_on, date '9999-01-01') > starts_on
    group by all
  ),
  balance as (
    select account, sum(n) as n, bool_or(rate is null) as unconverted, sum(revenue * rate) as revenue, sum(cost * rate) as cost
    from amounts left join rates using (currency)
    group by account
  ),
  invoices as (
    select account, count(*) as n,
      count(*) filter (due_on < getvariable('as_of')::date and amount > 0
        and not coalesce(coalesce(paid_on, if(status = 'paid', due_on, null)) <= getvariable('as_of')::date, false)) as overdue
    from fact.invoice
    where issued_on <= getvariable('as_of')::date and status is distinct from 'void'
    group by account
  ),
  ratings as (
    select account, 1 as n, arg_max(rating, (occurred_at, csm_email)) as rating
    from fact.rating where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
    group by account
  ),
  ces as (
    select account, count(*) as n, avg(1 + 6 * (score - lo) / (scale - lo)) as mean
    from (select account, score, coalesce(scale_max, 7) as scale,
            if(coalesce(scale_max, 7) = 1 or coalesce(scale_max, 7) > 10, 0, 1) as lo
          from fact.survey_response
          where kind = 'ces' and score is not null
            and responded_at >= getvariable('as_of')::date - 179 and responded_at < getvariable('as_of')::date + 1)
    group by account
  ),
  asked as (
    select account, count(*) as n, count(*) filter (responded_at::date <= sent_at::date + 14) as answered
    from fact.survey_response
    where sent_at >= getvariable('as_of')::date - 193 and sent_at < getvariable('as_of')::date - 13
    group by account
  ),
  contacts as (
    select account, count(*) as n from fact.contact where role is not null group by account
  ),
  first_replies as (
    select ticket, min(occurred_at) as occurred_at from fact.ticket_message
    where author = 'agent' and coalesce(public, true) and not coalesce(opening, false)
      and occurred_at < getvariable('as_of')::date + 1
    group by ticket
  ),
  response as (
    select t.account, count(*) as n, median(greatest(0, epoch(r.occurred_at - t.opened_at))) / 60 as minutes
    from first_replies r join fact.ticket t on t.id = r.ticket
    where r.occurred_at >= getvariable('as_of')::date - 89
    group by t.account
  ),
  company as (
    select count(distinct feature) as features from fact.usage_event
    where occurred_at >= getvariable('as_of')::date - 89 and occurred_at < getvariable('as_of')::date + 1
      and feature is not null and coalesce(count, 1) > 0
  ),
  features as (
    select account, count(*) as n,
      count(distinct feature) filter (occurred_at >= getvariable('as_of')::date - 29) as used
    from fact.usage_event
    where occurred_at >= getvariable('as_of')::date - 179 and occurred_at < getvariable('as_of')::date + 1
      and feature is not null and coalesce(count, 1) > 0
    group by account
  ),
  contracts as (
    select account, min(starts_on) <= getvariable('as_of')::date - 90 as is_judged,
      sum(seats) filter (starts_on <= getvariable('as_of')::date and coalesce(ends_on, date '9999-01-01') > getvariable('as_of')::date) as seats
    from fact.subscription group by account
  ),
  growth as (
    select account, bool_or(rate is null) as unconverted,
      sum(mrr * rate) filter (starts_on <= getvariable('as_of')::date and coalesce(ends_on, date '9999-01-01') > getvariable('as_of')::date) as mrr,
      sum(mrr * rate) filter (is_before) as mrr_before, count(*) filter (is_before) as n
    from (select *, starts_on <= getvariable('as_of')::date - 365 and coalesce(ends_on, date '9999-01-01') > getvariable('as_of')::date - 365 as is_before
          from fact.subscription where coalesce(ends_on, date '9999-01-01') > starts_on)
    left join rates using (currency)
    where is_before or (starts_on <= getvariable('as_of')::date and coalesce(ends_on, date '9999-01-01') > getvariable('as_of')::date)
    group by account
  ),
  logins as (
    select account, count(*) as n, count(*) filter (newest >= getvariable('as_of')::date - 29) as recent, sum(before) as before
    from (select account, "user", max(occurred_at) as newest,
            max((occurred_at >= getvariable('as_of')::date - 59 and occurred_at < getvariable('as_of')::date - 29)::integer) as before
          from fact.usage_event
          where occurred_at >= getvariable('as_of')::date - 179 and occurred_at < getvariable('as_of')::date + 1 and coalesce(count, 1) > 0
          group by account, "user")
    group by account
  )
select a.id as account,
  if(touchpoint.n >= 3, touchpoint.good / touchpoint.n, null) as touchpoint,
  if(sla.n >= 3, sla.good / sla.n, null) as sla,
  if(feedback.n >= 3, feedback.good / feedback.n, null) as feedback,
  nps.net / nps.n * 100 as nps,
  case when balance.unconverted or coalesce(balance.n, 0) < 1 then null
    when revenue = 0 then if(cost > 0, -1, null)
    else greatest(-1, least(1, (revenue - cost) / revenue)) end as balance,
  invoices.overdue::double as open_invoices,
  ratings.rating::double as agent_rating,
  logins.recent / greatest(1, logins.before) as logins,
  if(ces.n >= 3, ces.mean, null) as ces,
  if(asked.n >= 3, asked.answered / asked.n, null) as response_rate,
  null::double as commission, -- no targets, interactions and milestones among the facts
  if(features.n > 0, features.used / nullif(company.features, 0), null) as adoption,
  if(contracts.is_judged and contracts.seats > 0 and logins.n > 0, logins.recent / contracts.seats, null) as licence_use,
  if(contacts.n > 0, 0, null)::double as engagement,
  null::double as cadence,
  if(response.n >= 3, response.minutes, null) as response_time,
  null::double as onboarding,
  if(not growth.unconverted and growth.mrr_before > 0, coalesce(growth.mrr, 0) / growth.mrr_before - 1, null) as growth,
  coalesce(touchpoint.n, 0)::integer as touchpoint_n,
  coalesce(sla.n, 0)::integer as sla_n,
  coalesce(feedback.n, 0)::integer as feedback_n,
  coalesce(nps.n, 0)::integer as nps_n,
  coalesce(balance.n, 0)::integer as balance_n,
  coalesce(invoices.n, 0)::integer as open_invoices_n,
  coalesce(ratings.n, 0)::integer as agent_rating_n,
  coalesce(logins.n, 0)::integer as logins_n,
  coalesce(ces.n, 0)::integer as ces_n,
  coalesce(asked.n, 0)::integer as response_rate_n,
  0 as commission_n,
  coalesce(features.n, 0)::integer as adoption_n,
  coalesce(logins.n, 0)::integer as licence_use_n,
  coalesce(contacts.n, 0)::integer as engagement_n,
  0 as cadence_n,
  coalesce(response.n, 0)::integer as response_time_n,
  0 as onboarding_n,
  coalesce(growth.n, 0)::integer as growth_n
from fact.account a
left join touchpoint on touchpoint.account = a.id
left join sla on sla.account = a.id
left join feedback on feedback.account = a.id
left join nps on nps.account = a.id
left join balance on balance.account = a.id
left join invoices on invoices.account = a.id
left join ratings on ratings.account = a.id
left join logins on logins.account = a.id
left join ces on ces.account = a.id
left join asked on asked.account = a.id
left join contacts on contacts.account = a.id
left join response on response.account = a.id
left join features on features.account = a.id
left join contracts on contracts.account = a.id
left join growth on growth.account = a.id
cross join company;
