import { sql } from 'kysely';
import type { QuarantineRow } from './contract/job.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

interface Value {
  value: string;
  n: number;
}

export const registerQuarantine: RegisterRoutes = (app, { db }) => {
  serveRoute(app, 'quarantine.list', async ({ query }) => {
    const matches = sql`(${query.file ?? null}::text is null or file = ${query.file ?? null})
      and (${query.reason ?? null}::text is null or reason = ${query.reason ?? null})`;
    const [total, files, reasons, page] = await Promise.all([
      sql<{ n: number }>`select count(*) as n from app.quarantine where ${matches}`.execute(db),
      sql<Value>`select file as value, count(*) as n from app.quarantine group by 1 order by 1`.execute(
        db,
      ),
      sql<Value>`select reason as value, count(*) as n from app.quarantine group by 1 order by 1`.execute(
        db,
      ),
      sql<QuarantineRow>`
        select file, record, line, column_name as "column", value, reason, source.name as source
        from app.quarantine
        join app.source on source.id = quarantine.source_id
        where ${matches}
        order by source.name, file, record, quarantine.id
        limit ${query.limit} offset ${query.offset}`.execute(db),
    ]);
    return {
      total: total.rows[0]?.n ?? 0,
      files: files.rows,
      reasons: reasons.rows,
      rows: page.rows,
    };
  });
};
