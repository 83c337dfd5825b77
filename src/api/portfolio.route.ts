import { readingState } from '../jobs/reading-state.ts';
import { asOf } from './as-of.ts';
import { portfolioOn } from './portfolio-readings.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerPortfolio: RegisterRoutes = (app, context) => {
  serveRoute(app, 'portfolio.readings', async ({ query }) => {
    const [{ company, day }, { currentDay }] = await Promise.all([
      asOf(context, query.as_of),
      readingState(context.db),
    ]);
    const isAhead = currentDay !== null && day > currentDay;
    return portfolioOn(context.db, { company, day: isAhead ? currentDay : day });
  });
};
