import type { FastifyRequest } from 'fastify';
import { listJobs, readJob } from '../jobs/job.ts';
import type { Job } from './contract/job.ts';
import { ApiProblem, localeOf, notFound } from './errors.ts';
import { inGerman } from './problem-german.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const mostJobs = 50;

export const registerJobs: RegisterRoutes = (app, { db, queue }) => {
  serveRoute(app, 'job.list', async ({ request }) => ({
    jobs: (await listJobs(db, mostJobs)).map((job) => inLanguage(job, request)),
  }));
  serveRoute(app, 'job.read', async ({ params, request }) => {
    const job = await readJob(db, params.job);
    if (job === undefined) throw notFound(`There is no job "${params.job}".`);
    return inLanguage(job, request);
  });
  serveRoute(app, 'job.cancel', async ({ params, request }) => {
    const job = await queue.cancel(params.job);
    if (job !== undefined) return inLanguage(job, request);
    if ((await readJob(db, params.job)) === undefined) {
      throw notFound(`There is no job "${params.job}".`);
    }
    throw new ApiProblem(409, 'This job has ended, or cannot be stopped any more.');
  });
};

/** What went wrong is kept in English and told in the language asked for. */
function inLanguage(job: Job, request: FastifyRequest): Job {
  if (localeOf(request) === 'en') return job;
  const told = (text: string | null) => (text === null ? null : inGerman(text));
  const files = job.report?.files.map((file) => ({ ...file, refused: told(file.refused) }));
  return { ...job, error: told(job.error), report: files === undefined ? null : { files } };
}
