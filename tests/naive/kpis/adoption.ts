import type { AsOf, NaiveKpi } from '../as-of.ts';
import { usesOf } from '../usage.ts';

const WINDOW_DAYS = 30;
const KEY_LIST_DAYS = 90;
const ACTIVE_DAYS = 180;
const MIN_N = 1;

const keyLists = new WeakMap<AsOf, Set<string>>();

/** All features seen in the company's last 90 days; asked once per day. */
function keyFeatures(asOf: AsOf): Set<string> {
  const known = keyLists.get(asOf);
  if (known !== undefined) return known;
  const list = new Set<string>();
  for (const account of asOf.portfolio.accounts) {
    for (const { day, feature } of usesOf(account, asOf)) {
      if (feature !== null && asOf.dayInWindow(day, KEY_LIST_DAYS)) list.add(feature);
    }
  }
  keyLists.set(asOf, list);
  return list;
}

/** Share of the key features that were used (definitions.md 4 and 10, adoption). */
export const adoption: NaiveKpi = (account, asOf) => {
  const withFeature = usesOf(account, asOf).filter(({ feature }) => feature !== null);
  const n = withFeature.filter(({ day }) => asOf.dayInWindow(day, ACTIVE_DAYS)).length;
  const keys = keyFeatures(asOf);
  const used = new Set(
    withFeature
      .filter(({ day }) => asOf.dayInWindow(day, asOf.settings.windowDays ?? WINDOW_DAYS))
      .map(({ feature }) => feature ?? ''),
  );
  const usedKeys = [...used].filter((feature) => keys.has(feature)).length;
  return {
    reading:
      n < (asOf.settings.minimumRows ?? MIN_N) || keys.size === 0 ? null : usedKeys / keys.size,
    n,
    parts: { used: usedKeys, key_features: keys.size },
  };
};
