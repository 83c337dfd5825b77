import type { NaiveKpi } from '../as-of.ts';
import { plusDays } from '../days.ts';
import { activeUsers, usesOf } from '../usage.ts';

const MIN_N = 1;

/** Active users of 30 days against the 30 days before (definitions.md 4 and 10, logins). */
export const logins: NaiveKpi = (account, asOf) => {
  const uses = usesOf(account, asOf);
  const half = (asOf.settings.windowDays ?? 60) / 2;
  const recent = activeUsers(uses, plusDays(asOf.day, 1 - half), asOf.day);
  const before = activeUsers(uses, plusDays(asOf.day, 1 - 2 * half), plusDays(asOf.day, -half));
  const n = activeUsers(uses, plusDays(asOf.day, -179), asOf.day);
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : recent / Math.max(1, before),
    n,
    parts: { recent, before },
  };
};
