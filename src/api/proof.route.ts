import type { z } from 'zod';
import { currentVersion } from '../health/versions.ts';
import { runningJobs } from '../jobs/job.ts';
import { Day } from '../lib/day.ts';
import { askedReport, keptReport } from '../proof/report.ts';
import { countRows, listRows } from '../proof/stored-rows.ts';
import { type ProofQuery, ProofRowFilter } from './contract/proof.ts';
import { SheetQuery } from './contract/sheet.ts';
import { ApiProblem } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';
import { sendSheet } from './send-sheet.ts';

const requestOf = ({ horizon_days, from, to }: z.output<typeof ProofQuery>) => ({
  horizonDays: horizon_days,
  from: from === undefined ? undefined : Day.parse(from),
  to: to === undefined ? undefined : Day.parse(to),
});

const rowColumns = [
  'account_id',
  'name',
  'as_of',
  'band',
  'health',
  'left_on',
  'first_at_risk_on',
  'p',
  'decile',
  'proposed_health',
  'reading',
] as const;

const ProofSheetQuery = ProofRowFilter.extend(SheetQuery.shape);

export const registerProof: RegisterRoutes = (app, { db, queue }) => {
  const jobNow = async () => (await runningJobs(db)).find(({ kind }) => kind === 'proof') ?? null;

  serveRoute(app, 'proof.read', async ({ query }) => {
    const [kept, { id: currentId }] = await Promise.all([
      keptReport(db, requestOf(query)),
      currentVersion(db),
    ]);
    return {
      proof: kept?.report ?? null,
      made_at: kept?.madeAt.toISOString() ?? null,
      is_current: kept?.isCurrent ?? false,
      settings_are_current: kept?.report.settings_version === currentId,
      job: await jobNow(),
    };
  });
  serveRoute(app, 'proof.rows', async ({ query }) => {
    const asked = askedReport(requestOf(query));
    const [kept, counts, rows] = await Promise.all([
      keptReport(db, requestOf(query)),
      countRows(db, asked, query),
      listRows(db, asked, query, query),
    ]);
    return { made_at: kept?.madeAt.toISOString() ?? null, ...counts, rows };
  });
  app.get<{ Querystring: z.output<typeof ProofSheetQuery> }>(
    '/api/v1/proof/rows.csv',
    { config: { action: 'proof.read' }, schema: { hide: true, querystring: ProofSheetQuery } },
    async ({ query: { language, ...filter } }, reply) => {
      const rows = await listRows(db, askedReport(requestOf(filter)), filter, { offset: 0 });
      return sendSheet(reply, language, {
        name: 'proof-rows',
        columns: rowColumns,
        batches: [rows.map((row) => rowColumns.map((column) => row[column]))],
      });
    },
  );
  serveRoute(app, 'proof.make', async ({ body: { horizon_days, from, to } }) => {
    if ((await jobNow()) !== null) {
      throw new ApiProblem(409, 'A backtest is being made. Wait until it is done.');
    }
    return { job: await queue.add({ kind: 'proof', horizonDays: horizon_days, from, to }) };
  });
};
