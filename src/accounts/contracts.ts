import { type RawBuilder, sql } from 'kysely';

/** Figures as of the end of a day, for the accounts that meet `accounts` (over `account_id`). */
interface ContractRequest {
  day: string;
  accounts: RawBuilder<unknown>;
}

/**
 * `account_id, mrr` (float8, company currency) of accounts with a subscription begun by the day: the sum of those active,
 * at the rates of the day; null where a rate is missing (definitions.md 7 and 10, balance).
 */
export const mrrAsOf = ({
  day,
  accounts,
  currency,
}: ContractRequest & { currency: string }): RawBuilder<unknown> => sql`
  select account_id,
    case when not bool_or(factor is null and active)
      then coalesce(sum(mrr * factor) filter (where active), 0)::float8 end as mrr
  from (
    select account_id, mrr, ends_on is null or ends_on > ${day}::date as active,
      case when coalesce(subscription.currency, ${currency}) = ${currency} then 1 else rate.rate end as factor
    from fact.subscription
    left join rollup.rate
      on rate.currency = subscription.currency and ${day}::date >= rate.from_day and ${day}::date < rate.until_day
    where ${accounts} and starts_on <= ${day}::date
  ) begun
  group by account_id`;

/** The day a renewal was closed: an outcome without a day counts as closed when due (definitions.md 10, Money). */
export const renewalClosedOn = sql`coalesce(closed_on, case when outcome <> 'open' then due_on end)`;

/** `account_id, next_renewal`: the first one due on or after the day and still open, else the newest one past due. */
export const nextRenewalAsOf = ({ day, accounts }: ContractRequest): RawBuilder<unknown> => sql`
  select account_id,
    coalesce(min(due_on) filter (where due_on >= ${day}::date), max(due_on)) as next_renewal
  from fact.renewal
  where ${accounts} and (${renewalClosedOn} is null or ${renewalClosedOn} > ${day}::date)
  group by account_id`;

/**
 * `account_id, day, mrr`: `mrrAsOf` as steps, one row for each day on which it can change, by account and day. Before an
 * account's first row it has none.
 */
export const mrrSteps = ({
  accounts,
  currency,
}: Omit<ContractRequest, 'day'> & { currency: string }): RawBuilder<unknown> => sql`
  with period as (
    select account_id, starts_on, ends_on, mrr, coalesce(currency, ${currency}) as currency
    from fact.subscription
    where ${accounts}
  ), change as (
    select account_id, starts_on as day from period
    union select account_id, ends_on from period where ends_on is not null
    union
    select account_id, rate.from_day from period
    join rollup.rate on rate.currency = period.currency and from_day > starts_on and (ends_on is null or from_day < ends_on)
    where period.currency <> ${currency}
  )
  select account_id, day,
    case when not bool_or(factor is null and active)
      then coalesce(sum(mrr * factor) filter (where active), 0)::float8 end as mrr
  from (
    select period.account_id, change.day, mrr, ends_on is null or ends_on > change.day as active,
      case when period.currency = ${currency} then 1 else rate.rate end as factor
    from change
    join period on period.account_id = change.account_id and starts_on <= change.day
    left join rollup.rate
      on rate.currency = period.currency and change.day >= rate.from_day and change.day < rate.until_day
  ) begun
  group by account_id, day
  order by account_id, day`;
