import { takeWindow } from '../jobs/further.ts';
import { placeFlaw, shippedPlace } from '../jobs/kpi-place.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerWindows: RegisterRoutes = (app, { db, queue }) => {
  serveRoute(
    app,
    'window.create',
    async ({ body: { kpi, window_days = null, parameter = null } }) => {
      const wanted = { windowDays: window_days, parameter };
      const flaw = await placeFlaw(db, kpi, wanted);
      if (flaw !== null) throw badField(flaw.field, flaw.message);
      const further = await takeWindow(db, kpi, wanted);
      if (further === null) return { place: shippedPlace(kpi), job: null };
      const { place, isFilled } = further;
      return { place, job: isFilled ? null : await queue.add({ kind: 'window', place }) };
    },
  );
};
