import type { ScoringModel } from '../scoring/model.ts';
import { attributeFields, readingFields } from '../scoring/rule-fields.ts';
import { flawsOf } from '../scoring/rule-model.ts';
import type { PortfolioReadings, ReadingPlace } from './contract/portfolio.ts';
import { ApiProblem, badField } from './errors.ts';

/** Throws ApiProblem 400 where a KPI of the model names a place that holds no readings of it. */
export function refuseUnknownPlaces(model: ScoringModel, places: readonly ReadingPlace[]): void {
  const known = new Set(places.map(({ place, kpi }) => `${place} ${kpi}`));
  for (const [at, { kpis }] of model.profiles.entries()) {
    const stray = kpis.find(({ id, place }) => !known.has(`${place} ${id}`));
    if (stray !== undefined) {
      throw badField(`model.profiles.${at}`, `no readings of ${stray.id} stand at ${stray.place}`);
    }
  }
}

/** Throws ApiProblem 400 that names every rule of the model that cannot be read, and where and why. */
export function refuseBadRules(model: ScoringModel, { accounts, places }: PortfolioReadings): void {
  const flaws = flawsOf(model, {
    attributes: attributeFields(Object.keys(accounts.custom)),
    readings: readingFields([...new Set(places.map(({ kpi }) => kpi))]),
  }).map(({ profile, exception, line, column, reason }) => ({
    path: `model.profiles.${profile}${exception === null ? '' : `.exceptions.${exception}`}.rule`,
    message: [
      `line ${line}, column ${column}: ${reason.code}`,
      ...Object.values(reason.params),
    ].join(' '),
  }));
  const [first] = flaws;
  if (first !== undefined) throw new ApiProblem(400, `${first.path}: ${first.message}`, flaws);
}
