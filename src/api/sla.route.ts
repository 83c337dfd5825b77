import { breachedAccounts, permanentlyBreached } from '../kpis/sla-breaches.ts';
import { slaByMetric, slaByMonth } from '../kpis/sla-metrics.ts';
import { slaWhatIf } from '../kpis/sla-what-if.ts';
import { addDays } from '../lib/day.ts';
import { accountOf } from './account-of.ts';
import { asOf } from './as-of.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const windowDays = 90;
const weekDays = 7;

export const registerSla: RegisterRoutes = (app, context) => {
  const { db } = context;
  serveRoute(app, 'account.sla', async ({ params, query }) => {
    const { day, company } = await asOf(context, query.as_of);
    const { id } = await accountOf(db, params.account, query.source);
    const request = { asOf: day, timeZone: company.time_zone };
    const threshold = company.sla_threshold;
    const week = await slaByMetric(db, id, { ...request, windowDays: weekDays });
    const months = (await slaByMonth(db, id, request)).map((month) => ({
      ...month,
      below_threshold: month.share !== null && month.share < threshold,
    }));
    return {
      as_of: day,
      from: addDays(day, 1 - windowDays),
      metrics: await slaByMetric(db, id, { ...request, windowDays }),
      months,
      threshold,
      permanent: months.every(({ below_threshold }) => below_threshold),
      breaches_this_week: week.reduce((sum, { n, met }) => sum + n - met, 0),
    };
  });
  serveRoute(app, 'sla.breaches', async ({ query }) => {
    const { day, company } = await asOf(context, query.as_of);
    const request = { asOf: day, timeZone: company.time_zone };
    const threshold = company.sla_threshold;
    const systemic = await breachedAccounts(db, { ...request, days: weekDays });
    const permanent = await permanentlyBreached(db, { ...request, threshold });
    return {
      as_of: day,
      systemic: {
        from: addDays(day, 1 - weekDays),
        n_accounts: systemic.length,
        n_breaches: systemic.reduce((sum, { n_breaches }) => sum + n_breaches, 0),
        accounts: systemic,
      },
      permanent: { threshold, n_accounts: permanent.length, accounts: permanent },
    };
  });
  serveRoute(app, 'sla.what_if', async ({ query }) => {
    const { day, company } = await asOf(context, query.as_of);
    const { metric, target_minutes, created_within_days, window_days } = query;
    const groups = await slaWhatIf(db, {
      asOf: day,
      timeZone: company.time_zone,
      metric,
      targetMinutes: target_minutes,
      createdWithinDays: created_within_days,
      windowDays: window_days,
    });
    return {
      as_of: day,
      metric,
      target_minutes,
      created_within_days,
      window_days,
      groups,
    };
  });
};
