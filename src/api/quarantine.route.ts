import { sql } from 'kysely';
import type { z } from 'zod';
import {
  chosenRows,
  discardRows,
  type QuarantineChoice,
  restoreRows,
} from '../facts/store/discard.ts';
import type { QuarantineChoice as AskedChoice, QuarantineRow } from './contract/job.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

interface Value {
  value: string;
  n: number;
}

type StoredRow = Omit<QuarantineRow, 'discarded_at'> & { discarded_at: Date | null };

export const registerQuarantine: RegisterRoutes = (app, { db }) => {
  serveRoute(app, 'quarantine.list', async ({ query }) => {
    const matches = chosenRows(
      {
        file: query.file,
        reason: query.reason,
        accountId: query.account,
        facts: query.facts?.split(','),
      },
      query.state,
    );
    const inState = chosenRows({}, query.state);
    const [counts, files, reasons, page] = await Promise.all([
      sql<{ total: number; n_open: number; n_discarded: number }>`
        select count(*) filter (where ${matches}) as total, count(*) filter (where discarded_at is null) as n_open,
          count(discarded_at) as n_discarded
        from app.quarantine`.execute(db),
      sql<Value>`
        select file as value, count(*) as n from app.quarantine where ${inState} group by 1 order by 1`.execute(
        db,
      ),
      sql<Value>`
        select reason as value, count(*) as n from app.quarantine where ${inState} group by 1 order by 1`.execute(
        db,
      ),
      sql<StoredRow>`
        select quarantine.id::text, file, record, line, column_name as "column", value, reason, source.name as source,
          discarded_at, discarded_by
        from app.quarantine
        join app.source on source.id = quarantine.source_id
        where ${matches}
        order by source.name, file, record, quarantine.id
        limit ${query.limit} offset ${query.offset}`.execute(db),
    ]);
    const { total = 0, n_open = 0, n_discarded = 0 } = counts.rows[0] ?? {};
    return {
      total,
      n_open,
      n_discarded,
      files: files.rows,
      reasons: reasons.rows,
      rows: page.rows.map((row) => ({
        ...row,
        discarded_at: row.discarded_at?.toISOString() ?? null,
      })),
    };
  });

  serveRoute(app, 'quarantine.discard', async ({ body }) => ({
    n: (await discardRows(db, choiceOf(body), 'screens')).length,
  }));

  serveRoute(app, 'quarantine.restore', async ({ body }) => ({
    n: (await restoreRows(db, choiceOf(body))).length,
  }));
};

const choiceOf = ({ account, ...choice }: z.output<typeof AskedChoice>): QuarantineChoice => ({
  ...choice,
  accountId: account,
});
