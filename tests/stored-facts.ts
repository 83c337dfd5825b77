import type { Importing } from './import-fixture.ts';

/** Tables of facts and accounts that have a column. */
export async function tablesWith(
  product: Pick<Importing, 'select'>,
  column: 'account_id' | 'source_id',
): Promise<string[]> {
  const rows = await product.select(
    `format('%I.%I', table_schema, table_name) as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema in ('fact', 'account') and table_type = 'BASE TABLE' and table_name <> 'touched' and column_name = '${column}' order by 1`,
  );
  return rows.map(({ name }) => String(name));
}

/**
 * Every stored fact as text, without the numbers that Hale gives and without custom fields; each with the outside id of
 * its account.
 */
export async function storedFacts(product: Pick<Importing, 'select'>): Promise<Set<string>> {
  const owned = new Set(await tablesWith(product, 'account_id'));
  const told = new Set<string>();
  for (const table of new Set([...(await tablesWith(product, 'source_id')), ...owned])) {
    const rows = await product.select(
      `concat_ws(' ', '${table}', ${owned.has(table) ? 'account.external_id' : "''"},
        to_jsonb(t) - '{id,account_id,ticket_id,custom,source_id,run_id}'::text[]) as text
       from ${table} t ${owned.has(table) ? 'left join account.account on account.id = t.account_id' : ''}`,
    );
    for (const { text } of rows) told.add(String(text));
  }
  return told;
}
