import { listJobs, readJob } from '../jobs/job.ts';
import { notFound } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const mostJobs = 50;

export const registerJobs: RegisterRoutes = (app, { db }) => {
  serveRoute(app, 'job.list', async () => ({ jobs: await listJobs(db, mostJobs) }));
  serveRoute(app, 'job.read', async ({ params }) => {
    const job = await readJob(db, params.job);
    if (job === undefined) throw notFound(`There is no job "${params.job}".`);
    return job;
  });
};
