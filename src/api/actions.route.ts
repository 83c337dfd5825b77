import { recommend } from '../actions/actions.ts';
import { explainedAccount } from './explained.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerActions: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.actions', async ({ params, query }) => {
    const { day, explained } = await explainedAccount(context, params.account, query);
    const actions = explained.parts.flatMap(({ kpi, value, n, score, share }) => {
      if (value === null || score === null) return [];
      const reading = { value, n };
      return recommend({ kpiId: kpi.id, reading, score }).map(({ id, band, title, why }) => ({
        id,
        kpi: kpi.id,
        band,
        title: { ...title },
        why: { ...why },
        unit: kpi.unit,
        reading: value,
        n,
        score,
        // Also where so little is known that there is no health: what it would miss among the known ones.
        missed_points: share * (100 - score),
      }));
    });
    return { as_of: day, actions: actions.toSorted((a, b) => b.missed_points - a.missed_points) };
  });
};
