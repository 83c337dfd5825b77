import { reaches } from './edge.ts';
import type { BandEdges, ScoringSettings } from './scoring.ts';

export type KnownBand = 'at_risk' | 'attention' | 'healthy';
/** `unknown` is no fourth grade but the absence of one. */
export type Band = KnownBand | 'unknown';

/** Band of health or of a single score; lower edges inclusive (definitions.md 5). */
export function bandOfScore(score: number, edges: BandEdges): KnownBand {
  if (reaches(score, edges.healthy)) return 'healthy';
  return reaches(score, edges.attention) ? 'attention' : 'at_risk';
}

/** Band without hysteresis, the `band` of `hale readings`; no health means `unknown`. */
export const bandOf = (health: number | null, edges: BandEdges): Band =>
  health === null ? 'unknown' : bandOfScore(health, edges);

/**
 * `band_shown` of a day from the day before (null: no day before): each edge is passed upwards at edge + hysteresis and
 * downwards below edge − hysteresis; after `unknown` the plain band counts (definitions.md 10, Health).
 * Applying it again with the same health changes nothing, so a sparse series folds like a daily one.
 */
export function nextBandShown(
  previous: Band | null,
  health: number | null,
  settings: Pick<ScoringSettings, 'bands' | 'hysteresis'>,
): Band {
  if (health === null) return 'unknown';
  if (previous === null || previous === 'unknown') return bandOfScore(health, settings.bands);
  const { hysteresis } = settings;
  const passes = (edge: number, wasAbove: boolean) =>
    reaches(health, wasAbove ? edge - hysteresis : edge + hysteresis);
  if (passes(settings.bands.healthy, previous === 'healthy')) return 'healthy';
  return passes(settings.bands.attention, previous !== 'at_risk') ? 'attention' : 'at_risk';
}

/** `band_shown` after the last health of a series in order of days; an empty series is `unknown`. */
export function foldBandShown(
  series: Iterable<number | null>,
  settings: Pick<ScoringSettings, 'bands' | 'hysteresis'>,
): Band {
  let shown: Band | null = null;
  for (const health of series) shown = nextBandShown(shown, health, settings);
  return shown ?? 'unknown';
}

/** The next better band, the health that shows it (hysteresis included), and the points that lack. */
interface NextBand {
  readonly band: KnownBand;
  readonly edge: number;
  readonly points: number;
}

/** How far the next better band is from the one shown; null in the best one and without health. */
export function toNextBand(
  shown: Band,
  health: number | null,
  settings: Pick<ScoringSettings, 'bands' | 'hysteresis'>,
): NextBand | null {
  if (health === null || shown === 'unknown' || shown === 'healthy') return null;
  const band = shown === 'attention' ? 'healthy' : 'attention';
  const edge = settings.bands[band] + settings.hysteresis;
  return { band, edge, points: Math.max(0, edge - health) };
}
