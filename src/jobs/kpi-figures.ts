import { sql } from 'kysely';
import { type Company, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { KpiDescription, KpiFigure } from '../kpis/kpi.ts';
import { runningCounters } from '../rollups/running.ts';
import { readingState } from './reading-state.ts';

export interface Figure {
  id: string;
  unit: KpiFigure['unit'];
  value: number | null;
  /** ISO 4217, of an amount. */
  currency: string | null;
}

interface FiguresRequest {
  company: Company;
  accountId: number;
  day: string;
  kpis: readonly KpiDescription[];
}

/** The figures beside the readings of one account at the end of a day, in the order of each KPI, by its id. */
export async function figuresOf(
  db: Db,
  request: FiguresRequest,
): Promise<ReadonlyMap<string, readonly Figure[]>> {
  const counted = await countedFigures(db, request);
  const figures = new Map<string, readonly Figure[]>();
  for (const kpi of request.kpis) {
    figures.set(kpi.id, [
      ...(counted.get(kpi.id) ?? []),
      ...(await lookedUpFigures(db, request, kpi)),
    ]);
  }
  return figures;
}

/** Those that stand in counters: one query for all KPIs. */
async function countedFigures(
  db: Db,
  { company, accountId, day, kpis }: FiguresRequest,
): Promise<Map<string, Figure[]>> {
  const figures = kpis.flatMap((kpi) => kpi.figures.map((figure) => ({ kpi: kpi.id, ...figure })));
  if (figures.length === 0) return new Map();
  const { firstCostDay } = await readingState(db);
  const counters = runningCounters({
    accountIds: [accountId],
    until: day,
    currency: company.currency,
    firstCostDay,
  });
  const { rows } = await sql<{ figures: (number | null)[] }>`
    select array[${sql.join(figures.map(({ value }) => value))}]::float8[] as figures
    from (${counters}) c
    order by c.day desc
    limit 1`.execute(db);
  const found = figures.map(({ kpi, id, unit }, index) => ({
    kpi,
    figure: {
      id,
      unit,
      value: rows[0]?.figures[index] ?? null,
      currency: unit === 'amount' ? company.currency : null,
    },
  }));
  const byKpi = new Map<string, Figure[]>();
  for (const { kpi, figure } of found) byKpi.set(kpi, [...(byKpi.get(kpi) ?? []), figure]);
  return byKpi;
}

async function lookedUpFigures(
  db: Db,
  { company, accountId, day }: FiguresRequest,
  { lookedUp, windowDays }: KpiDescription,
): Promise<Figure[]> {
  if (lookedUp === undefined) return [];
  const { rows } = await sql<Omit<Figure, 'unit'>>`${lookedUp.query({
    accountId,
    asOf: day,
    timeZone: company.time_zone,
    settings: toReadingSettings(company),
    windowDays: windowDays ?? 0,
  })}`.execute(db);
  return lookedUp.figures.map(({ id, unit }) => {
    const row = rows.find((each) => each.id === id);
    return { id, unit, value: row?.value ?? null, currency: row?.currency ?? null };
  });
}
