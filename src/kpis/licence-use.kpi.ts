import { type RawBuilder, sql } from 'kysely';
import { subscription, use } from './fact-kinds.ts';
import { defineKpi, type Kpi, type RowsRequest } from './kpi.ts';

/** How many seats there are on the day, as one value. */
type Seats = (request: Pick<RowsRequest, 'accountId' | 'asOf'>) => RawBuilder<unknown>;

const seatsSold: Seats = ({ accountId, asOf }) => sql`
  select sum(seats)::float8 from fact.subscription
  where account_id = ${accountId} and starts_on <= ${asOf}::date and (ends_on is null or ends_on > ${asOf}::date)`;

/** As the account's own column said on the day; its first value holds since ever. */
const seatsDeployed =
  (column: string): Seats =>
  ({ accountId, asOf }) =>
    sql`
    select case when text ~ '^[0-9]{1,9}([.][0-9]+)?$' then text::float8 end
    from (
      select text, until_day, count(text) over (order by until_day nulls last) as known
      from (
        select null::date as until_day, custom ->> ${column} as text from account.account where id = ${accountId}
        union all
        select until_day, custom ->> ${column} from account.past_attributes where account_id = ${accountId}
      ) said
    ) said
    where known > 0 and (until_day is null or until_day > ${asOf}::date)
    order by until_day nulls last
    limit 1`;

const rowsOver = (seats: Seats): Kpi['rows'] => ({
  windowDays: 180,
  columns: [
    { id: 'user_id', type: 'text' },
    { id: 'last_day', type: 'day' },
    { id: 'active_now', type: 'boolean' },
    { id: 'seats', type: 'number' },
    { id: 'judged_from', type: 'day' },
  ],
  query: ({ accountId, asOf, windowDays }) => sql`
    select user_id, max(day), bool_or(day > ${asOf}::date - ${windowDays}::int), (${seats({ accountId, asOf })}),
      (select min(starts_on) + 90 from fact.subscription where account_id = ${accountId})
    from rollup.user_day
    where account_id = ${accountId} and day > ${asOf}::date - 180 and day <= ${asOf}::date
    group by user_id
    order by max(day) desc, user_id`,
});

/** Do they use what they bought? (definitions.md 4 and 10, licence_use) */
export const licenceUse = defineKpi({
  id: 'licence_use',
  area: 'usage',
  unit: 'share',
  better: 'up',
  weight: 5,
  windowDays: 30,
  minimumRows: 1,
  facts: [use, subscription],
  curve: [
    [0, 0],
    [0.3, 30],
    [0.6, 70],
    [0.9, 100],
  ],
  value: () =>
    sql`case when c.judged_contracts > 0 and c.seat_rows > 0
      then c.active_users_30::float8 / nullif(c.seats::float8, 0) end`,
  rowCount: sql`c.active_users_180`,
  rollupWindows: (windowDays) => ({ usage: windowDays, seat: windowDays }),
  figures: [
    { id: 'active_users', unit: 'count', value: sql`c.active_users_30::float8` },
    {
      id: 'seats',
      unit: 'count',
      value: sql`case when c.seat_rows > 0 then c.seats::float8 end`,
    },
  ],
  rows: rowsOver(seatsSold),
  parameter: {
    id: 'seats',
    form: { kind: 'custom_field', options: ['sold'] },
    initial: 'sold',
    under: (field) => ({ rows: rowsOver(seatsDeployed(String(field).replace(/^custom[.]/, ''))) }),
  },
});
