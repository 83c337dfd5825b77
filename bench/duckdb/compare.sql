-- Hale's own readings of the day in the variable as_of (hale readings --format csv) beside those of reading_year.
create or replace temp table theirs as
select account_id, kpi, reading, n
from (
  unpivot (
    select a.account_id, y.* exclude (account, day, touchpoint_n, sla_n, feedback_n, nps_n, balance_n, open_invoices_n, agent_rating_n, logins_n, ces_n, response_rate_n, commission_n, adoption_n, licence_use_n, engagement_n, cadence_n, response_time_n, onboarding_n, growth_n)
    from reading_year y join fact.account a on a.id = y.account
    where y.day = getvariable('as_of')::date
  ) on columns(* exclude (account_id)) into name kpi value reading
) full join (
  select account_id, regexp_replace(kpi, '_n$', '') as kpi, n
  from (
    unpivot (
      select a.account_id, touchpoint_n, sla_n, feedback_n, nps_n, balance_n, open_invoices_n, agent_rating_n, logins_n, ces_n, response_rate_n, commission_n, adoption_n, licence_use_n, engagement_n, cadence_n, response_time_n, onboarding_n, growth_n
      from reading_year y join fact.account a on a.id = y.account
      where y.day = getvariable('as_of')::date
    ) on columns(* exclude (account_id)) into name kpi value n
  )
) using (account_id, kpi);

create or replace temp table ours as
from read_csv(getvariable('ours_file'), header = true, columns = {'account_id': 'varchar', 'health': 'double', 'band': 'varchar', 'band_shown': 'varchar', 'coverage': 'double', 'kpi': 'varchar', 'reading': 'double', 'score': 'double', 'n': 'integer', 'weight': 'double'});

create or replace temp table difference as
select o.account_id, o.kpi, o.reading as ours, t.reading as theirs, o.n as our_n, t.n as their_n
from ours o left join theirs t using (account_id, kpi)
where o.n is distinct from t.n
  or (o.reading is null) <> (t.reading is null)
  or abs(o.reading - t.reading) > 1e-9 * greatest(1, abs(t.reading));
