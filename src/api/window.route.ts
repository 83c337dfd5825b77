import type { Db } from '../db/connect.ts';
import { customAttributes } from '../health/attributes.ts';
import { shippedSettings } from '../health/scoring-settings.ts';
import { takeWindow } from '../jobs/further.ts';
import { canChangeWindow } from '../jobs/window-readings.ts';
import { kpiOf } from '../kpis/index.ts';
import type { KpiParameter, ParameterValue } from '../kpis/kpi.ts';
import { flawOf } from '../kpis/parameter.ts';
import { columnOfCustomField } from '../scoring/rule-fields.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerWindows: RegisterRoutes = (app, { db, queue }) => {
  serveRoute(
    app,
    'window.create',
    async ({ body: { kpi, window_days = null, parameter = null } }) => {
      const shipped = kpiOf(kpi);
      if (shipped === undefined) throw badField('kpi', `"${kpi}" is no KPI that ships with Hale`);
      if (window_days !== null && window_days !== shipped.windowDays && !canChangeWindow(kpi)) {
        throw badField('kpi', 'names no KPI that has a window to change');
      }
      if (parameter !== null) await refuseParameter(db, kpi, shipped.parameter, parameter);
      const further = await takeWindow(db, kpi, { windowDays: window_days, parameter });
      if (further === null) {
        const own = shippedSettings.kpis.find(({ id }) => id === kpi);
        if (own === undefined) throw new Error(`${kpi} has no place`);
        return { place: own.place, job: null };
      }
      const { place, isFilled } = further;
      return { place, job: isFilled ? null : await queue.add({ kind: 'window', place }) };
    },
  );
};

/** Throws ApiProblem 400 where the KPI has no parameter, or none of this value. */
async function refuseParameter(
  db: Db,
  kpi: string,
  parameter: KpiParameter | undefined,
  value: ParameterValue,
): Promise<void> {
  if (parameter === undefined) {
    throw badField('parameter', `${kpi} has none to set; leave it out`);
  }
  const flaw = flawOf(parameter, value);
  if (flaw !== null) throw badField('parameter', `${JSON.stringify(value)} ${flaw}`);
  const column = typeof value === 'string' ? columnOfCustomField(value) : null;
  if (parameter.form.kind !== 'custom_field' || column === null) return;
  const known = await customAttributes(db);
  if (!known.includes(column)) {
    const names = known.map((name) => `"custom.${name}"`).join(', ');
    throw badField(
      'parameter',
      `no customer has a column "${column}"; ${known.length > 0 ? `there are ${names}` : 'import accounts.csv with it first'}`,
    );
  }
}
