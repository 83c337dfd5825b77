import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Company, readCompany, todayIn } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { placeOn, profileStepsOf } from '../health/attributes.ts';
import { type ReadingColumns, readingColumns } from '../health/reading-columns.ts';
import { currentVersion, type Version } from '../health/versions.ts';
import { describeKpi } from '../kpis/describe.ts';
import { furtherPlaces } from '../kpis/places.ts';
import { type Day, daysBetween, parseDay } from '../lib/day.ts';
import { spanQuery } from '../rollups/dated-facts.ts';
import { type ReadyProfile, readyProfiles, rulesWithoutHistory } from '../scoring/rule-model.ts';
import { churnDays } from './churn-days.ts';
import { monthEndsOf } from './month-ends.ts';
import { ever, never, type ProofData } from './proof.ts';
import { rolledUpOn } from './roll-up.ts';
import { type ScoredMonth, scoreMonth } from './score-month.ts';

export interface ProofRequest {
  horizonDays: number;
  from?: Day | undefined;
  to?: Day | undefined;
  /** The day it is, where it is not to be read off the clock. */
  today?: Day | undefined;
  /** Settings to be judged; those that score accounts now where absent. */
  version?: Version | undefined;
}

/** A rule of a profile that looks at attributes whose past is not known. */
export type RuleWithoutHistory = ReturnType<typeof rulesWithoutHistory>[number];

export interface ProofInput {
  data: ProofData;
  /** Hale's own number of each account of the data. */
  accountNumbers: readonly number[];
  version: number;
  rulesWithoutHistory: readonly RuleWithoutHistory[];
}

/** What the backtest of settings looks at: stored readings on month-ends, scored, and who left when. */
export async function readProofData(db: Db, request: ProofRequest): Promise<ProofInput> {
  const company = await readCompany(db);
  const version = request.version ?? (await currentVersion(db));
  const profiles = readyProfiles(version.model);
  const monthEnds = await monthEndsIn(db, company, request);
  const accounts = await accountsOf(db, company.time_zone);
  const ids = accounts.map(({ id }) => id);
  const places = [...new Set(profiles.flatMap(({ kpis }) => kpis.map(({ place }) => place)))];
  const columns = await readingColumns(db, { days: monthEnds, places, accountIds: ids });
  const profilesOn = await profilesOnDays(db, columns, profiles, company);
  const months: ScoredMonth[] = [];
  for (const [month, day] of monthEnds.entries()) {
    const scored = scoreMonth(columns.on(month), profiles, profilesOn(day));
    if (version.model.parents !== 'own') {
      await rolledUpOn(db, { day, company, ids, mode: version.model.parents, scored, profiles });
    }
    months.push(scored);
  }
  const kpis = await describedKpis(db, profiles);
  return {
    version: version.id,
    rulesWithoutHistory: rulesWithoutHistory(profiles),
    accountNumbers: ids,
    data: {
      horizonDays: request.horizonDays,
      monthEnds,
      accountIds: accounts.map(({ external_id }) => external_id),
      existsFrom: Int32Array.from(accounts, ({ created_on }) => numberOf(created_on, ever)),
      churnDay: Int32Array.from(accounts, ({ churned_on }) => numberOf(churned_on, never)),
      folds: Uint8Array.from(accounts, ({ external_id }) => foldOf(external_id)),
      kpis: kpis.map(({ id, better }) => ({
        id,
        better,
        readings: months.map(({ readings }) => columnOf(readings, id)),
        scores: months.map(({ scores }) => columnOf(scores, id)),
      })),
      health: months.map(({ health }) => health),
      bands: months.map(({ band }) => band),
    },
  };
}

const endOfTime = parseDay('9999-12-31');

/** The month-ends that a request judges, ascending. */
export async function monthEndsIn(db: Db, company: Company, request: ProofRequest): Promise<Day[]> {
  const today = request.today ?? todayIn(company);
  // A start in the future is a dated fact too: it is `today` that ends what counts as seen then.
  const { rows } = await spanQuery(company.time_zone, endOfTime).execute(db);
  const { first = null, newest = null } = rows[0] ?? {};
  return monthEndsOf({ ...request, firstFact: first, newestFact: newest, today });
}

interface Account {
  id: number;
  external_id: string;
  created_on: Day | null;
  churned_on: Day | null;
}

/** In code point order of account_id. */
async function accountsOf(db: Db, timeZone: string): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select id, external_id, (created_at at time zone ${timeZone})::date as created_on, churned.day as churned_on
    from account.account
    left join (${churnDays(timeZone)}) churned on churned.account_id = account.id
    where not withdrawn
    order by external_id collate "C", id`.execute(db);
  return rows;
}

const epoch = parseDay('1970-01-01');
const numberOf = (day: Day | null, otherwise: number): number =>
  day === null ? otherwise : daysBetween(epoch, day);

const foldCount = 5;
const foldOf = (accountId: string): number =>
  createHash('sha256').update(accountId).digest().readUInt32BE(0) % foldCount;

/** Every KPI of the profiles, once, and which of its readings are the better ones. */
async function describedKpis(db: Db, profiles: readonly ReadyProfile[]) {
  const further = await furtherPlaces(db);
  const kpis = new Map<string, { id: string; better: 'up' | 'down' }>();
  for (const profile of profiles) {
    for (const kpi of profile.kpis) {
      const described = describeKpi(kpi, further);
      if (described !== undefined && !kpis.has(kpi.id)) kpis.set(kpi.id, described);
    }
  }
  return [...kpis.values()];
}

/** Which profile scores each account on a day; absent where there is one alone. */
async function profilesOnDays(
  db: Db,
  { accountIds }: ReadingColumns,
  profiles: readonly ReadyProfile[],
  company: Company,
): Promise<(day: Day) => Uint8Array | undefined> {
  if (profiles.length === 1) return () => undefined;
  const steps = await profileStepsOf(db, [...accountIds], profiles, company);
  return (day) => Uint8Array.from(accountIds, (id) => placeOn(steps.get(id), day, profiles));
}

function columnOf(columns: ReadonlyMap<string, Float64Array>, id: string): Float64Array {
  const column = columns.get(id);
  if (column === undefined) throw new Error(`no column of ${id}`);
  return column;
}
