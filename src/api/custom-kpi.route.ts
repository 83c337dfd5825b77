import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addCustomKpi, type Change, customKpis, removeCustomKpi } from '../jobs/custom-kpis.ts';
import type { CustomKpis } from './contract/custom-kpi.ts';
import { ApiProblem, badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerCustomKpis: RegisterRoutes = (app, { db }) => {
  serveRoute(app, 'custom_kpi.list', () => custom(db));
  serveRoute(app, 'custom_kpi.add', async ({ body }) => {
    const { window_days: windowDays, author, curve, ...kpi } = body;
    const ascends = curve.every(([reading], at) => at === 0 || (curve[at - 1]?.[0] ?? 0) < reading);
    const isScore = curve.every(([, score]) => score >= 0 && score <= 100);
    if (curve.length === 0 || !ascends || !isScore) {
      throw badField('curve', 'needs points with ascending readings and scores from 0 to 100');
    }
    refuse(await addCustomKpi(db, { ...kpi, curve, windowDays }, author));
    return custom(db);
  });
  serveRoute(app, 'custom_kpi.remove', async ({ params }) => {
    refuse(await removeCustomKpi(db, params.kpi, ''));
    return custom(db);
  });
};

function refuse(change: Change): void {
  if (change.outcome === 'refused') {
    throw new ApiProblem(409, change.message, [{ path: 'id', message: change.message }]);
  }
}

async function custom(db: Db): Promise<CustomKpis> {
  const { rows: series } = await sql<CustomKpis['series'][number]>`
    select series, count(*) as n, count(distinct account_id) as n_accounts, min(day) as first_on,
      max(day) as newest_on, min(value)::float8 as lowest, max(value)::float8 as highest
    from fact.series
    group by series
    order by series`.execute(db);
  const kpis = (await customKpis(db)).map(({ windowDays, curve, ...kpi }) => ({
    ...kpi,
    window_days: windowDays,
    curve: curve.map(([reading, score]): [number, number] => [reading, score]),
  }));
  return { kpis, series };
}
