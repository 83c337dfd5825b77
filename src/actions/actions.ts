import type { KpiActions } from './action.ts';
import { adoptionActions } from './kpi/adoption.actions.ts';
import { agentRatingActions } from './kpi/agent-rating.actions.ts';
import { balanceActions } from './kpi/balance.actions.ts';
import { cadenceActions } from './kpi/cadence.actions.ts';
import { cesActions } from './kpi/ces.actions.ts';
import { commissionActions } from './kpi/commission.actions.ts';
import { engagementActions } from './kpi/engagement.actions.ts';
import { feedbackActions } from './kpi/feedback.actions.ts';
import { growthActions } from './kpi/growth.actions.ts';
import { licenceUseActions } from './kpi/licence-use.actions.ts';
import { loginsActions } from './kpi/logins.actions.ts';
import { npsActions } from './kpi/nps.actions.ts';
import { onboardingActions } from './kpi/onboarding.actions.ts';
import { openInvoicesActions } from './kpi/open-invoices.actions.ts';
import { responseRateActions } from './kpi/response-rate.actions.ts';
import { responseTimeActions } from './kpi/response-time.actions.ts';
import { slaActions } from './kpi/sla.actions.ts';
import { touchpointActions } from './kpi/touchpoint.actions.ts';

/** Every KPI's shipped actions, in the order of the KPIs in definitions.md 4. */
export const kpiActions: readonly KpiActions[] = [
  touchpointActions,
  slaActions,
  feedbackActions,
  npsActions,
  balanceActions,
  openInvoicesActions,
  agentRatingActions,
  loginsActions,
  cesActions,
  responseRateActions,
  commissionActions,
  adoptionActions,
  licenceUseActions,
  engagementActions,
  cadenceActions,
  responseTimeActions,
  onboardingActions,
  growthActions,
];
