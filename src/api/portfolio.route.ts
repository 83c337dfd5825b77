import { readingState } from '../jobs/reading-state.ts';
import { sourcesOfKinds } from '../kpis/fact-sources.ts';
import { asOf } from './as-of.ts';
import type { ReadingSources } from './contract/portfolio.ts';
import { describedPlaces, portfolioOn } from './portfolio-readings.ts';
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
  serveRoute(app, 'portfolio.sources', async ({ query }) => {
    const [{ company, day }, places] = await Promise.all([
      asOf(context, query.as_of),
      describedPlaces(context.db),
    ]);
    const kinds = [...new Set(places.flatMap(({ described }) => described.facts))];
    const request = { asOf: day, timeZone: company.time_zone };
    const sources = await sourcesOfKinds(context.db, kinds, request);
    return {
      as_of: day,
      places: places.map(({ place, described: { id, facts } }) => {
        const ofKpi = facts.flatMap((kind) => sources.get(kind) ?? []);
        return { place, kpi: id, sources: [...new Set(ofKpi)].toSorted() };
      }),
    } satisfies ReadingSources;
  });
};
