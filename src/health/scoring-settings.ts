import { kpis } from '../kpis/index.ts';
import { defaultEdges, type ScoringSettings } from '../scoring/scoring.ts';

/** The shipped profile: weights and curves of the registry, in the order of stored readings. */
export const shippedSettings: ScoringSettings = { kpis, ...defaultEdges };
