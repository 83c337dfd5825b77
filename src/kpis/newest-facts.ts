import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { FactKind } from './fact-kinds.ts';
import type { RowsRequest } from './kpi.ts';
import { windowRange } from './window.ts';

type FactsRequest = Pick<RowsRequest, 'accountId' | 'asOf' | 'timeZone'>;

/** What a source has of a kind by the day; null where facts of the kind have no date. */
export interface NewestFact {
  source: string;
  newest: Day | null;
}

interface Found extends NewestFact {
  kind: number;
}

/**
 * The newest facts of one account by the end of a day, per kind and source, in one query; a source without any is left out.
 * Withdrawn facts and those to come are none.
 */
export async function newestFacts(
  db: Db,
  kinds: readonly FactKind[],
  request: FactsRequest,
): Promise<ReadonlyMap<FactKind, readonly NewestFact[]>> {
  if (kinds.length === 0) return new Map();
  const parts = kinds.map((kind, index) => newestOf(kind, index, request));
  const { rows } = await sql<Found>`
    select part.kind, source.name as source, part.newest
    from (${sql.join(parts, sql` union all `)}) part
    join app.source on source.id = part.source_id
    order by part.newest desc nulls last, source.name`.execute(db);
  const byKind = Map.groupBy(rows, (row) => row.kind);
  return new Map(
    kinds.map((kind, index) => [
      kind,
      (byKind.get(index) ?? []).map(({ source, newest }) => ({ source, newest })),
    ]),
  );
}

/** `kind, source_id, newest` of one kind. */
function newestOf(kind: FactKind, index: number, request: FactsRequest): RawBuilder<unknown> {
  const { table, at, isDay, where, isOfTicket, isCounted } = kind;
  const { accountId, asOf, timeZone } = request;
  const { until } = windowRange({ asOf, timeZone, windowDays: 1 });
  const newest = at.map((name) => {
    const column = sql.ref(name);
    return isDay
      ? sql`max(${column}) filter (where ${column} <= ${asOf}::date)`
      : sql`(max(${column}) filter (where ${column} < ${until}) at time zone ${timeZone})::date`;
  });
  const isLive =
    isOfTicket === true
      ? sql`ticket_id not in (select id from fact.ticket where account_id = ${accountId} and withdrawn)`
      : sql`true`;
  // Counted by day, a fact has no source of its own; it came from its account's, as every fact does that names an account.
  const source =
    isCounted === true
      ? sql`(select source_id from account.account where id = ${accountId})`
      : sql`source_id`;
  const found = sql`
    select ${index}::int as kind, ${source} as source_id,
      ${newest.length === 0 ? sql`null::date` : sql`greatest(${sql.join(newest)})`} as newest
    from ${sql.table(table)}
    where account_id = ${accountId} and ${where ?? sql`true`} and ${isLive}
    group by 2`;
  return at.length === 0 ? found : sql`select * from (${found}) dated where newest is not null`;
}
