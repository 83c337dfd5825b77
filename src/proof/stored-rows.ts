import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Band } from '../scoring/bands.ts';
import { rangePoints } from '../scoring/health-range.ts';
import { judgedRowsOf } from './judged-rows.ts';
import type { Proof } from './proof.ts';
import type { ProofInput } from './read-data.ts';

/** What was asked of a report: its days as they are stored. */
export interface AskedReport {
  horizonDays: number;
  first: string;
  last: string;
}

const rowsAtOnce = 20_000;

/** Writes the rows of a report in place of those kept before. */
export async function storeRows(
  tx: Db,
  { horizonDays, first, last }: AskedReport,
  { report, input }: { report: Pick<Proof, 'probabilities'>; input: ProofInput },
): Promise<void> {
  await sql`
    delete from proof.judged_row
    where horizon_days = ${horizonDays} and first_asked = ${first}::date and last_asked = ${last}::date`.execute(
    tx,
  );
  const { data, accountNumbers } = input;
  const rows = judgedRowsOf(data, report);
  const accounts = [...rows.accounts];
  for (let from = 0; from < accounts.length; from += rowsAtOnce) {
    const part = <T>(column: readonly T[]) => column.slice(from, from + rowsAtOnce);
    await sql`
      insert into proof.judged_row (horizon_days, first_asked, last_asked, as_of, account_id, external_id, band, health,
        left_on, first_at_risk_on, probability, decile)
      select ${horizonDays}, ${first}::date, ${last}::date, as_of, account_id, external_id, band, health,
        '1970-01-01'::date + left_on, '1970-01-01'::date + first_at_risk_on, probability, decile
      from unnest(
        ${part(rows.asOf)}::date[],
        ${part(accounts).map((place) => accountNumbers[place] ?? 0)}::int[],
        ${part(accounts).map((place) => data.accountIds[place] ?? '')}::text[],
        ${part(rows.bands)}::text[], ${part(rows.health)}::float8[], ${part(rows.leftOn)}::int[],
        ${part(rows.firstAtRiskOn)}::int[], ${part(rows.probabilities)}::float8[], ${part(rows.deciles)}::smallint[]
      ) judged (as_of, account_id, external_id, band, health, left_on, first_at_risk_on, probability, decile)`.execute(
      tx,
    );
  }
}

/** Which rows are wanted; all that is absent is no condition. */
export interface RowFilter {
  band?: Band | undefined;
  /** A month-end. */
  month?: string | undefined;
  decile?: number | undefined;
  /** Lower edge of a range of ten points of health. */
  health_from?: number | undefined;
  churned?: boolean | undefined;
  /** Whether the learned model judged it. */
  judged?: boolean | undefined;
  /** Whether the account had a health. */
  scored?: boolean | undefined;
  /** Whether its account was at risk at any month-end. */
  warned?: boolean | undefined;
}

/** A row of a report, as people see it. `p`: null where nothing was learned. */
export interface StoredRow {
  account_id: string;
  /** Hale's own number; the name is null once the account is gone. */
  id: number;
  name: string | null;
  as_of: string;
  band: Band;
  health: number | null;
  left_on: string | null;
  first_at_risk_on: string | null;
  p: number | null;
  decile: number | null;
}

const matching = (
  { horizonDays, first, last }: AskedReport,
  filter: RowFilter,
): RawBuilder<unknown> => {
  const conditions = [
    sql`horizon_days = ${horizonDays} and first_asked = ${first}::date and last_asked = ${last}::date`,
  ];
  const { band, month, decile, health_from, churned, judged, scored, warned } = filter;
  if (band !== undefined) conditions.push(sql`band = ${band}`);
  if (month !== undefined) conditions.push(sql`as_of = ${month}::date`);
  if (decile !== undefined) conditions.push(sql`decile = ${decile}`);
  if (health_from !== undefined) {
    // As healthRangeOf has it: edges compare at nine decimals, and 100 is in the last range.
    const range = sql`least(floor(round(health::numeric, 9) / ${rangePoints}) * ${rangePoints}, ${100 - rangePoints})`;
    conditions.push(sql`${range} = ${health_from}`);
  }
  if (churned !== undefined) conditions.push(sql`(left_on is not null) = ${churned}`);
  if (judged !== undefined) conditions.push(sql`(probability is not null) = ${judged}`);
  if (scored !== undefined) conditions.push(sql`(health is not null) = ${scored}`);
  if (warned !== undefined) conditions.push(sql`(first_at_risk_on is not null) = ${warned}`);
  return sql.join(conditions, sql` and `);
};

/** How many rows of a report there are that match, and how many accounts; of those that left beside. */
export async function countRows(db: Db, asked: AskedReport, filter: RowFilter) {
  const { rows } = await sql<{
    n: number;
    churned: number;
    accounts: number;
    churned_accounts: number;
  }>`
    select count(*)::int as n, count(left_on)::int as churned, count(distinct account_id)::int as accounts,
      (count(distinct account_id) filter (where left_on is not null))::int as churned_accounts
    from proof.judged_row
    where ${matching(asked, filter)}`.execute(db);
  return rows[0] ?? { n: 0, churned: 0, accounts: 0, churned_accounts: 0 };
}

/** Rows of a report by account_id, then day, as `hale proof` prints probabilities; all from `offset` on without a limit. */
export async function listRows(
  db: Db,
  asked: AskedReport,
  filter: RowFilter,
  { offset, limit = null }: { offset: number; limit?: number | null },
): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select page.external_id as account_id, account_id as id, account.name, as_of, band, health, left_on, first_at_risk_on,
      probability as p, decile
    from (
      select * from proof.judged_row
      where ${matching(asked, filter)}
      order by external_id collate "C", account_id, as_of
      limit ${limit} offset ${offset}
    ) page
    left join account.account on account.id = page.account_id
    order by page.external_id collate "C", account_id, as_of`.execute(db);
  return rows;
}
