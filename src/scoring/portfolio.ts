import { type Band, bandOfScore } from './bands.ts';
import { preparedCurve, scoreColumn } from './curve-column.ts';
import { atEdge, reaches } from './edge.ts';
import type { HealthSettings } from './health.ts';
import { ruleHolds } from './rule.ts';
import type { Curve } from './scoring.ts';

/** Readings of many accounts on one day, column by column. */
export interface PortfolioReadings {
  readonly accounts: number;
  /** One value per account, NaN without a reading; undefined where no account has one. */
  column(place: number): Float64Array | undefined;
}

/** One entry per account. */
export interface PortfolioHealth {
  /** 0..100; NaN where coverage is too thin for a number. */
  readonly health: Float64Array;
  /** 0..1. */
  readonly coverage: Float64Array;
  /** Place in `bandOrder`, without hysteresis. */
  readonly band: Uint8Array;
}

/** Best first; what a band's number in columns and matrices means. */
export const bandOrder = ['healthy', 'attention', 'at_risk', 'unknown'] as const;

const codeOf = (band: Band): number => bandOrder.indexOf(band);

/** Scores a portfolio under any settings; see `portfolioScorer`. */
export type PortfolioScorer = (
  profiles: readonly HealthSettings[],
  /** Place in `profiles` of each account; the first profile for all of them where absent. */
  profileOf?: Uint8Array,
) => PortfolioHealth;

/**
 * Scores the same accounts again and again, as while a slider moves: equal to `healthOf` bit for bit, and a curve that
 * stayed the same object is not gone through again.
 */
export function portfolioScorer(readings: PortfolioReadings): PortfolioScorer {
  const scores = new Map<number, WeakMap<Curve, Float64Array>>();
  const scoresOf = (place: number, curve: Curve): Float64Array | undefined => {
    const column = readings.column(place);
    if (column === undefined) return undefined;
    const ofPlace = scores.get(place) ?? new WeakMap<Curve, Float64Array>();
    scores.set(place, ofPlace);
    const known = ofPlace.get(curve);
    if (known !== undefined) return known;
    const scored = scoreColumn(column, preparedCurve(curve));
    ofPlace.set(curve, scored);
    return scored;
  };

  return (profiles, profileOf) => {
    const all: PortfolioHealth = {
      health: new Float64Array(readings.accounts).fill(Number.NaN),
      coverage: new Float64Array(readings.accounts),
      band: new Uint8Array(readings.accounts).fill(codeOf('unknown')),
    };
    for (const [index, profile] of profiles.entries()) {
      const members = membersOf(index, readings.accounts, profileOf);
      if (members.length > 0)
        scoreMembers(all, members, profile, scoresOf, limitOf(profile, readings));
    }
    return all;
  };
}

/** Health, coverage and band of every account, equal to `healthOf` bit for bit. */
export const scorePortfolio = (
  readings: PortfolioReadings,
  profiles: readonly HealthSettings[],
  profileOf?: Uint8Array,
): PortfolioHealth => portfolioScorer(readings)(profiles, profileOf);

function membersOf(profile: number, accounts: number, profileOf?: Uint8Array): Uint32Array {
  const members = new Uint32Array(accounts);
  let count = 0;
  for (let account = 0; account < accounts; account += 1) {
    if ((profileOf?.[account] ?? 0) === profile) members[count++] = account;
  }
  return members.subarray(0, count);
}

function scoreMembers(
  all: PortfolioHealth,
  members: Uint32Array,
  profile: HealthSettings,
  scoresOf: (place: number, curve: Curve) => Float64Array | undefined,
  limit: Limit,
): void {
  // A KPI without weight adds nothing to any sum.
  const counted = profile.kpis
    .filter(({ weight }) => weight !== 0)
    .map(({ weight, place, curve }) => ({ weight, scores: scoresOf(place, curve) }));
  const allWeight = counted.reduce((sum, { weight }) => sum + weight, 0);
  // The same sums in the same order as healthOf, a KPI at a time over all accounts.
  const knownWeight = new Float64Array(members.length);
  for (const { weight, scores } of counted) {
    if (scores !== undefined) addWeight(knownWeight, members, scores, weight);
  }
  const sums = new Float64Array(members.length);
  for (const { weight, scores } of counted) {
    if (scores !== undefined) addEarned(sums, members, scores, weight, knownWeight);
  }
  settle(all, members, profile, { allWeight, knownWeight, sums }, limit);
}

function addWeight(
  knownWeight: Float64Array,
  members: Uint32Array,
  scores: Float64Array,
  weight: number,
): void {
  for (let at = 0; at < members.length; at += 1) {
    const score = scores[members[at] ?? 0] ?? Number.NaN;
    if (!Number.isNaN(score)) knownWeight[at] = (knownWeight[at] ?? 0) + weight;
  }
}

function addEarned(
  sums: Float64Array,
  members: Uint32Array,
  scores: Float64Array,
  weight: number,
  knownWeight: Float64Array,
): void {
  for (let at = 0; at < members.length; at += 1) {
    const score = scores[members[at] ?? 0] ?? Number.NaN;
    if (!Number.isNaN(score))
      sums[at] = (sums[at] ?? 0) + (weight / (knownWeight[at] ?? 0)) * score;
  }
}

interface Sums {
  allWeight: number;
  knownWeight: Float64Array;
  sums: Float64Array;
}

function settle(
  { health, coverage, band }: PortfolioHealth,
  members: Uint32Array,
  profile: HealthSettings,
  { allWeight, knownWeight, sums }: Sums,
  limit: Limit,
): void {
  const healthyEdge = atEdge(profile.bands.healthy);
  const attentionEdge = atEdge(profile.bands.attention);
  for (let at = 0; at < members.length; at += 1) {
    const account = members[at] ?? 0;
    const known = knownWeight[at] ?? 0;
    const covered = allWeight > 0 ? known / allWeight : 0;
    coverage[account] = covered;
    if (!(known > 0 && reaches(covered, profile.minimumCoverage))) continue;
    const value = limit(account, sums[at] ?? 0, covered);
    health[account] = value;
    const compared = atEdge(value);
    band[account] = compared >= healthyEdge ? 0 : compared >= attentionEdge ? 1 : 2;
  }
}

/** Health of an account after the exceptions of its profile, as in `capOf`. */
type Limit = (account: number, uncapped: number, coverage: number) => number;

function limitOf(profile: HealthSettings, readings: PortfolioReadings): Limit {
  const { caps = [], kpis, bands } = profile;
  if (caps.length === 0) return (_account, uncapped) => uncapped;
  const places = new Map(kpis.toReversed().map(({ id, place }) => [id, place]));
  const readingIn = (account: number, kpi: string): number | null => {
    const place = places.get(kpi);
    const value = place === undefined ? undefined : readings.column(place)?.[account];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  return (account, uncapped, coverage) => {
    let lowest = uncapped;
    for (const { rule, atMost } of caps) {
      if (atMost >= lowest) continue;
      const holds = ruleHolds(rule, (field) => {
        if (field === 'health') return uncapped;
        if (field === 'coverage') return coverage;
        return field === 'band' ? bandOfScore(uncapped, bands) : readingIn(account, field);
      });
      if (holds) lowest = atMost;
    }
    return lowest;
  };
}

/** How many accounts stand in which band before (row) and after (column), both in `bandOrder`. */
export function bandMatrix(before: Uint8Array, after: Uint8Array): number[][] {
  const matrix = bandOrder.map(() => bandOrder.map(() => 0));
  for (let account = 0; account < before.length; account += 1) {
    const row = matrix[before[account] ?? 0];
    const column = after[account] ?? 0;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return matrix;
}

export interface Histogram {
  readonly from: number;
  readonly to: number;
  /** Accounts per bin of equal width, each with its lower edge; what lies outside stands in the first or last. */
  readonly counts: readonly number[];
  /** Accounts without a value. */
  readonly without: number;
}

/** Bins of equal width. */
export interface Bins {
  readonly from: number;
  readonly to: number;
  readonly bins: number;
}

const binIn = ({ from, to, bins }: Bins): ((value: number) => number) => {
  const perBin = (to - from) / bins;
  return (value) => Math.min(bins - 1, Math.max(0, Math.floor((value - from) / perBin)));
};

/** Places of the accounts that `histogram` counts in one bin. */
export function accountsInBin(values: Float64Array, bins: Bins, bin: number): number[] {
  const binOf = binIn(bins);
  const found: number[] = [];
  for (const [account, value] of values.entries()) {
    if (!Number.isNaN(value) && binOf(value) === bin) found.push(account);
  }
  return found;
}

/** How values spread between `from` and `to`; NaN is no value. */
export function histogram(values: Float64Array, { from, to, bins }: Bins): Histogram {
  const counts = Array.from({ length: bins }, () => 0);
  const binOf = binIn({ from, to, bins });
  let without = 0;
  for (const value of values) {
    if (Number.isNaN(value)) {
      without += 1;
      continue;
    }
    const bin = binOf(value);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { from, to, counts, without };
}
