import type { ScoringModel } from '../scoring/model.ts';
import { attributeFields, readingFields } from '../scoring/rule-fields.ts';
import { flawsOf } from '../scoring/rule-model.ts';
import type { PortfolioReadings, ReadingPlace } from './contract/portfolio.ts';
import { ApiProblem, badField } from './errors.ts';
import { ruleFlawText } from './rule-flaw.ts';

/** Throws ApiProblem 400 where a KPI of the model names a place that holds no readings of it, or others than it says. */
export function refuseUnknownPlaces(model: ScoringModel, places: readonly ReadingPlace[]): void {
  for (const [at, { kpis }] of model.profiles.entries()) {
    for (const [number, kpi] of kpis.entries()) {
      const own = places.find(({ place, kpi: id }) => place === kpi.place && id === kpi.id);
      const shipped = places.find(({ kpi: id }) => id === kpi.id);
      if (own === undefined || shipped === undefined) {
        throw badField(`model.profiles.${at}`, `no readings of ${kpi.id} stand at ${kpi.place}`);
      }
      const wanted = {
        windowDays: [kpi.windowDays ?? shipped.window_days, own.window_days],
        parameter: [kpi.parameter ?? shipped.parameter, own.parameter],
      };
      for (const [field, [said, held]] of Object.entries(wanted)) {
        if (said === held) continue;
        throw badField(
          `model.profiles.${at}.kpis.${number}.${field}`,
          `${said} is not what the readings of ${kpi.id} at ${kpi.place} were computed with: ${held}. Ask POST /api/v1/score/windows for their place.`,
        );
      }
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
    message: ruleFlawText({ line, column, reason }),
  }));
  const [first] = flaws;
  if (first !== undefined) throw new ApiProblem(400, `${first.path}: ${first.message}`, flaws);
}
