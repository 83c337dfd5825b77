import { runningJobs } from '../jobs/job.ts';
import { ApiProblem } from './errors.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';

export const registerDemo: RegisterRoutes = (app, context) => {
  serveRoute(app, 'demo.create', () => started(context, 'demo'));
  serveRoute(app, 'demo.remove', () => started(context, 'demo_removal'));
};

/** Throws ApiProblem 409 while the demo is being loaded or removed. */
async function started({ db, queue }: ApiContext, kind: 'demo' | 'demo_removal') {
  const running = await runningJobs(db);
  if (running.some((job) => job.kind === 'demo' || job.kind === 'demo_removal')) {
    throw new ApiProblem(409, 'The demo data is being loaded or removed. Wait until that is done.');
  }
  return { job: await queue.add({ kind }) };
}
