import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { chosenRows } from '../facts/store/discard.ts';
import { scorerOf } from '../health/scorer.ts';
import type { KpiDescription } from '../kpis/kpi.ts';
import { type NewestFact, newestFacts } from '../kpis/newest-facts.ts';
import { accountOf } from './account-of.ts';
import { asOf } from './as-of.ts';
import type { KpiFacts } from './contract/kpi.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerKpiFacts: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.kpi_facts', async ({ params, query }) => {
    const { db } = context;
    const [{ company, day }, account] = await Promise.all([
      asOf(context, query.as_of),
      accountOf(db, params.account, query.source),
    ]);
    const scorer = await scorerOf(db, [account.id]);
    const kpis = scorer.profileOn(account.id, day).kpis.map(scorer.describe);
    const kinds = [...new Set(kpis.flatMap(({ facts }) => facts))];
    const request = { accountId: account.id, asOf: day, timeZone: company.time_zone };
    const [newest, imports, quarantined] = await Promise.all([
      newestFacts(db, kinds, request),
      lastImports(db),
      quarantinedRows(db, account.id),
    ]);
    return {
      as_of: day,
      kpis: kpis.map((kpi) => {
        const facts = filesOf(kpi);
        const sources = newestOfSources(kpi.facts.flatMap((kind) => newest.get(kind) ?? []));
        return {
          id: kpi.id,
          facts,
          newest_fact_on: sources[0]?.newest ?? null,
          sources: sources.map(({ source: name, newest: newest_fact_on }) => ({
            name,
            newest_fact_on,
            last_import_at: imports.get(name)?.toISOString() ?? null,
          })),
          n_quarantined: facts.reduce((sum, fact) => sum + (quarantined.get(fact) ?? 0), 0),
        };
      }),
    } satisfies KpiFacts;
  });
};

const filesOf = ({ facts }: KpiDescription): string[] => [
  ...new Set(facts.flatMap(({ files }) => files)),
];

/** The newest of each source, the newest first. */
const newestOfSources = (found: readonly NewestFact[]): NewestFact[] =>
  [...Map.groupBy(found, ({ source }) => source).values()]
    .map((same) => same.reduce((a, b) => ((a.newest ?? '') < (b.newest ?? '') ? b : a)))
    .toSorted((a, b) => (b.newest ?? '').localeCompare(a.newest ?? ''));

/** When each source delivered last, by its name. */
async function lastImports(db: Db): Promise<Map<string, Date>> {
  const { rows } = await sql<{ name: string; at: Date }>`
    select source.name, run.started_at as at
    from app.source
    cross join lateral (
      select started_at from app.import_run where source_id = source.id order by id desc limit 1
    ) run`.execute(db);
  return new Map(rows.map(({ name, at }) => [name, at]));
}

/** Rows that wait for a mend and name the account or a ticket of its, by plain name of their file. */
async function quarantinedRows(db: Db, accountId: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ fact: string; n: number }>`
    select fact, count(*) as n from app.quarantine where ${chosenRows({ accountId }, 'open')} group by fact`.execute(
    db,
  );
  return new Map(rows.map(({ fact, n }) => [fact, n]));
}
