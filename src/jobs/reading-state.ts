import { type RawBuilder, sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import { type Db, keptPrepared } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { commission } from '../rollups/commission.rollup.ts';
import { refreshCompanyFeatures } from '../rollups/company-feature.ts';
import type { ChangedFrom } from '../rollups/rollup.ts';
import { markAllCsms, refreshTargetShares } from '../rollups/target-share.ts';
import { noticeCalendars } from './calendars.ts';
import { touchAll, touchReadings } from './touched.ts';

export interface ReadingState {
  /** The last day readings are stored for; null before the first. */
  currentDay: Day | null;
  /** First day with any cost in the company. */
  firstCostDay: Day | null;
}

const columns = sql`current_day as "currentDay", first_cost_day as "firstCostDay"`;
export const nothingYet: ReadingState = { currentDay: null, firstCostDay: null };

export const stateQuery = (): RawBuilder<ReadingState> =>
  sql<ReadingState>`select ${columns} from reading.state`;

export async function readingState(db: Db): Promise<ReadingState> {
  const { rows } = await stateQuery().execute(db);
  return rows[0] ?? nothingYet;
}

/** The same, kept from changing until the transaction ends. */
export async function lockReadingState(tx: Db): Promise<ReadingState> {
  const { rows } = await sql<ReadingState>`select ${columns} from reading.state for update`.execute(
    tx,
  );
  return rows[0] ?? nothingYet;
}

/** What reaches beyond an account, as it is told without looking closer. */
export interface CompanyNotice extends ReadingState {
  /** The first cost or the exchange rates are others than those the readings were made with. */
  company: boolean;
  features: boolean;
  csms: boolean;
  calendars: boolean;
}

export const companyNotice = (): RawBuilder<CompanyNotice> => sql<CompanyNotice>`${keptPrepared}
  select (first_cost_day, rates_digest) is distinct from (${firstCostDay}, ${ratesDigest}) as company,
    exists (select 1 from rollup.feature_change) as features,
    exists (select 1 from fact.touched_csm) as csms,
    exists (select 1 from fact.touched_calendar) as calendars,
    ${columns}
  from reading.state`;

/**
 * Whether what reaches beyond an account has changed: the company's first cost, before which balance is unknown everywhere,
 * its exchange rates, the features its customers use, the targets of its CSMs, its calendars (definitions.md 10, balance,
 * adoption, commission, response_time). Marks the accounts whose readings move, and does nothing else in the usual case that none did.
 */
export async function noticeCompany(db: Db, due: CompanyNotice | undefined): Promise<boolean> {
  if (due === undefined || !(due.company || due.features || due.csms || due.calendars))
    return false;
  const { currentDay } = await lockReadingState(db);
  if (due.company) await noticeMoney(db);
  const reached = [
    due.company,
    due.features && (await noticeFeatures(db, currentDay)),
    (due.csms || due.company) && (await noticeTargets(db, currentDay)),
    due.calendars && (await noticeCalendars(db)),
  ];
  return reached.includes(true);
}

const firstCostDay = sql`(select min(day) from rollup.first_cost)`;
const ratesDigest = sql`(
  select concat(
    (select value from app.setting where key = 'currency'), md5(string_agg(rate::text, ';' order by rate::text))
  ) from rollup.rate
)`;

async function noticeMoney(db: Db): Promise<void> {
  await sql`
    update reading.state set first_cost_day = ${firstCostDay}, rates_digest = ${ratesDigest}`.execute(
    db,
  );
  await markAllCsms.execute(db);
  await touchAll(db, []);
}

async function noticeFeatures(db: Db, currentDay: Day | null): Promise<boolean> {
  const day = await refreshCompanyFeatures(db);
  if (day === null || currentDay === null || day > currentDay) return false;
  await touchReadings(db, sql`select distinct account_id, ${day}::date from rollup.feature`);
  return true;
}

async function noticeTargets(db: Db, currentDay: Day | null): Promise<boolean> {
  const { currency, time_zone } = await readCompany(db);
  const accountIds = await refreshTargetShares(db, currency);
  const scope = { accountIds, currency, timeZone: time_zone, keyFeatures: null, usage: null };
  const changed: ChangedFrom[] = [];
  for (const statement of accountIds.length > 0 ? commission.fill(scope) : []) {
    changed.push(...((await statement.execute(db)).rows as ChangedFrom[]));
  }
  const due = changed.filter(({ day }) => currentDay === null || day <= currentDay);
  if (due.length === 0) return false;
  await touchReadings(
    db,
    sql`select unnest(${due.map((row) => row.account_id)}::int[]), unnest(${due.map((row) => row.day)}::date[])`,
  );
  return true;
}

/** Lets everything that reaches beyond an account be counted again, as after accounts have gone without a trace. */
export async function forgetCompany(db: Db): Promise<void> {
  await sql`delete from rollup.feature_change`.execute(db);
  await sql`delete from rollup.company_feature_day`.execute(db);
  await sql`delete from rollup.company_feature`.execute(db);
  await sql`
    insert into rollup.feature_change (feature, day, accounts)
    select feature, day, count(*) from rollup.feature_day group by feature, day`.execute(db);
  await sql`update reading.state set rates_digest = null`.execute(db);
}
