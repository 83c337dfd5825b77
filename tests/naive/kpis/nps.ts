import type { NaiveKpi } from '../as-of.ts';
import { byCodePoint } from '../portfolio.ts';
import { type Answer, answersIn } from '../surveys.ts';

const WINDOW_DAYS = 180;
const MIN_N = 1;

const isNewer = (a: Answer, b: Answer) =>
  a.responded_at > b.responded_at ||
  (a.responded_at === b.responded_at && byCodePoint(a.response_id, b.response_id) > 0);

/** Promoters minus detractors per hundred contacts, each with the newest answer (definitions.md 4 and 10, nps). */
export const nps: NaiveKpi = (account, asOf) => {
  const answers = answersIn(account, 'nps', asOf.settings.windowDays ?? WINDOW_DAYS, asOf);
  const newest = answers.filter(
    (answer) =>
      answer.contact_id === null ||
      !answers.some((other) => other.contact_id === answer.contact_id && isNewer(other, answer)),
  );
  const promoters = newest.filter(({ score }) => score >= 9).length;
  const detractors = newest.filter(({ score }) => score <= 6).length;
  const n = newest.length;
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : ((promoters - detractors) / n) * 100,
    n,
    parts: { promoters, detractors },
  };
};
