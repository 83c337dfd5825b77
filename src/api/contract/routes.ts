import { z } from 'zod';
import {
  Account,
  AccountList,
  AccountListQuery,
  AccountParams,
  AsOfQuery,
  FilterValues,
} from './account.ts';
import {
  ActionBudget,
  ActionDecided,
  ActionDismissal,
  ActionFinishing,
  ActionGivingBack,
  ActionOutcomes,
  ActionParams,
  ActionRuleCheck,
  ActionRuleList,
  ActionRuleParams,
  ActionRuleSaved,
  ActionSnoozing,
  Actions,
  ActionTaking,
  ActionUndoing,
  ActionUndone,
  OutcomeQuery,
  OutcomeRows,
  OutcomeRowsQuery,
  RuleActions,
  RuleActionsQuery,
  RuleDraft,
  TaskList,
  TaskQuery,
} from './action.ts';
import { BandHistory, BandHistoryQuery, BandMembers, BandMembersQuery } from './band-history.ts';
import { ChangeQuery, ChangeRows, ScoreChange } from './change.ts';
import { CustomKpiParams, CustomKpis, NewCustomKpi } from './custom-kpi.ts';
import { Freshness, FreshnessQuery } from './freshness.ts';
import { AccountGroup } from './group.ts';
import { HealthExplanation, History, HistoryQuery } from './health.ts';
import {
  Job,
  JobList,
  JobParams,
  JobStarted,
  QuarantineChanged,
  QuarantineChoice,
  QuarantineList,
  QuarantineQuery,
} from './job.ts';
import { KpiFacts, KpiRows } from './kpi.ts';
import { AccountOverrides, NewOverride, OverrideParams, OverrideRemoval } from './override.ts';
import type { RouteId } from './paths.ts';
import { PortfolioReadings, ReadingSources } from './portfolio.ts';
import { KeptProof, ProofOrder, ProofQuery, ProofRows, ProofRowsQuery } from './proof.ts';
import { CheckedRule, RuleFields, RuleToCheck } from './rule.ts';
import { Settings, SettingsChange } from './settings.ts';
import { AccountSla, SlaBreaches, SlaWhatIf, SlaWhatIfQuery } from './sla.ts';
import { SettingsSaved, Status } from './status.ts';
import { AccountMoney, Timeline, TimelineQuery } from './timeline.ts';
import {
  BacktestOrder,
  BacktestQuery,
  CompareQuery,
  Discarded,
  DraftChange,
  KeptBacktest,
  NewDraft,
  PortfolioEffect,
  Publishing,
  Version,
  VersionList,
  VersionParams,
  VersionSummary,
} from './version.ts';
import { NewWindow, WindowTaken } from './window.ts';

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
  'account.kpi_facts': { params: AccountParams, query: AsOfQuery, response: KpiFacts },
  'account.change': { params: AccountParams, query: ChangeQuery, response: ScoreChange },
  'account.change_rows': {
    params: AccountParams.extend({ kpi: z.string().min(1) }),
    query: ChangeQuery,
    response: ChangeRows,
  },
  'account.actions': { params: AccountParams, query: AsOfQuery, response: Actions },
  'action.take': { params: ActionParams, body: ActionTaking, response: ActionDecided },
  'action.finish': { params: ActionParams, body: ActionFinishing, response: ActionDecided },
  'action.dismiss': { params: ActionParams, body: ActionDismissal, response: ActionDecided },
  'action.snooze': { params: ActionParams, body: ActionSnoozing, response: ActionDecided },
  'action.give_back': { params: ActionParams, body: ActionGivingBack, response: ActionDecided },
  'action.undo': { params: ActionParams, body: ActionUndoing, response: ActionUndone },
  'task.list': { query: TaskQuery, response: TaskList },
  'action_rule.list': { response: ActionRuleList },
  'action_rule.create': { body: RuleDraft, response: ActionRuleSaved },
  'action_rule.write': { params: ActionRuleParams, body: RuleDraft, response: ActionRuleSaved },
  'action_rule.reset': { params: ActionRuleParams, response: ActionRuleSaved },
  'action_rule.check': { body: RuleDraft, response: ActionRuleCheck },
  'action_rule.actions': {
    params: ActionRuleParams,
    query: RuleActionsQuery,
    response: RuleActions,
  },
  'action_rule.budget': { body: ActionBudget, response: ActionBudget },
  'action_rule.outcomes': { query: OutcomeQuery, response: ActionOutcomes },
  'action_rule.outcome_rows': {
    params: ActionRuleParams,
    query: OutcomeRowsQuery,
    response: OutcomeRows,
  },
  'account.timeline': { params: AccountParams, query: TimelineQuery, response: Timeline },
  'account.sla': { params: AccountParams, query: AsOfQuery, response: AccountSla },
  'sla.breaches': { query: AsOfQuery, response: SlaBreaches },
  'sla.what_if': { query: SlaWhatIfQuery, response: SlaWhatIf },
  'account.money': { params: AccountParams, query: AsOfQuery, response: AccountMoney },
  'account.group': { params: AccountParams, query: AsOfQuery, response: AccountGroup },
  'account.overrides': { params: AccountParams, query: AsOfQuery, response: AccountOverrides },
  'account.override': {
    params: AccountParams,
    query: AsOfQuery.pick({ source: true }),
    body: NewOverride,
    response: AccountOverrides,
  },
  'account.override_end': {
    params: OverrideParams,
    query: OverrideRemoval,
    response: AccountOverrides,
  },
  'freshness.read': { query: FreshnessQuery, response: Freshness },
  'rule.fields': { response: RuleFields },
  'rule.check': { body: RuleToCheck, response: CheckedRule },
  'filter.values': { response: FilterValues },
  'demo.create': { response: JobStarted },
  'demo.remove': { response: JobStarted },
  'import.run': { response: JobStarted },
  'job.list': { response: JobList },
  'job.read': { params: JobParams, response: Job },
  'job.cancel': { params: JobParams, response: Job },
  'quarantine.list': { query: QuarantineQuery, response: QuarantineList },
  'quarantine.discard': { body: QuarantineChoice, response: QuarantineChanged },
  'quarantine.restore': { body: QuarantineChoice, response: QuarantineChanged },
  'settings.read': { response: Settings },
  'settings.write': { body: SettingsChange, response: SettingsSaved },
  'portfolio.readings': { query: AsOfQuery.pick({ as_of: true }), response: PortfolioReadings },
  'portfolio.sources': { query: AsOfQuery.pick({ as_of: true }), response: ReadingSources },
  'portfolio.band_history': { query: BandHistoryQuery, response: BandHistory },
  'portfolio.band_members': { query: BandMembersQuery, response: BandMembers },
  'version.list': { response: VersionList },
  'version.create': { body: NewDraft, response: Version },
  'version.read': { params: VersionParams, response: Version },
  'version.save': { params: VersionParams, body: DraftChange, response: Version },
  'version.discard': { params: VersionParams, response: Discarded },
  'version.publish': { params: VersionParams, body: Publishing, response: VersionSummary },
  'version.backtest': { query: BacktestQuery, response: KeptBacktest },
  'version.backtest_make': { body: BacktestOrder, response: JobStarted },
  'version.compare': { query: CompareQuery, response: PortfolioEffect },
  'window.create': { body: NewWindow, response: WindowTaken },
  'proof.read': { query: ProofQuery, response: KeptProof },
  'proof.rows': { query: ProofRowsQuery, response: ProofRows },
  'proof.make': { body: ProofOrder, response: JobStarted },
  'custom_kpi.list': { response: CustomKpis },
  'custom_kpi.add': { body: NewCustomKpi, response: CustomKpis },
  'custom_kpi.remove': { params: CustomKpiParams, response: CustomKpis },
} as const satisfies Record<RouteId, RouteSchemas>;

export type Routes = typeof routes;
