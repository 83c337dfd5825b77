import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';
import { healthAfterRows, noHealthYet } from './current.ts';
import type { ReadingHistory } from './reading-rows.ts';
import { parentHealthsFrom } from './rolled-up.ts';
import { scorerOf } from './scorer.ts';
import { currentVersion } from './versions.ts';

export interface AccountReadings {
  account_id: string;
  health: number | null;
  band: Band;
  band_shown: Band;
  coverage: number;
  kpis: Record<string, { reading: number | null; score: number | null; n: number; weight: number }>;
}

const accountsPerBatch = 500;

/**
 * Readings, scores, health and bands at the end of `day`, one account after the other in code point order of account_id:
 * every account except those created later (definitions.md 10, Time and rows).
 */
export async function* readingsAsOf(
  db: Db,
  historyOf: ReadingHistory,
  request: { day: Day; timeZone: string; accountId?: string },
): AsyncGenerator<AccountReadings> {
  const { day, timeZone, accountId } = request;
  const { rows: accounts } = await sql<{ id: number; external_id: string }>`
    select id, external_id
    from account.account
    where not withdrawn and (created_at is null or (created_at at time zone ${timeZone})::date <= ${day}::date)
      and (${accountId ?? null}::text is null or external_id = ${accountId ?? null})
    order by external_id collate "C", id`.execute(db);
  const version = await currentVersion(db);
  const parents = await parentHealthsFrom(db, historyOf, { day, version });
  for (let first = 0; first < accounts.length; first += accountsPerBatch) {
    const batch = accounts.slice(first, first + accountsPerBatch);
    const history = await historyOf(
      batch.map(({ id }) => id),
      day,
    );
    const scorer = await scorerOf(
      db,
      batch.map(({ id }) => id),
      version,
    );
    for (const { id, external_id } of batch) {
      let bandShown: Band = 'unknown';
      let current = noHealthYet(id, day, scorer);
      for (const { health, shown } of healthAfterRows(history.get(id) ?? [], day, scorer)) {
        current = health;
        bandShown = shown;
      }
      const parent = parents.get(id);
      yield {
        account_id: external_id,
        ...(parent === undefined
          ? { health: current.health, band: current.band, band_shown: bandShown }
          : { ...parent, band_shown: parent.band }),
        coverage: current.coverage,
        kpis: Object.fromEntries(
          current.parts.map(({ id: kpi, value, score, n, weight }) => [
            kpi,
            { reading: value, score, n, weight },
          ]),
        ),
      };
    }
  }
}
