import { countMatching, customAttributes } from '../health/attributes.ts';
import { currentVersion } from '../health/versions.ts';
import { attributeFields, readingFields } from '../scoring/rule-fields.ts';
import { parseRule } from '../scoring/rule-parse.ts';
import { asOf } from './as-of.ts';
import { type ApiContext, type RegisterRoutes, serveRoute } from './route.ts';

export const registerRules: RegisterRoutes = (app, context) => {
  serveRoute(app, 'rule.fields', () => fieldsNow(context));
  serveRoute(app, 'rule.check', async ({ body: { kind, text } }) => {
    const fields = await fieldsNow(context);
    const parsed = parseRule(text, fields[kind]);
    if (!parsed.ok) return parsed;
    if (kind === 'exception') return { ok: true, n_accounts: null, n_all: null };
    const { company, day } = await asOf(context, undefined);
    const { matching, all } = await countMatching(context.db, parsed.rule, { company, day });
    return { ok: true, n_accounts: matching, n_all: all };
  });
};

/** What rules may use: custom fields that some account has, KPIs that some profile has. */
async function fieldsNow({ db }: ApiContext) {
  const [columns, { model }] = await Promise.all([customAttributes(db), currentVersion(db)]);
  const kpiIds = new Set(model.profiles.flatMap(({ kpis }) => kpis.map(({ id }) => id)));
  return { profile: attributeFields(columns), exception: readingFields([...kpiIds]) };
}
