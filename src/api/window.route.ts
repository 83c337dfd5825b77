import { takeWindow } from '../jobs/further.ts';
import { canChangeWindow } from '../jobs/window-readings.ts';
import { kpis } from '../kpis/index.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerWindows: RegisterRoutes = (app, { db, queue }) => {
  serveRoute(app, 'window.create', async ({ body: { kpi, window_days } }) => {
    if (!canChangeWindow(kpi)) throw badField('kpi', 'names no KPI that has a window to change');
    const own = kpis.findIndex(({ id, windowDays }) => id === kpi && windowDays === window_days);
    if (own >= 0) return { place: own, job: null };
    const { place, isFilled } = await takeWindow(db, kpi, window_days);
    return { place, job: isFilled ? null : await queue.add({ kind: 'window', place }) };
  });
};
