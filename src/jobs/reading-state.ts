import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { touchAll } from './touched.ts';

export interface ReadingState {
  /** The last day readings are stored for; null before the first. */
  currentDay: Day | null;
  /** First day with any cost in the company. */
  firstCostDay: Day | null;
}

const columns = sql`current_day as "currentDay", first_cost_day as "firstCostDay"`;
const nothingYet: ReadingState = { currentDay: null, firstCostDay: null };

export async function readingState(db: Db): Promise<ReadingState> {
  const { rows } = await sql<ReadingState>`select ${columns} from reading.state`.execute(db);
  return rows[0] ?? nothingYet;
}

/** The same, kept from changing until the transaction ends. */
export async function lockReadingState(tx: Db): Promise<ReadingState> {
  const { rows } = await sql<ReadingState>`select ${columns} from reading.state for update`.execute(
    tx,
  );
  return rows[0] ?? nothingYet;
}

/**
 * Whether what reaches every account has changed: the company's first cost, before which balance is unknown everywhere
 * (definitions.md 10, balance), or its exchange rates. Marks every account then.
 */
export async function noticeCompany(db: Db): Promise<boolean> {
  const { rows } = await sql`
    with company as (
      select (select min(day) from rollup.first_cost) as first_cost_day,
        (select md5(string_agg(rate::text, ';' order by rate::text)) from rollup.rate) as rates_digest
    )
    update reading.state set first_cost_day = company.first_cost_day, rates_digest = company.rates_digest
    from company
    where (state.first_cost_day, state.rates_digest)
      is distinct from (company.first_cost_day, company.rates_digest)
    returning 1`.execute(db);
  if (rows.length > 0) await touchAll(db, []);
  return rows.length > 0;
}
