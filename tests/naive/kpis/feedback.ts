import type { NaiveKpi } from '../as-of.ts';
import { answersIn, wayUp } from '../surveys.ts';

const WINDOW_DAYS = 90;
const MIN_N = 3;

/** Share of satisfied csat answers (definitions.md 4 and 10, feedback). */
export const feedback: NaiveKpi = (account, asOf) => {
  const answers = answersIn(account, 'csat', asOf.settings.windowDays ?? WINDOW_DAYS, asOf);
  const satisfied = answers.filter((answer) => wayUp(answer, 5) >= 0.75).length;
  const n = answers.length;
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : satisfied / n,
    n,
    parts: { satisfied },
  };
};
