import { sql } from 'kysely';
import { type Company, keyFeatures } from '../accounts/company.ts';
import { type Db, together } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { clearStatements, fillStatements, firstChanges } from '../rollups/fill.ts';
import { refillSeries } from './further.ts';
import { type CompanyNotice, companyNotice } from './reading-state.ts';
import { earliestChange, type Touched, usageRange } from './touched.ts';

/** An account whose rollups stand. */
export interface Rebuilt {
  account_id: number;
  /** From which day on its readings do not stand; null = all. */
  readings_from: Day | null;
  /** Whether its totals say what its rollups say. */
  areTotalsKept: boolean;
  /** Whether its subscriptions and renewals are what they were. */
  contractsStand: boolean;
}

/** Nothing is known of how the account came to be touched. */
export const stale = { areTotalsKept: false, contractsStand: false };

/** Facts of which an account's contracts are made. */
const contractFacts = ['subscriptions', 'renewals'];

interface Rebuilding {
  rebuilt: readonly Rebuilt[];
  /** How the company stands behind it. */
  notice: CompanyNotice | undefined;
}

/** Of one account the plans of long statements are as good for the next, and making them takes longer than running them. */
const keepPlans = sql`set local plan_cache_mode = force_generic_plan`;

/**
 * Rebuilds the rollups of a batch; gives from which day on each account's readings are to be made again. Totals as of
 * `totalsDay` are kept true, where there are any.
 */
export async function rebuild(
  tx: Db,
  company: Company,
  batch: readonly Touched[],
  totalsDay?: Day,
): Promise<Rebuilding> {
  const changed = batch.filter(({ facts }) => facts.length > 0);
  const changedFrom = earliestChange(changed);
  const scopeOf = (rows: readonly Touched[]) => ({
    accountIds: rows.map((row) => row.account_id),
    timeZone: company.time_zone,
    currency: company.currency,
    keyFeatures: keyFeatures(company),
    usage: usageRange(changed),
    ...(changedFrom !== null && { changedFrom }),
    ...(totalsDay !== undefined && { totalsDay }),
  });
  const withdrawn = changed.filter((row) => row.withdrawn);
  const fills = fillStatements(
    scopeOf(changed.filter((row) => !row.withdrawn)),
    new Set(changed.flatMap((row) => row.facts)),
  );
  const clears = clearStatements(scopeOf(withdrawn));
  const plans = batch.length === 1 ? [keepPlans] : [];
  const results = await together(tx, [...plans, ...fills, ...clears, companyNotice()]);
  await refillSeries(
    tx,
    changed.filter(({ facts }) => facts.includes('series')).map((row) => row.account_id),
  );
  const firstChanged = firstChanges(results.slice(plans.length, plans.length + fills.length));
  const rebuilt = batch.map((row): Rebuilt => {
    if (row.facts.length === 0) return { ...row, ...stale };
    const from = row.withdrawn ? firstDay : (firstChanged.get(row.account_id) ?? nothingChanged);
    const pending = row.readings_from;
    return {
      account_id: row.account_id,
      readings_from: pending !== null && pending < from ? pending : from,
      areTotalsKept: pending === null && !row.withdrawn,
      contractsStand: !row.facts.some((fact) => contractFacts.includes(fact)),
    };
  });
  return { rebuilt, notice: results.at(-1)?.[0] as CompanyNotice | undefined };
}

/** Leaves only the readings of accounts to be made again. */
export async function noteRebuilt(tx: Db, rebuilt: readonly Rebuilt[]): Promise<void> {
  await sql`
    update fact.touched
    set facts = '{}', changed_from = null, usage_from = null, usage_until = null,
      readings_from = least(touched.readings_from, rebuilt.readings_from)
    from unnest(${idsOf(rebuilt)}::int[], ${rebuilt.map((row) => row.readings_from)}::date[])
      rebuilt (account_id, readings_from)
    where touched.account_id = rebuilt.account_id`.execute(tx);
}

/** After every day. */
const nothingChanged = 'infinity' as Day;
/** Before any fact. */
const firstDay = '-infinity' as Day;

export const idsOf = (rows: readonly Rebuilt[]): number[] => rows.map((row) => row.account_id);
