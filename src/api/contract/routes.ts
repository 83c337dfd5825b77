import { z } from 'zod';
import {
  Account,
  AccountList,
  AccountListQuery,
  AccountParams,
  AsOfQuery,
  FilterValues,
} from './account.ts';
import { Actions, HealthExplanation, History, HistoryQuery } from './health.ts';
import { Job, JobList, JobParams, JobStarted, QuarantineList, QuarantineQuery } from './job.ts';
import { KpiRows } from './kpi.ts';
import type { RouteId } from './paths.ts';
import { Settings, SettingsChange } from './settings.ts';
import { SettingsSaved, Status } from './status.ts';
import { AccountMoney, Timeline, TimelineQuery } from './timeline.ts';

/** What goes into a route and what comes out with 200; errors of every route are a `Problem`. */
interface RouteSchemas {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

/**
 * The schemas of each route of `paths`.
 * `import.run` takes multipart/form-data: a field `source` (ImportSource) before one or more fields `file`,
 * each a CSV of definitions.md 3 or of the named source, plain or .gz.
 */
export const routes = {
  'status.read': { response: Status },
  'account.list': { query: AccountListQuery, response: AccountList },
  'account.read': { params: AccountParams, query: AsOfQuery, response: Account },
  'account.health': { params: AccountParams, query: AsOfQuery, response: HealthExplanation },
  'account.history': { params: AccountParams, query: HistoryQuery, response: History },
  'account.kpi_rows': {
    params: AccountParams.extend({ kpi: z.string().min(1) }),
    query: AsOfQuery,
    response: KpiRows,
  },
  'account.actions': { params: AccountParams, query: AsOfQuery, response: Actions },
  'account.timeline': { params: AccountParams, query: TimelineQuery, response: Timeline },
  'account.money': { params: AccountParams, query: AsOfQuery, response: AccountMoney },
  'filter.values': { response: FilterValues },
  'demo.create': { response: JobStarted },
  'demo.remove': { response: JobStarted },
  'import.run': { response: JobStarted },
  'job.list': { response: JobList },
  'job.read': { params: JobParams, response: Job },
  'quarantine.list': { query: QuarantineQuery, response: QuarantineList },
  'settings.read': { response: Settings },
  'settings.write': { body: SettingsChange, response: SettingsSaved },
} as const satisfies Record<RouteId, RouteSchemas>;

export type Routes = typeof routes;
