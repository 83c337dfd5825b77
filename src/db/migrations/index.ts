import type { Kysely } from 'kysely';
import * as app from './0001-app.ts';
import * as accounts from './0002-accounts.ts';
import * as facts from './0003-facts.ts';
import * as rollups from './0004-rollups.ts';
import * as readings from './0005-readings.ts';
import * as listsAndJobs from './0006-lists-and-jobs.ts';
import * as sparklines from './0007-sparklines.ts';

export interface Migration {
  name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** In the order they run; a released migration never changes. */
export const migrations: readonly Migration[] = [
  { name: '0001-app', up: app.up },
  { name: '0002-accounts', up: accounts.up },
  { name: '0003-facts', up: facts.up },
  { name: '0004-rollups', up: rollups.up },
  { name: '0005-readings', up: readings.up },
  { name: '0006-lists-and-jobs', up: listsAndJobs.up },
  { name: '0007-sparklines', up: sparklines.up },
];
