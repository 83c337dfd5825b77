import { plusDays } from '../naive/days.ts';
import type { Maker } from './maker.ts';

const FEATURES = ['reports', 'Reports', 'api', 'export', null, null];

/** Bursts of use with pauses as long as the windows; the same users in both files, and rows that are no use. */
export function addUsage(maker: Maker, accountId: string, bursts: number): void {
  const { random, calendar, tables } = maker;
  const users = Array.from({ length: random.between(1, 6) }, (_, index) => `user-${index}`);
  for (let burst = 0; burst < bursts; burst += 1) {
    let day = calendar.day();
    const rows = random.between(1, 8);
    for (let row = 0; row < rows; row += 1) {
      const user_id = random.pick(users);
      const feature = random.chance(0.03) ? `rare-${burst}` : random.pick(FEATURES);
      const count = random.pick([null, null, 1, 3, 0, -2]);
      const isEvent = random.chance(0.5);
      if (isEvent) {
        const at = calendar.text(calendar.instantOn(day));
        tables.add('usage_events', { account_id: accountId, user_id, at, feature, count });
      }
      if (!isEvent || random.chance(0.3)) {
        tables.add('usage_daily', { account_id: accountId, user_id, day, feature, count });
      }
      day = random.chance(0.4) ? calendar.dayAfter(day) : plusDays(day, random.between(0, 3));
      if (day > plusDays(calendar.to, 30)) break;
    }
  }
}
