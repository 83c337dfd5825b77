import type { Db } from '../db/connect.ts';
import { customAttributes } from '../health/attributes.ts';
import { shippedSettings } from '../health/scoring-settings.ts';
import { currentVersion } from '../health/versions.ts';
import { kpiOf } from '../kpis/index.ts';
import type { ParameterValue } from '../kpis/kpi.ts';
import { flawOf } from '../kpis/parameter.ts';
import type { ProfileKpi, ScoringModel } from '../scoring/model.ts';
import { columnOfCustomField } from '../scoring/rule-fields.ts';
import { fillWindow, takeWindow, type WantedPlace } from './further.ts';
import { publishChange } from './publish.ts';
import { rescoreWithActions } from './rescore-with-actions.ts';
import { canChangeWindow } from './window-readings.ts';

interface PlaceFlaw {
  field: 'kpi' | 'parameter';
  message: string;
}

/** Why a KPI cannot be had over this window or under this parameter; null where it can. */
export async function placeFlaw(
  db: Db,
  id: string,
  { windowDays = null, parameter = null }: WantedPlace,
): Promise<PlaceFlaw | null> {
  const kpi = kpiOf(id);
  if (kpi === undefined) {
    return { field: 'kpi', message: `"${id}" is no KPI that ships with Hale` };
  }
  if (windowDays !== null && windowDays !== kpi.windowDays && !canChangeWindow(id)) {
    return { field: 'kpi', message: 'names no KPI that has a window to change' };
  }
  const message = parameter === null ? null : await parameterFlaw(db, id, parameter);
  return message === null ? null : { field: 'parameter', message };
}

async function parameterFlaw(db: Db, id: string, value: ParameterValue): Promise<string | null> {
  const parameter = kpiOf(id)?.parameter;
  if (parameter === undefined) return `${id} has none to set; leave it out`;
  const flaw = flawOf(parameter, value);
  if (flaw !== null) return `${JSON.stringify(value)} ${flaw}`;
  const column = typeof value === 'string' ? columnOfCustomField(value) : null;
  if (parameter.form.kind !== 'custom_field' || column === null) return null;
  const known = await customAttributes(db);
  if (known.includes(column)) return null;
  const names = known.map((name) => `"custom.${name}"`).join(', ');
  const mend = known.length > 0 ? `there are ${names}` : 'import accounts.csv with it first';
  return `no customer has a column "${column}"; ${mend}`;
}

/** Where the shipped readings of a KPI stand. Throws where it does not ship. */
export function shippedPlace(id: string): number {
  const own = shippedSettings.kpis.find((kpi) => kpi.id === id);
  if (own === undefined) throw new Error(`${id} has no place`);
  return own.place;
}

interface Setting extends WantedPlace {
  kpi: string;
  author: string;
  note: string;
  onProgress(done: number, total: number): void;
}

/**
 * Gives a KPI that ships another window or parameter in every profile: computes its readings where nobody has, and publishes
 * that as a new version. What is absent stays as each profile has it.
 */
export async function setPlace(
  db: Db,
  { kpi: id, onProgress, ...setting }: Setting,
): Promise<void> {
  const { model } = await currentVersion(db);
  const changed = new Map<string, Partial<ProfileKpi>>();
  for (const profile of model.profiles) {
    const own = profile.kpis.find((kpi) => kpi.id === id);
    if (own === undefined) continue;
    const wanted = {
      windowDays: setting.windowDays ?? own.windowDays,
      parameter: setting.parameter ?? own.parameter,
    };
    const further = await takeWindow(db, id, wanted);
    if (further?.isFilled === false) await fillWindow(db, further.place, onProgress);
    const kpi = kpiOf(id);
    changed.set(profile.id, {
      place: further?.place ?? shippedPlace(id),
      windowDays: wanted.windowDays === kpi?.windowDays ? null : wanted.windowDays,
      parameter: wanted.parameter === kpi?.parameter?.initial ? null : wanted.parameter,
    });
  }
  const change = (before: ScoringModel): ScoringModel => ({
    ...before,
    profiles: before.profiles.map((profile) => ({
      ...profile,
      kpis: profile.kpis.map((kpi) =>
        kpi.id === id ? { ...kpi, ...changed.get(profile.id) } : kpi,
      ),
    })),
  });
  const { author, note } = setting;
  if (await publishChange(db, change, { author, note, effect: null })) await rescoreWithActions(db);
}
