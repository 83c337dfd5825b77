import type { NaiveKpi } from '../as-of.ts';
import { plusDays } from '../days.ts';

const WINDOW_DAYS = 180;
const DAYS_TO_ANSWER = 14;
const MIN_N = 3;

/** Share of surveys answered within 14 days, of those that had the time (definitions.md 4 and 10, response_rate). */
export const responseRate: NaiveKpi = (account, asOf) => {
  const first = plusDays(asOf.day, -(asOf.settings.windowDays ?? WINDOW_DAYS) - DAYS_TO_ANSWER + 1);
  const last = plusDays(asOf.day, -DAYS_TO_ANSWER);
  const sent = account.surveys.filter(({ sent_at }) => {
    const day = asOf.dayOf(sent_at);
    return first <= day && day <= last;
  });
  const answered = sent.filter(
    ({ sent_at, responded_at }) =>
      responded_at !== null &&
      asOf.dayOf(responded_at) <= plusDays(asOf.dayOf(sent_at), DAYS_TO_ANSWER),
  ).length;
  const n = sent.length;
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : answered / n,
    n,
    parts: { answered },
  };
};
