import { type RawBuilder, sql } from 'kysely';
import { counterRollups } from './index.ts';
import { moneySums } from './money.rollup.ts';
import type { Counter } from './rollup.ts';

/** Every counter in the order of the registry; also the columns of `rollup.total`. */
export const counters: readonly Counter[] = counterRollups.flatMap((rollup) => rollup.counters);

/** The window revenue is accrued over; after that long without a change it moves no more. */
const shippedAccruedDays = 90;

interface RunningRequest {
  accountIds: readonly number[];
  /** From which day on the counters of each account are wanted, in the order of `accountIds`; absent = all days. */
  fromDays?: readonly string[];
  /** The last day wanted. */
  until: string;
  /** ISO 4217; what revenue and priced cost are converted to, at the rates of each day. */
  currency: string;
  /** First day with any cost in the company; null = none yet. */
  firstCostDay: string | null;
  /** Changes over other windows than the stored ones, by rollup, and the days revenue accrues over then. */
  changes?: Readonly<Record<string, RawBuilder<unknown>>>;
  accruedDays?: number;
  /** Leaves out the days on which nothing but the time since the last interaction moves. */
  isWithoutCadence?: boolean;
}

const zero = ({ type }: Counter) => (type === 'int' ? sql`0` : sql`0::numeric`);

/** `account_id, day` and every counter, 0 where the rollup has no such counter: one wide shape for all rollups. */
const wideChanges = (
  condition: RawBuilder<boolean>,
  changes: RunningRequest['changes'] = {},
): RawBuilder<unknown> =>
  sql.join(
    counterRollups.map(
      (rollup) => sql`
        select account_id, day, ${sql.join(
          counters.map((counter) =>
            rollup.counters.includes(counter) ? sql.ref(counter.name) : zero(counter),
          ),
        )}
        from ${changesOf(rollup.id, rollup.counters, changes)}
        where ${condition}`,
    ),
    sql` union all `,
  );

/** The stored changes of a rollup, or those over another window. */
function changesOf(
  id: string,
  columns: readonly { name: string }[],
  changes: RunningRequest['changes'] = {},
): RawBuilder<unknown> {
  const other = changes[id];
  if (other === undefined) return sql.table(`rollup.${id}`);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  return sql`(${other}) other_window (account_id, ${id === 'money' ? sql`currency, ` : sql``}day, ${names})`;
}

const counterNames = () => sql.join(counters.map(({ name }) => sql.ref(name)));

const dailySum = ({ name, type }: Counter) =>
  type === 'int'
    ? sql`sum(${sql.ref(name)})::int as ${sql.ref(name)}`
    : sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`;

/** Factor into the company's currency on a day; null where the rate is missing. */
const rateInto = (currency: string) =>
  sql`case when money.currency = '' or money.currency = ${currency} then 1 else rate.rate end`;

const isValidRate = (day: RawBuilder<unknown>) =>
  sql`rate.currency = money.currency and ${day} >= rate.from_day and ${day} < rate.until_day`;

/** Revenue accrued in the window up to `day`, see money.rollup.ts. */
const accruedRevenue = (day: RawBuilder<unknown>) =>
  sql`(money.mrr_rate * (${day} - date '2000-01-01' + 1) - money.mrr_offset) * 12 / 365`;

/** Columns `account_id[, day], revenue, priced_cost, rate_missing` of per-currency sums `money` joined to `rate`. */
const converted = (day: RawBuilder<unknown>, currency: string) => sql`
  sum(${accruedRevenue(day)} * ${rateInto(currency)}) filter (where money.money_rows > 0) as revenue,
  sum(money.cost * ${rateInto(currency)}) filter (where money.money_rows > 0) as priced_cost,
  bool_or(money.money_rows > 0 and ${rateInto(currency)} is null) as rate_missing,
  sum(money.mrr * ${rateInto(currency)}) filter (where money.mrr_rows > 0) as mrr,
  sum(money.mrr_before * ${rateInto(currency)}) filter (where money.mrr_rows_before > 0) as mrr_before,
  sum(money.mrr_rows_before)::int as mrr_rows_before,
  bool_or((money.mrr_rows > 0 or money.mrr_rows_before > 0) and ${rateInto(currency)} is null) as mrr_rate_missing`;

const readable = (day: RawBuilder<unknown>, firstCostDay: string | null) => sql`
  coalesce(money.revenue, 0) as revenue,
  coalesce(money.priced_cost, 0) as priced_cost,
  coalesce(money.rate_missing, false) as rate_missing,
  coalesce(money.mrr, 0) as mrr,
  coalesce(money.mrr_before, 0) as mrr_before,
  coalesce(money.mrr_rows_before, 0) as mrr_rows_before,
  coalesce(money.mrr_rate_missing, false) as mrr_rate_missing,
  coalesce(company_feature.features, 0) as company_features,
  coalesce(${day} >= ${firstCostDay}::date, false) as company_has_cost`;

/** The days since the last interaction grow by themselves. Needs the CTE `wanted`. */
const daysSinceInteraction = (ofAccounts: RawBuilder<boolean>, until: string) => sql`
  select account_id, moving_day::date
  from (select account_id, min(day) as day from rollup.interaction where ${ofAccounts} group by account_id) first_met
  join wanted using (account_id)
  cross join lateral generate_series(greatest(day, from_day), ${until}::date, interval '1 day') moving_day`;

const moneyColumns = (column: (name: string) => RawBuilder<unknown>) =>
  sql.join(moneySums.map((name) => column(name)));
const moneyNames = moneyColumns((name) => sql.ref(name));

/**
 * Counters of each account as of each day on which one of them can differ from the day before: running sums of changes,
 * with `revenue`, `priced_cost`, `mrr` and `mrr_before` (numeric, company currency),
 * `mrr_rows_before`, `rate_missing`, `mrr_rate_missing`, `company_features` and `company_has_cost`.
 */
export const runningCounters = (request: RunningRequest): RawBuilder<unknown> => {
  const { accountIds, until, currency, firstCostDay } = request;
  const accruedDays = request.accruedDays ?? shippedAccruedDays;
  const fromDays = request.fromDays ?? accountIds.map(() => '-infinity');
  const ofAccounts = sql<boolean>`account_id = any(${accountIds}::int[]) and day <= ${until}::date`;
  const moneyTable = changesOf(
    'money',
    moneySums.map((name) => ({ name })),
    request.changes,
  );
  return sql`
    with wanted as (
      select * from unnest(${accountIds}::int[], ${fromDays}::date[]) wanted (account_id, from_day)
    ),
    money_step as (
      select account_id, currency, day,
        sum(mrr_rate) over currency_so_far as mrr_rate,
        lead(day) over currency_so_far as next_day
      from ${moneyTable}
      where ${ofAccounts}
      window currency_so_far as (partition by account_id, currency order by day)
    ),
    -- Days on which a reading moves although no fact does: revenue accruing, a new rate, the company's first cost.
    moving as (
      select account_id, moving_day::date as day
      from money_step
      join wanted using (account_id)
      cross join lateral generate_series(
        greatest(day, from_day), least(next_day - 1, ${until}::date, day + ${accruedDays}::int), interval '1 day'
      ) moving_day
      where mrr_rate <> 0
      union
      select account_id, day from money_step
      union
      select money_step.account_id, rate.from_day
      from money_step
      join rollup.rate on rate.currency = money_step.currency and rate.from_day between money_step.day and ${until}::date
      union
      select account_id, ${firstCostDay}::date
      from money_step
      where ${firstCostDay}::date <= ${until}::date
      ${request.isWithoutCadence === true ? sql`` : sql`union ${daysSinceInteraction(ofAccounts, until)}`}
      union
      -- What the company's customers use is what adoption is measured by.
      select used.account_id, company_feature.day
      from (
        select account_id, min(day) as first_day, max(day) as last_day
        from rollup.feature
        where account_id = any(${accountIds}::int[])
        group by account_id
      ) used
      join rollup.company_feature on features <> features_before
        and company_feature.day between used.first_day and least(used.last_day, ${until}::date)
    ),
    -- What changed before the first wanted day is summed up on it.
    daily as (
      select account_id, greatest(day, from_day) as day, ${sql.join(counters.map(dailySum))}
      from (
        select account_id, day, ${counterNames()}
        from (${wideChanges(ofAccounts, request.changes)}) change (account_id, day, ${counterNames()})
        union all
        select account_id, day, ${sql.join(counters.map(zero))} from moving
      ) change
      join wanted using (account_id)
      group by account_id, greatest(day, from_day)
    ),
    running as (
      select account_id, day, ${sql.join(
        counters.map(({ name }) => sql`sum(${sql.ref(name)}) over so_far as ${sql.ref(name)}`),
      )}
      from daily
      window so_far as (partition by account_id order by day)
    ),
    money_change as (
      select account_id, currency, greatest(day, from_day) as day,
        ${moneyColumns((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`)}
      from ${moneyTable}
      join wanted using (account_id)
      where ${ofAccounts}
      group by account_id, currency, greatest(day, from_day)
    ),
    money_day as (
      select owner.account_id, owner.currency, daily.day, ${moneyNames}
      from (select distinct account_id, currency from money_step) owner
      join daily on daily.account_id = owner.account_id
      left join money_change change
        on change.account_id = owner.account_id and change.currency = owner.currency and change.day = daily.day
    ),
    money_running as (
      select account_id, currency, day,
        ${moneyColumns((name) => sql`coalesce(sum(${sql.ref(name)}) over so_far, 0) as ${sql.ref(name)}`)}
      from money_day
      window so_far as (partition by account_id, currency order by day)
    ),
    money as (
      select account_id, day, ${converted(sql`day`, currency)}
      from money_running money
      left join rollup.rate on ${isValidRate(sql`day`)}
      group by account_id, day
    )
    select running.*, ${readable(sql`running.day`, firstCostDay)}
    from running
    left join money using (account_id, day)
    left join rollup.company_feature on company_feature.day = running.day`;
};

/** The same columns for every account with any change, as the totals stand on `day`. */
export const totalCounters = (
  request: Omit<RunningRequest, 'accountIds' | 'until'> & { day: string },
) => {
  const day = sql`${request.day}::date`;
  return sql`
    with money as (
      select account_id, ${converted(day, request.currency)}
      from rollup.money_total money
      left join rollup.rate on ${isValidRate(day)}
      group by account_id
    )
    select total.*, ${day} as day, ${readable(day, request.firstCostDay)}
    from rollup.total
    left join money using (account_id)
    left join rollup.company_feature on company_feature.day = ${day}`;
};

const totalSum = ({ name }: Counter) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`;
const addToTotal = ({ name }: Counter) =>
  sql`${sql.ref(name)} = total.${sql.ref(name)} + excluded.${sql.ref(name)}`;

/** Adds the changes that meet `condition` (over `account_id`, `day`) to the totals. */
export const addToTotals = (condition: RawBuilder<boolean>): readonly RawBuilder<unknown>[] => [
  sql`
    insert into rollup.total as total (account_id, ${counterNames()})
    select account_id, ${sql.join(counters.map(totalSum))}
    from (${wideChanges(condition)}) change (account_id, day, ${counterNames()})
    group by account_id
    on conflict (account_id) do update set ${sql.join(counters.map(addToTotal))}`,
  sql`
    insert into rollup.money_total as total (account_id, currency, ${sql.join(moneySums.map((name) => sql.ref(name)))})
    select account_id, currency, ${sql.join(moneySums.map((name) => sql`sum(${sql.ref(name)})`))}
    from rollup.money
    where ${condition}
    group by account_id, currency
    on conflict (account_id, currency) do update set ${sql.join(
      moneySums.map(
        (name) => sql`${sql.ref(name)} = total.${sql.ref(name)} + excluded.${sql.ref(name)}`,
      ),
    )}`,
];

/** Ids of accounts with a change on `day`. */
export const changedOn = (day: string): RawBuilder<unknown> =>
  sql.join(
    [...counterRollups.map(({ id }) => id), 'money'].map(
      (id) => sql`select account_id from ${sql.table(`rollup.${id}`)} where day = ${day}::date`,
    ),
    sql` union `,
  );

/** Ids of accounts whose readings move on `day` without a change: revenue accrues, a rate or the first cost begins. */
export const movingOn = (day: string, firstCostDay: string | null): RawBuilder<unknown> => sql`
  select account_id from rollup.money_total money
  where mrr_rate <> 0
    or ${day}::date = ${firstCostDay}::date
    or exists (select 1 from rollup.rate where rate.currency = money.currency and rate.from_day = ${day}::date)
  union
  select account_id from rollup.total where has_interaction > 0
  union
  select account_id from rollup.total
  where feature_rows > 0 and exists (
    select 1 from rollup.company_feature where day = ${day}::date and features <> features_before
  )`;
