import { agentRating } from './agent-rating.kpi.ts';
import { balance } from './balance.kpi.ts';
import { feedback } from './feedback.kpi.ts';
import type { Kpi } from './kpi.ts';
import { logins } from './logins.kpi.ts';
import { nps } from './nps.kpi.ts';
import { openInvoices } from './open-invoices.kpi.ts';
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
];

/** The KPI of this id; undefined where there is none. */
export const kpiOf = (id: string): Kpi | undefined => kpis.find((kpi) => kpi.id === id);
