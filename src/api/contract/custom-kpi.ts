import { z } from 'zod';
import { CurvePoints } from './kpi.ts';

const Aggregation = z.enum(['last', 'sum', 'mean', 'distinct']);

/** A KPI of the company's own over an imported numeric series (definitions.md 4, custom KPIs). */
export const CustomKpi = z.object({
  /** Small letters, digits and _. */
  id: z.string(),
  series: z.string(),
  aggregation: Aggregation,
  window_days: z.int().min(1).max(1095),
  curve: CurvePoints,
  weight: z.number().min(0),
});
export type CustomKpi = z.infer<typeof CustomKpi>;

/** A numeric series there is data of. */
const Series = z.object({
  series: z.string(),
  n: z.int(),
  n_accounts: z.int(),
  first_on: z.iso.date(),
  newest_on: z.iso.date(),
  lowest: z.number(),
  highest: z.number(),
});

export const CustomKpis = z.object({ kpis: z.array(CustomKpi), series: z.array(Series) });
export type CustomKpis = z.infer<typeof CustomKpis>;

export const NewCustomKpi = CustomKpi.extend({
  id: z.string().trim().min(1).max(60),
  series: z.string().min(1),
  author: z.string().max(200).default(''),
});

export const CustomKpiParams = z.object({ kpi: z.string().min(1) });
