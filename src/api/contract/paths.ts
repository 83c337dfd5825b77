/**
 * Every route of the API: where it is, and the action it performs, so that roles can be laid over it.
 * Free of zod, so that the browser can import it without the schemas. `:account` is the account_id of the source,
 * URL-encoded; where no account has it, `~12` is the account with Hale's own number 12. An account_id that two
 * sources share needs the query `source`; Hale's own number never does.
 */
export const paths = {
  'status.read': { method: 'GET', path: '/api/v1/status', action: 'status.read' },
  'account.list': { method: 'GET', path: '/api/v1/accounts', action: 'account.read' },
  'account.read': { method: 'GET', path: '/api/v1/accounts/:account', action: 'account.read' },
  'account.health': {
    method: 'GET',
    path: '/api/v1/accounts/:account/health',
    action: 'account.read',
  },
  'account.history': {
    method: 'GET',
    path: '/api/v1/accounts/:account/history',
    action: 'account.read',
  },
  'account.kpi_rows': {
    method: 'GET',
    path: '/api/v1/accounts/:account/kpis/:kpi/rows',
    action: 'account.read',
  },
  'account.actions': {
    method: 'GET',
    path: '/api/v1/accounts/:account/actions',
    action: 'account.read',
  },
  'account.timeline': {
    method: 'GET',
    path: '/api/v1/accounts/:account/timeline',
    action: 'account.read',
  },
  'account.money': {
    method: 'GET',
    path: '/api/v1/accounts/:account/money',
    action: 'account.read',
  },
  'filter.values': {
    method: 'GET',
    path: '/api/v1/segments-and-csms',
    action: 'account.read',
  },
  'demo.create': { method: 'POST', path: '/api/v1/demo', action: 'demo.create' },
  'demo.remove': { method: 'DELETE', path: '/api/v1/demo', action: 'demo.remove' },
  'import.run': { method: 'POST', path: '/api/v1/imports', action: 'import.run' },
  'job.list': { method: 'GET', path: '/api/v1/jobs', action: 'job.read' },
  'job.read': { method: 'GET', path: '/api/v1/jobs/:job', action: 'job.read' },
  'quarantine.list': { method: 'GET', path: '/api/v1/quarantine', action: 'quarantine.read' },
  'settings.read': { method: 'GET', path: '/api/v1/settings', action: 'settings.read' },
  'settings.write': { method: 'PUT', path: '/api/v1/settings', action: 'settings.write' },
} as const;

export type RouteId = keyof typeof paths;

/** Path form of Hale's own number of an account. */
export const accountPath = (id: number): string => `~${id}`;
