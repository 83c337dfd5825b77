import { Company, companyKeys, readCompany } from '../accounts/company.ts';
import { changeSetting } from '../jobs/change-setting.ts';
import { isDue } from '../jobs/nightly.ts';
import { badField } from './errors.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerSettings: RegisterRoutes = (app, { db, queue, now }) => {
  serveRoute(app, 'settings.read', () => readCompany(db));
  serveRoute(app, 'settings.write', async ({ body }) => {
    for (const key of companyKeys) {
      if (body[key] === undefined) continue;
      const parsed = Company.shape[key].safeParse(body[key]);
      if (!parsed.success) throw badField(key, parsed.error.issues[0]?.message ?? 'is out of form');
    }
    for (const key of companyKeys) {
      if (body[key] !== undefined) await changeSetting(db, key, String(body[key]));
    }
    const job = (await isDue(db, now())) ? await queue.add({ kind: 'rebuild' }) : null;
    return { settings: await readCompany(db), job };
  });
};
