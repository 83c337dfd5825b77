import { freshnessOf } from '../rollups/freshness.ts';
import { asOf } from './as-of.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerFreshness: RegisterRoutes = (app, context) => {
  serveRoute(app, 'freshness.read', async ({ query }) => {
    const { day, company } = await asOf(context, query.as_of);
    const accountIds = (query.accounts?.split(',') ?? [])
      .map(Number)
      .filter((id) => id <= mostAccountIds);
    const days = await freshnessOf(context.db, accountIds, { day, timeZone: company.time_zone });
    return { as_of: day, days: Object.fromEntries(days) };
  });
};

/** The largest number that an account can have. */
const mostAccountIds = 2_147_483_647;
