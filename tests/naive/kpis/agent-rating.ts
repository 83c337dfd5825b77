import type { NaiveKpi } from '../as-of.ts';
import { byCodePoint } from '../portfolio.ts';

const WINDOW_DAYS = 90;

/** Newest rating in the window (definitions.md 4 and 10, agent_rating). */
export const agentRating: NaiveKpi = (account, asOf) => {
  const newest = account.ratings
    .filter(({ at }) => asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS))
    .toSorted((a, b) => a.at - b.at || byCodePoint(a.csm_email, b.csm_email))
    .at(-1);
  return newest === undefined ? { reading: null, n: 0 } : { reading: newest.rating, n: 1 };
};
