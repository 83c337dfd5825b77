import { type RawBuilder, sql } from 'kysely';
import { type RegisterRoutes, serveRoute } from './route.ts';

interface Value {
  value: string;
  n: number;
}

export const registerFilterValues: RegisterRoutes = (app, { db }) => {
  const valuesOf = async (column: RawBuilder<unknown>): Promise<Value[]> => {
    const { rows } = await sql<Value>`
      select ${column} as value, count(*) as n
      from account.account
      where not withdrawn and ${column} is not null
      group by 1
      order by lower(${column}), 1`.execute(db);
    return rows;
  };
  serveRoute(app, 'filter.values', async () => {
    const [segments, csms] = await Promise.all([
      valuesOf(sql.ref('segment')),
      valuesOf(sql.ref('csm_email')),
    ]);
    return { segments, csms };
  });
};
