import { type RawBuilder, sql } from 'kysely';
import { type Db, keptPrepared } from '../db/connect.ts';
import { kpis } from '../kpis/index.ts';
import { firstFurtherPlace } from '../kpis/places.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { ColumnBlock } from './column-block.ts';
import type { StoredReadings } from './reading-rows.ts';

/** Stored readings of many accounts on some days, column by column. */
export interface ReadingColumns {
  /** What the rows of every column stand for. */
  readonly accountIds: Int32Array;
  readonly days: readonly Day[];
  /** One value per account, NaN without a reading. */
  column(dayIndex: number, place: number): Float64Array;
  /** Every day as if its accounts were others than those of the day before: a value per day and account, day after day. */
  readonly everyDay: {
    readonly accounts: number;
    column(place: number): Float64Array | undefined;
  };
  /** One day as `scorePortfolio` reads it: without a column where no account has a reading. */
  on(dayIndex: number): {
    readonly accounts: number;
    column(place: number): Float64Array | undefined;
  };
}

export interface ColumnsRequest {
  /** Ascending, none twice, up to the last day with readings. */
  days: readonly Day[];
  places: readonly number[];
  /** All that are not withdrawn, where absent. */
  accountIds?: readonly number[];
}

interface RescoredRequest extends ColumnsRequest {
  /** The shipped readings of all days but the last are those kept in `health.scored_past`, of each of the accounts. */
  isPastKept?: boolean;
}

/** Places of the shipped KPIs, whether or not a version looks at them. */
export const shippedPlaces: readonly number[] = kpis.map((_, place) => place);

/** Rows that a batch may have at most: they travel as one value. */
const rowsPerBatch = 16_384;
const parallelBatches = 2;
/** Over a longer gap one row is looked up by itself; over a shorter one walking through all of them is quicker. */
const longestWalkDays = 45;

/** Readings that hold at the end of each day. Throws RangeError where the days do not ascend. */
export async function readingColumns(db: Db, request: RescoredRequest): Promise<ReadingColumns> {
  const { days, places } = request;
  if (days.some((day, index) => index > 0 && (days[index - 1] ?? '') >= day)) {
    throw new RangeError('The days of reading columns ascend.');
  }
  const accountIds = Int32Array.from(request.accountIds ?? (await everyAccount(db)));
  const block = new ColumnBlock(accountIds.length, days.length, places);
  const walks = walksOf(days);
  const hasShipped = places.some((place) => place < firstFurtherPlace);
  const further = places.filter((place) => place >= firstFurtherPlace);
  const accountsPerBatch = Math.max(1, Math.floor(rowsPerBatch / Math.max(1, days.length)));
  let first = 0;
  const worker = async () => {
    while (first < accountIds.length && days.length > 0) {
      const start = first;
      first += accountsPerBatch;
      const batch = { accountIds: accountIds.subarray(start, first), days, walks };
      if (hasShipped && request.isPastKept === true) {
        const kept = await bytesOf(db, keptRows(batch));
        block.putMatrices(start, kept, { days: days.length - 1, places: shippedPlaces.length });
        block.putArrays(start, await bytesOf(db, rowsOfLastDay(batch)));
      } else if (hasShipped) {
        block.putArrays(start, await bytesOf(db, shippedRows(batch)));
      }
      if (further.length > 0)
        block.putValues(start, await bytesOf(db, furtherRows(batch, further)));
    }
  };
  await Promise.all(Array.from({ length: db.isTransaction ? 1 : parallelBatches }, worker));
  block.holdForward();
  return columnsOf(block, accountIds, days);
}

/** The same from histories of readings up to the last of the days. */
export function columnsFrom(
  history: ReadonlyMap<number, readonly StoredReadings[]>,
  { days, places, accountIds }: Required<ColumnsRequest>,
): ReadingColumns {
  const block = new ColumnBlock(accountIds.length, days.length, places);
  for (const [account, id] of accountIds.entries()) {
    const rows = history.get(id) ?? [];
    for (const [index, day] of days.entries()) {
      const readings = rows.findLast((row) => row.day <= day)?.readings;
      for (const place of places) {
        const value = readings?.[place];
        if (value != null) block.put(index, account, place, value);
      }
    }
  }
  return columnsOf(block, Int32Array.from(accountIds), days);
}

function columnsOf(
  block: ColumnBlock,
  accountIds: Int32Array,
  days: readonly Day[],
): ReadingColumns {
  return {
    accountIds,
    days,
    column: (dayIndex, place) => block.column(dayIndex, place) ?? block.empty,
    everyDay: {
      accounts: accountIds.length * days.length,
      column: (place) => block.wholeColumn(place),
    },
    on: (dayIndex) => ({
      accounts: accountIds.length,
      column: (place) => block.column(dayIndex, place),
    }),
  };
}

/** Ids of all accounts that are not withdrawn, ascending. */
export async function everyAccount(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from account.account where not withdrawn order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Days close to each other; the row that holds on the first is looked up, the others are met on the way. */
interface Walk {
  from: Day;
  until: Day;
}

function walksOf(days: readonly Day[]): Walk[] {
  const walks: Walk[] = [];
  for (const day of days) {
    const walk = walks.at(-1);
    if (walk !== undefined && daysBetween(walk.until, day) <= longestWalkDays) walk.until = day;
    else walks.push({ from: day, until: day });
  }
  return walks;
}

interface Batch {
  accountIds: Int32Array;
  days: readonly Day[];
  walks: readonly Walk[];
}

/** Which of the days a row holds on first; until the account's next row it holds on those after it too. */
const placeOfDay = (days: readonly Day[], day: RawBuilder<unknown>) =>
  sql`width_bucket(${day} - 1, ${days}::date[])`;

const accountsOf = ({ accountIds }: Batch) =>
  sql`unnest(${[...accountIds]}::int[]) with ordinality account (account_id, number)`;

/** One value in bytes: the driver takes ten times as long over half a million rows. */
async function bytesOf(db: Db, query: RawBuilder<{ bytes: Buffer | null }>): Promise<Buffer> {
  const { rows } = await query.execute(db);
  return rows[0]?.bytes ?? Buffer.alloc(0);
}

/** Of each row: number of the account (from 1), place of the day, the array as PostgreSQL sends it. */
const shippedRows = (batch: Batch) => sql<{
  bytes: Buffer | null;
}>`${batch.accountIds.length === 1 ? keptPrepared : sql``}
  with account as materialized (select * from ${accountsOf(batch)}),
  held as (
    select account_id, array_agg(day) as days
    from (${sql.join(
      batch.walks.map(
        ({ from, until }) => sql`
          select account_id, (
            select max(day) from reading.day where day.account_id = account.account_id and day <= ${from}::date
          ) as day
          from account
          union all
          select account_id, max(day)
          from reading.day
          where account_id = any(${[...batch.accountIds]}::int[]) and day > ${from}::date and day <= ${until}::date
          group by account_id, ${placeOfDay(batch.days, sql`day`)}`,
      ),
      sql` union all `,
    )}) held
    group by account_id
  )
  select string_agg(
    int4send(account.number::int) || int4send(${placeOfDay(batch.days, sql`day.day`)}) || array_send(day.readings), ''
  ) as bytes
  from held
  join account using (account_id)
  join reading.day on day.account_id = held.account_id and day.day = any(held.days)`;

/** Of each account: its number (from 1) and what was kept when it was scored. */
const keptRows = (batch: Batch): RawBuilder<{ bytes: Buffer | null }> => sql`
  select string_agg(int4send(account.number::int) || past.readings, '') as bytes
  from ${accountsOf(batch)}
  join health.scored_past past on past.account_id = account.account_id`;

/** Number, place of the day and array of rows that begin to hold on the last day. */
const rowsOfLastDay = (batch: Batch): RawBuilder<{ bytes: Buffer | null }> => sql`
  select string_agg(
    int4send(account.number::int) || int4send(${batch.days.length - 1}) || array_send(day.readings), ''
  ) as bytes
  from ${accountsOf(batch)}
  join reading.day on day.account_id = account.account_id and day.day = ${batch.days.at(-1)}::date`;

/** Of each row: number of the account (from 1), place of the day, place of the reading, value. */
const furtherRows = (batch: Batch, places: readonly number[]) => sql<{ bytes: Buffer | null }>`
  select string_agg(
    int4send(account.number::int) || int4send(${placeOfDay(batch.days, sql`held.day`)}) || int4send(held.place)
      || float8send(coalesce(held.value, 'NaN')), ''
  ) as bytes
  from ${accountsOf(batch)}
  cross join unnest(${places}::int[]) wanted (place)
  cross join lateral (${sql.join(
    batch.walks.map(
      ({ from, until }) => sql`
        (select place, day, value from reading.further
        where further.account_id = account.account_id and further.place = wanted.place and day <= ${from}::date
        order by day desc limit 1)
        union all
        (select distinct on (at_day) place, day, value
        from (
          select place, day, value, ${placeOfDay(batch.days, sql`day`)} as at_day
          from reading.further
          where further.account_id = account.account_id and further.place = wanted.place
            and day > ${from}::date and day <= ${until}::date
        ) met
        order by at_day, day desc)`,
    ),
    sql` union all `,
  )}) held`;
