import { sql } from 'kysely';
import { toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { KpiDescription, RowsRequest } from '../kpis/kpi.ts';
import { addDays } from '../lib/day.ts';
import type { Cell } from './contract/kpi.ts';
import { notFound } from './errors.ts';
import { explainedAccount } from './explained.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerKpiRows: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.kpi_rows', async ({ params, query }) => {
    const { account, day, company, explained } = await explainedAccount(
      context,
      params.account,
      query,
    );
    const part = explained.parts.find(({ id }) => id === params.kpi);
    if (part === undefined) throw notFound(`There is no KPI "${params.kpi}".`);
    const { kpi } = part;
    const rows = await rowsOf(context.db, kpi, {
      accountId: account.id,
      asOf: day,
      timeZone: company.time_zone,
      settings: toReadingSettings(company),
      windowDays: kpi.windowDays ?? 0,
    });
    const windowDays = kpi.rows.windowDays ?? kpi.windowDays;
    return {
      account: { id: account.id, account_id: account.account_id, name: account.name },
      kpi: kpi.id,
      as_of: day,
      from: windowDays === null ? null : addDays(day, 1 - windowDays),
      reading: part.value,
      n: part.n,
      columns: kpi.rows.columns.map(({ id, type }) => ({ id, type })),
      rows,
    };
  });
};

/** The rows a reading rests on, cells in the order of the KPI's columns. */
export async function rowsOf(db: Db, kpi: KpiDescription, request: RowsRequest): Promise<Cell[][]> {
  // Names of our own: two columns of a query may share theirs.
  const names = kpi.rows.columns.map((_, index) => `cell_${index}`);
  const { rows } = await sql<Record<string, Cell | Date>>`
    select * from (${kpi.rows.query(request)}) found (${sql.join(names.map((name) => sql.ref(name)))})`.execute(
    db,
  );
  return rows.map((row) =>
    names.map((name) => {
      const cell = row[name] ?? null;
      return cell instanceof Date ? cell.toISOString() : cell;
    }),
  );
}
