import type { AsOf } from './as-of.ts';
import type { Day } from './days.ts';
import type { AccountFacts } from './portfolio.ts';

export interface Use {
  day: Day;
  userId: string;
  feature: string | null;
}

/** Both usage files united; an empty count is 1, a row with count ≤ 0 is no use (definitions.md 10, logins). */
export function usesOf(account: AccountFacts, asOf: AsOf): Use[] {
  const isUse = ({ count }: { count: number | null }) => (count ?? 1) > 0;
  return [
    ...account.usageEvents.filter(isUse).map((row) => ({
      day: asOf.dayOf(row.at),
      userId: row.user_id,
      feature: row.feature,
    })),
    ...account.usageDaily.filter(isUse).map((row) => ({
      day: row.day,
      userId: row.user_id,
      feature: row.feature,
    })),
  ];
}

/** Distinct users with a use from `from` to `to`, both included. */
export const activeUsers = (uses: readonly Use[], from: Day, to: Day): number =>
  new Set(uses.filter(({ day }) => from <= day && day <= to).map(({ userId }) => userId)).size;
