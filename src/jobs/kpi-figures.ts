import { type RawBuilder, sql } from 'kysely';
import { type Company, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { kpiOf } from '../kpis/index.ts';
import type { KpiDescription, KpiFigure } from '../kpis/kpi.ts';
import { parseDay } from '../lib/day.ts';
import { readingState } from './reading-state.ts';
import { countersUnder } from './window-readings.ts';

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

/** Those that stand in counters: one query for all KPIs as they ship, one for each that is looked at otherwise. */
async function countedFigures(
  db: Db,
  { company, accountId, day, kpis }: FiguresRequest,
): Promise<Map<string, Figure[]>> {
  const counted = kpis.filter(({ figures }) => figures.length > 0);
  if (counted.length === 0) return new Map();
  const { firstCostDay } = await readingState(db);
  const until = parseDay(day);
  const request = { accountIds: [accountId], company, firstCostDay, fromDays: [until], until };
  const isShipped = (kpi: KpiDescription) => kpi === kpiOf(kpi.id);
  const groups = [
    counted.filter(isShipped),
    ...counted.filter((kpi) => !isShipped(kpi)).map((kpi) => [kpi]),
  ];
  const byKpi = new Map<string, Figure[]>();
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const counters = countersUnder(isShipped(first) ? asShipped : first, request);
    for (const [id, figures] of await figuresFrom(db, counters, group, company)) {
      byKpi.set(id, figures);
    }
  }
  return byKpi;
}

const asShipped = { windowDays: null };

async function figuresFrom(
  db: Db,
  counters: RawBuilder<unknown>,
  kpis: readonly KpiDescription[],
  company: Company,
): Promise<[id: string, figures: Figure[]][]> {
  const all = kpis.flatMap(({ figures }) => figures.map(({ value }) => value));
  const { rows } = await sql<{ figures: (number | null)[] }>`
    select array[${sql.join(all)}]::float8[] as figures
    from (${counters}) c
    order by c.day desc
    limit 1`.execute(db);
  const values = (rows[0]?.figures ?? []).values();
  return kpis.map(({ id: kpi, figures }) => [
    kpi,
    figures.map(({ id, unit }) => ({
      id,
      unit,
      value: values.next().value ?? null,
      currency: unit === 'amount' ? company.currency : null,
    })),
  ]);
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
