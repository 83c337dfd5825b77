import type { AsOf } from './as-of.ts';
import type { SurveyResponse } from './columns.ts';
import type { AccountFacts } from './portfolio.ts';

export interface Answer extends SurveyResponse {
  responded_at: number;
  score: number;
}

/** Scored answers of one kind whose date lies in the window; an answer without score is none here. */
export function answersIn(
  account: AccountFacts,
  kind: 'csat' | 'nps' | 'ces',
  windowDays: number,
  asOf: AsOf,
): Answer[] {
  return account.surveys.flatMap((row) => {
    const { responded_at, score } = row;
    if (row.kind !== kind || score === null) return [];
    return asOf.inWindow(responded_at, windowDays) ? [{ ...row, responded_at, score }] : [];
  });
}

/** How far up its scale an answer lies, 0..1 from the lowest step (definitions.md 10, feedback, nps, ces). */
export function wayUp({ score, scale_max }: Answer, defaultScaleMax: number): number {
  const top = scale_max ?? defaultScaleMax;
  const lowest = top === 1 || top > 10 ? 0 : 1;
  return (score - lowest) / (top - lowest);
}
