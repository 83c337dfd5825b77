import type { QueryClient } from '@tanstack/react-query';
import type { ScoringModel } from '../../scoring/model.ts';
import { call } from '../server/call.ts';

/** A model with these weights in every profile; a KPI they do not name has none. */
export const withWeights = (
  model: ScoringModel,
  weights: Readonly<Record<string, number>>,
): ScoringModel => ({
  ...model,
  profiles: model.profiles.map((profile) => ({
    ...profile,
    kpis: profile.kpis.map((kpi) => ({ ...kpi, weight: weights[kpi.id] ?? 0 })),
  })),
});

/** Stores a draft of the current version with these weights; returns it. */
export async function draftOfWeights(
  queries: QueryClient,
  weights: Readonly<Record<string, number>>,
  note: string,
) {
  const { current } = await call('version.list', {});
  const { model } = await call('version.read', { params: { version: String(current) } });
  const made = await call('version.create', {
    body: { model: withWeights(model, weights), note, author: '', based_on: current },
  });
  await queries.invalidateQueries({ queryKey: ['versions'] });
  return made;
}
