import { type CompanyKey, readCompany, writeCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { rollupFacts, touchAll } from './touched.ts';

/** Facts whose rollups rest on a setting: a new time zone moves days, so every rollup is built again. */
const factsOn: Partial<Record<CompanyKey, readonly string[]>> = {
  time_zone: rollupFacts,
  key_features: ['usage_events', 'usage_daily'],
};

/** Settings that figures are shown against; no reading rests on them. */
const onlyShown: ReadonlySet<CompanyKey> = new Set<CompanyKey>(['sla_threshold']);

/** Stores a setting and marks what rests on it. */
export async function changeSetting(
  db: Db,
  key: CompanyKey,
  value: string,
): Promise<{ outcome: 'saved' } | { outcome: 'refused'; message: string }> {
  return db.transaction().execute(async (tx) => {
    const before = await readCompany(tx);
    const result = await writeCompany(tx, key, value);
    if (onlyShown.has(key)) return result;
    if (result.outcome === 'saved' && (await readCompany(tx))[key] !== before[key]) {
      await touchAll(tx, factsOn[key] ?? []);
    }
    return result;
  });
}
