import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { spanQuery } from '../rollups/dated-facts.ts';

export { spanQuery } from '../rollups/dated-facts.ts';

interface Span {
  first_fact_on: Day | null;
  newest_fact_on: Day | null;
}

/**
 * First and newest day of all facts, remembered until an import has changed them: it reads every fact there is. While
 * it is found out anew, the old answer holds.
 */
export function factSpan(db: Db) {
  let known: { key: string; span: Span } | undefined;
  let finding: Promise<Span> | undefined;
  const find = async (key: string, timeZone: string, day: Day): Promise<Span> => {
    const { rows } = await spanQuery(timeZone, day).execute(db);
    const span = { first_fact_on: rows[0]?.first ?? null, newest_fact_on: rows[0]?.newest ?? null };
    known = { key, span };
    return span;
  };
  return async (timeZone: string, day: Day): Promise<Span> => {
    const key = `${timeZone} ${day} ${await lastChange(db)}`;
    if (known?.key === key) return known.span;
    finding ??= find(key, timeZone, day).finally(() => {
      finding = undefined;
    });
    if (known === undefined) return finding;
    finding.catch(() => {});
    return known.span;
  };
}

/** Changes whenever an import has ended or the demo was removed. */
async function lastChange(db: Db): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select concat(max(id), ' ', count(*), ' ', (select max(finished_at) from app.job)) as key
    from app.import_run`.execute(db);
  return rows[0]?.key ?? '';
}
