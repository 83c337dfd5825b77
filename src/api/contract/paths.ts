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
  'account.kpi_facts': {
    method: 'GET',
    path: '/api/v1/accounts/:account/kpi-facts',
    action: 'account.read',
  },
  'account.change': {
    method: 'GET',
    path: '/api/v1/accounts/:account/change',
    action: 'account.read',
  },
  'account.change_rows': {
    method: 'GET',
    path: '/api/v1/accounts/:account/change/:kpi/rows',
    action: 'account.read',
  },
  'account.actions': {
    method: 'GET',
    path: '/api/v1/accounts/:account/actions',
    action: 'account.read',
  },
  'action.take': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/task',
    action: 'action.decide',
  },
  'action.finish': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/done',
    action: 'action.decide',
  },
  'action.dismiss': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/dismissal',
    action: 'action.decide',
  },
  'action.snooze': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/snooze',
    action: 'action.decide',
  },
  'action.give_back': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/return',
    action: 'action.decide',
  },
  'action.undo': {
    method: 'POST',
    path: '/api/v1/accounts/:account/actions/:rule/undo',
    action: 'action.decide',
  },
  'task.list': { method: 'GET', path: '/api/v1/tasks', action: 'action.read' },
  'action_rule.list': { method: 'GET', path: '/api/v1/action-rules', action: 'action.read' },
  'action_rule.create': {
    method: 'POST',
    path: '/api/v1/action-rules',
    action: 'action.configure',
  },
  'action_rule.write': {
    method: 'PUT',
    path: '/api/v1/action-rules/:rule',
    action: 'action.configure',
  },
  'action_rule.reset': {
    method: 'DELETE',
    path: '/api/v1/action-rules/:rule',
    action: 'action.configure',
  },
  'action_rule.check': {
    method: 'POST',
    path: '/api/v1/action-rules/check',
    action: 'action.read',
  },
  'action_rule.actions': {
    method: 'GET',
    path: '/api/v1/action-rules/:rule/actions',
    action: 'action.read',
  },
  'action_rule.budget': {
    method: 'PUT',
    path: '/api/v1/action-budget',
    action: 'action.configure',
  },
  'action_rule.outcomes': {
    method: 'GET',
    path: '/api/v1/action-outcomes',
    action: 'action.read',
  },
  'action_rule.outcome_rows': {
    method: 'GET',
    path: '/api/v1/action-rules/:rule/outcome',
    action: 'action.read',
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
  'account.sla': {
    method: 'GET',
    path: '/api/v1/accounts/:account/sla',
    action: 'account.read',
  },
  'sla.breaches': { method: 'GET', path: '/api/v1/sla/breaches', action: 'account.read' },
  'sla.what_if': { method: 'GET', path: '/api/v1/sla/what-if', action: 'account.read' },
  'account.group': {
    method: 'GET',
    path: '/api/v1/accounts/:account/group',
    action: 'account.read',
  },
  'account.overrides': {
    method: 'GET',
    path: '/api/v1/accounts/:account/overrides',
    action: 'account.read',
  },
  'account.override': {
    method: 'POST',
    path: '/api/v1/accounts/:account/overrides',
    action: 'account.override',
  },
  'account.override_end': {
    method: 'DELETE',
    path: '/api/v1/accounts/:account/overrides/:override',
    action: 'account.override',
  },
  'freshness.read': { method: 'GET', path: '/api/v1/freshness', action: 'account.read' },
  'rule.fields': { method: 'GET', path: '/api/v1/score/rule-fields', action: 'version.read' },
  'rule.check': { method: 'POST', path: '/api/v1/score/rule-check', action: 'version.read' },
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
  'job.cancel': { method: 'POST', path: '/api/v1/jobs/:job/cancel', action: 'job.cancel' },
  'quarantine.list': { method: 'GET', path: '/api/v1/quarantine', action: 'quarantine.read' },
  'quarantine.discard': {
    method: 'POST',
    path: '/api/v1/quarantine/discard',
    action: 'quarantine.discard',
  },
  'quarantine.restore': {
    method: 'POST',
    path: '/api/v1/quarantine/restore',
    action: 'quarantine.discard',
  },
  'settings.read': { method: 'GET', path: '/api/v1/settings', action: 'settings.read' },
  'settings.write': { method: 'PUT', path: '/api/v1/settings', action: 'settings.write' },
  'portfolio.readings': {
    method: 'GET',
    path: '/api/v1/portfolio/readings',
    action: 'account.read',
  },
  'portfolio.sources': {
    method: 'GET',
    path: '/api/v1/portfolio/sources',
    action: 'account.read',
  },
  'portfolio.band_history': {
    method: 'GET',
    path: '/api/v1/portfolio/band-history',
    action: 'account.read',
  },
  'portfolio.band_members': {
    method: 'GET',
    path: '/api/v1/portfolio/band-members',
    action: 'account.read',
  },
  'version.list': { method: 'GET', path: '/api/v1/score/versions', action: 'version.read' },
  'version.create': { method: 'POST', path: '/api/v1/score/versions', action: 'version.write' },
  'version.read': {
    method: 'GET',
    path: '/api/v1/score/versions/:version',
    action: 'version.read',
  },
  'version.save': {
    method: 'PUT',
    path: '/api/v1/score/versions/:version',
    action: 'version.write',
  },
  'version.discard': {
    method: 'DELETE',
    path: '/api/v1/score/versions/:version',
    action: 'version.write',
  },
  'version.publish': {
    method: 'POST',
    path: '/api/v1/score/versions/:version/publish',
    action: 'version.publish',
  },
  'version.backtest': {
    method: 'GET',
    path: '/api/v1/score/backtest',
    action: 'version.read',
  },
  'version.backtest_make': {
    method: 'POST',
    path: '/api/v1/score/backtest',
    action: 'version.read',
  },
  'version.compare': {
    method: 'GET',
    path: '/api/v1/score/comparison',
    action: 'version.read',
  },
  'window.create': { method: 'POST', path: '/api/v1/score/windows', action: 'version.write' },
  'proof.read': { method: 'GET', path: '/api/v1/proof', action: 'proof.read' },
  'proof.rows': { method: 'GET', path: '/api/v1/proof/rows', action: 'proof.read' },
  'proof.make': { method: 'POST', path: '/api/v1/proof', action: 'proof.make' },
  'custom_kpi.list': { method: 'GET', path: '/api/v1/kpis/custom', action: 'settings.read' },
  'custom_kpi.add': { method: 'POST', path: '/api/v1/kpis/custom', action: 'version.write' },
  'custom_kpi.remove': {
    method: 'DELETE',
    path: '/api/v1/kpis/custom/:kpi',
    action: 'version.write',
  },
} as const;

export type RouteId = keyof typeof paths;

/** Path form of Hale's own number of an account. */
export const accountPath = (id: number): string => `~${id}`;
