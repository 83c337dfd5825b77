import type { NaiveKpi } from '../as-of.ts';
import { answersIn, wayUp } from '../surveys.ts';

const WINDOW_DAYS = 180;
const MIN_N = 3;

/** Mean of CES answers on 1..7 (definitions.md 4 and 10, ces). */
export const ces: NaiveKpi = (account, asOf) => {
  const answers = answersIn(account, 'ces', asOf.settings.windowDays ?? WINDOW_DAYS, asOf);
  const sum = answers.reduce((total, answer) => total + 1 + 6 * wayUp(answer, 7), 0);
  const n = answers.length;
  return { reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : sum / n, n };
};
