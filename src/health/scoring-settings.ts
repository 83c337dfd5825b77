import { kpis } from '../kpis/index.ts';
import type { Profile, ScoringModel } from '../scoring/model.ts';
import { defaultEdges } from '../scoring/scoring.ts';

/** The shipped profile: weights and curves of the registry, at their places in stored readings. */
export const shippedSettings: Profile = {
  id: 'standard',
  name: 'Standard',
  rule: null,
  kpis: kpis.map(({ id, weight, curve }, place) => ({
    id,
    weight,
    curve,
    place,
    windowDays: null,
    parameter: null,
  })),
  exceptions: [],
  ...defaultEdges,
};

/** What scores accounts until somebody publishes another version (definitions.md 10, Health). */
export const shippedModel: ScoringModel = { profiles: [shippedSettings], parents: 'own' };
