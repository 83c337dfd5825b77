import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { FactKind } from './fact-kinds.ts';
import type { RowsRequest } from './kpi.ts';
import { windowRange } from './window.ts';

type SourcesRequest = Pick<RowsRequest, 'asOf' | 'timeZone'>;

/**
 * The names of the sources that have facts of a kind by the end of a day, of any account, per kind, in alphabetical order;
 * what newestFacts says of one account, said of the company.
 */
export async function sourcesOfKinds(
  db: Db,
  kinds: readonly FactKind[],
  request: SourcesRequest,
): Promise<ReadonlyMap<FactKind, readonly string[]>> {
  if (kinds.length === 0) return new Map();
  const parts = kinds.map((kind, index) => sourcesOf(kind, index, request));
  const { rows } = await sql<{ kind: number; source: string }>`
    select kind, source from (${sql.join(parts, sql` union all `)}) part order by source`.execute(
    db,
  );
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return new Map(
    kinds.map((kind, index) => [kind, (byKind.get(index) ?? []).map(({ source }) => source)]),
  );
}

/**
 * `kind, source` of one kind. A source names its own accounts alone, and each is asked for one fact by the index of its
 * accounts: the first that has one ends the search, however many millions there are.
 */
function sourcesOf(kind: FactKind, index: number, request: SourcesRequest): RawBuilder<unknown> {
  const { table, at, isDay, where, isOfTicket } = kind;
  const { asOf, timeZone } = request;
  const { until } = windowRange({ asOf, timeZone, windowDays: 1 });
  const hasHappened = at.map((name) =>
    isDay ? sql`${sql.ref(name)} <= ${asOf}::date` : sql`${sql.ref(name)} < ${until}`,
  );
  const isLive =
    isOfTicket === true
      ? sql`ticket_id not in (select id from fact.ticket where account_id = owner.id and withdrawn)`
      : sql`true`;
  return sql`
    select ${index}::int as kind, source.name as source
    from app.source
    where exists (
      select from account.account owner
      cross join lateral (
        select from ${sql.table(table)}
        where account_id = owner.id and ${where ?? sql`true`} and ${isLive}
          and ${at.length === 0 ? sql`true` : sql`(${sql.join(hasHappened, sql` or `)})`}
        limit 1
      ) held
      where owner.source_id = source.id and not owner.withdrawn)`;
}
