import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Band } from '../scoring/bands.ts';
import { rangePoints } from '../scoring/health-range.ts';
import type { Judgement } from './judge.ts';
import { judgedRowsOf } from './judged-rows.ts';
import type { ProofInput } from './read-data.ts';

/** What was asked of a report: its days as they are stored. */
export interface AskedReport {
  horizonDays: number;
  first: string;
  last: string;
}

const rowsAtOnce = 5_000;

/** Writes the rows of a report in place of those kept before. */
export async function storeRows(
  tx: Db,
  asked: AskedReport,
  { judgement, input }: { judgement: Judgement; input: ProofInput },
): Promise<void> {
  const { horizonDays, first, last } = asked;
  await sql`delete from proof.judged_row where ${ofReport(asked)}`.execute(tx);
  const { data, accountNumbers } = input;
  const rows = judgedRowsOf(data, judgement);
  const accounts = [...rows.accounts];
  for (let from = 0; from < accounts.length; from += rowsAtOnce) {
    const part = <T>(column: readonly T[]) => column.slice(from, from + rowsAtOnce);
    await sql`
      insert into proof.judged_row (horizon_days, first_asked, last_asked, as_of, account_id, external_id, band, health,
        left_on, first_at_risk_on, judged, probability, decile, proposed_health, readings)
      select ${horizonDays}, ${first}::date, ${last}::date, as_of, account_id, external_id, band, health,
        '1970-01-01'::date + left_on, '1970-01-01'::date + first_at_risk_on, judged, probability, decile, proposed_health, readings::float8[]
      from unnest(
        ${part(rows.asOf)}::date[],
        ${part(accounts).map((place) => accountNumbers[place] ?? 0)}::int[],
        ${part(accounts).map((place) => data.accountIds[place] ?? '')}::text[],
        ${part(rows.bands)}::text[], ${part(rows.health)}::float8[], ${part(rows.leftOn)}::int[],
        ${part(rows.firstAtRiskOn)}::int[], ${part(rows.judged)}::boolean[], ${part(rows.probabilities)}::float8[],
        ${part(rows.deciles)}::smallint[], ${part(rows.proposedHealth)}::float8[],
        ${arraysOf(rows.readings.map(part))}::text[]
      ) part (as_of, account_id, external_id, band, health, left_on, first_at_risk_on, judged, probability, decile,
        proposed_health, readings)`.execute(tx);
  }
}

/** Columns as one array for each row, as PostgreSQL writes it: it cannot unnest arrays of arrays. */
const arraysOf = (columns: readonly (readonly (number | null)[])[]): string[] =>
  (columns[0] ?? []).map((_, row) => `{${columns.map((values) => values[row] ?? 'NULL').join()}}`);

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
  /** Whether it had a health under the proposed weights. */
  proposed?: boolean | undefined;
  /** A KPI whose readings are looked at; rows of a KPI that was not judged do not exist. */
  kpi?: string | undefined;
  /** Whether there was a reading of it, true where absent; says nothing without a KPI. */
  read?: boolean | undefined;
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
  proposed_health: number | null;
  /** Of the KPI asked for. */
  reading: number | null;
}

const ofReport = ({ horizonDays, first, last }: AskedReport): RawBuilder<unknown> =>
  sql`horizon_days = ${horizonDays} and first_asked = ${first}::date and last_asked = ${last}::date`;

/** The place of a KPI among the readings of a report; null where it was not judged. */
const placeOf = (asked: AskedReport, kpi: string | undefined): RawBuilder<unknown> =>
  sql`(select array_position(kpis, ${kpi ?? null}) from proof.report where ${ofReport(asked)})`;

const matching = (asked: AskedReport, filter: RowFilter): RawBuilder<unknown> => {
  const conditions = [ofReport(asked)];
  const { band, month, decile, health_from, churned, judged, scored, warned } = filter;
  const { proposed, kpi, read = true } = filter;
  if (band !== undefined) conditions.push(sql`band = ${band}`);
  if (month !== undefined) conditions.push(sql`as_of = ${month}::date`);
  if (decile !== undefined) conditions.push(sql`decile = ${decile}`);
  if (health_from !== undefined) {
    // As healthRangeOf has it: edges compare at nine decimals, and 100 is in the last range.
    const range = sql`least(floor(round(health::numeric, 9) / ${rangePoints}) * ${rangePoints}, ${100 - rangePoints})`;
    conditions.push(sql`${range} = ${health_from}`);
  }
  if (churned !== undefined) conditions.push(sql`(left_on is not null) = ${churned}`);
  if (judged !== undefined) conditions.push(sql`judged = ${judged}`);
  if (scored !== undefined) conditions.push(sql`(health is not null) = ${scored}`);
  if (warned !== undefined) conditions.push(sql`(first_at_risk_on is not null) = ${warned}`);
  if (proposed !== undefined) conditions.push(sql`(proposed_health is not null) = ${proposed}`);
  if (kpi !== undefined) {
    const place = placeOf(asked, kpi);
    conditions.push(sql`${place} is not null and (readings[${place}] is not null) = ${read}`);
  }
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
      probability as p, decile, proposed_health, readings[${placeOf(asked, filter.kpi)}] as reading
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
