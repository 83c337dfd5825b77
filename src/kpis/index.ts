import { adoption } from './adoption.kpi.ts';
import { agentRating } from './agent-rating.kpi.ts';
import { balance } from './balance.kpi.ts';
import { cadence } from './cadence.kpi.ts';
import { ces } from './ces.kpi.ts';
import { commission } from './commission.kpi.ts';
import { engagement } from './engagement.kpi.ts';
import { feedback } from './feedback.kpi.ts';
import { growth } from './growth.kpi.ts';
import type { Kpi } from './kpi.ts';
import { licenceUse } from './licence-use.kpi.ts';
import { logins } from './logins.kpi.ts';
import { nps } from './nps.kpi.ts';
import { onboarding } from './onboarding.kpi.ts';
import { openInvoices } from './open-invoices.kpi.ts';
import { responseRate } from './response-rate.kpi.ts';
import { responseTime } from './response-time.kpi.ts';
import { sla } from './sla.kpi.ts';
import { touchpoint } from './touchpoint.kpi.ts';

/** Every KPI. Its place is its position in stored readings: new ones are appended, none is ever moved (decision 0007). */
export const kpis: readonly Kpi[] = [
  touchpoint,
  sla,
  feedback,
  nps,
  balance,
  openInvoices,
  agentRating,
  logins,
  ces,
  responseRate,
  commission,
  adoption,
  licenceUse,
  engagement,
  cadence,
  responseTime,
  onboarding,
  growth,
];

/** The KPI of this id; undefined where there is none. */
export const kpiOf = (id: string): Kpi | undefined => kpis.find((kpi) => kpi.id === id);
