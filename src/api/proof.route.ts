import { runningJobs } from '../jobs/job.ts';
import { Day } from '../lib/day.ts';
import { keptReport } from '../proof/report.ts';
import { ApiProblem } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerProof: RegisterRoutes = (app, { db, queue }) => {
  const jobNow = async () => (await runningJobs(db)).find(({ kind }) => kind === 'proof') ?? null;

  serveRoute(app, 'proof.read', async ({ query: { horizon_days, from, to } }) => {
    const kept = await keptReport(db, {
      horizonDays: horizon_days,
      from: from === undefined ? undefined : Day.parse(from),
      to: to === undefined ? undefined : Day.parse(to),
    });
    return {
      proof: kept?.report ?? null,
      made_at: kept?.madeAt.toISOString() ?? null,
      is_current: kept?.isCurrent ?? false,
      job: await jobNow(),
    };
  });
  serveRoute(app, 'proof.make', async ({ body: { horizon_days, from, to } }) => {
    if ((await jobNow()) !== null) {
      throw new ApiProblem(409, 'A backtest is being made. Wait until it is done.');
    }
    return { job: await queue.add({ kind: 'proof', horizonDays: horizon_days, from, to }) };
  });
};
