import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Generated, generate } from '../../tests/generate/generate.ts';
import { applySettings, batchOf, store } from '../../tests/product.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { type JobQueue, startQueue } from '../jobs/queue.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { parseDay } from '../lib/day.ts';
import { createServer } from './server.ts';

export interface Served extends AsyncDisposable {
  app: FastifyInstance;
  database: TestDatabase;
  queue: JobQueue;
  uploads: string;
  data: Generated;
  /** Lines of the log at error level. */
  errors: string[];
}

/** A server over generated facts whose today is the last day of them. */
export async function served(options: { accounts: number; seed: number }): Promise<Served> {
  const data = generate(options);
  const database = await freshDatabase();
  await applySettings(database.db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  await bringUpToDate(database.db, { today: parseDay(data.to) });
  const errors: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  const quiet = () => {};
  const queue = await startQueue({
    app: database.app,
    owner: database.owner,
    log: { error: (error: unknown) => errors.push(String(error)), warn: quiet, debug: quiet },
  });
  const uploads = await mkdtemp(join(tmpdir(), 'hale-uploads-'));
  const app = await createServer({
    db: database.db,
    queue,
    uploads,
    version: '1.2.3',
    now: () => new Date(`${data.to}T12:00:00Z`),
    appUrl: 'http://hale.example',
    screens: join(import.meta.dirname, 'contract'),
    logger,
    isReady: () => true,
  });
  await app.ready();
  const end = async () => {
    await app.close();
    await queue.stop();
    await database.close();
    await rm(uploads, { recursive: true, force: true });
  };
  return { app, database, queue, uploads, data, errors, [Symbol.asyncDispose]: end };
}
