import { type RawBuilder, sql } from 'kysely';
import {
  count,
  countedRows,
  ownerTable,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { keyColumns, keyValue } from './layout.ts';
import { keepStagedRows } from './quarantine.ts';
import { emptyStage, ensureTable, fewRows } from './stage.ts';

export async function refuseUnknownOwners(context: SettleContext, staged: Staged): Promise<void> {
  const { layout } = staged;
  if (layout.owner === null) return;
  const column = `${layout.owner}_id`;
  await keepStagedRows(context, staged, {
    taken: sql`
      delete from ${layout.stage} s
      where not exists (
        select 1 from ${ownerTable(layout.owner)} owner
        where owner.source_id = ${context.sourceId} and owner.external_id = s.${sql.ref(column)}
      )
      returning s.*`,
    column,
    reason: `unknown_${layout.owner}`,
  });
}

/** The first row of a key stays; an identical repeat is a duplicate, a different one is quarantined. */
export async function refuseRepeats(context: SettleContext, staged: Staged): Promise<void> {
  const { layout, rows } = staged;
  if (staged.suspects?.length === 0 || !(await findRepeats(context, staged))) return;
  const isSame =
    layout.fact.repeats === 'duplicate'
      ? sql`true`
      : sql`${contents(staged, 's')} is not distinct from ${contents(staged, 'first')}`;
  const duplicates = await sql<Taken>`
    with taken as (
      delete from ${layout.stage} s
      using stage_repeat repeat join ${layout.stage} first on first.ctid = repeat.first_place
      where repeat.place = s.ctid and ${isSame}
      returning s.file_number, s.derived
    ) select ${countedRows} from taken group by file_number`.execute(context.db);
  count(context, 'duplicate', duplicates.rows);
  if (layout.fact.repeats !== 'duplicate') {
    await keepStagedRows(context, staged, {
      taken: sql`
        delete from ${layout.stage} s using stage_repeat repeat
        where repeat.place = s.ctid
        returning s.*`,
      column: keyColumns(layout)[0]?.name ?? '',
      reason: 'duplicate_id',
    });
  }
  await emptyStage(context, sql`stage_repeat`, rows);
}

/** Puts every row whose key came before into stage_repeat, with the first row of the key. */
async function findRepeats(
  context: SettleContext,
  { layout, rows, suspects }: Staged,
): Promise<boolean> {
  const { db } = context;
  await ensureTable(context, 'stage_repeat', sql`place tid not null, first_place tid not null`);
  const key = sql.join(keyColumns(layout).map((column) => keyValue(column, 's', column.name)));
  const repeated =
    suspects === null
      ? sql`select ${key} from ${layout.stage} s group by ${key} having count(*) > 1`
      : sql`select ${key} from ${layout.stage} s where s.ordinal = any(${suspects}::int[])`;
  const found = await sql`
    insert into stage_repeat (place, first_place)
    select place, first_place from (
      select s.ctid as place, first_value(s.ctid) over (partition by ${key} order by s.ordinal) as first_place
      from ${layout.stage} s
      where (${key}) in (${repeated})
    ) alike where place <> first_place`.execute(db);
  if (found.numAffectedRows === 0n) return false;
  if (rows > fewRows) await sql`analyze stage_repeat`.execute(db);
  return true;
}

const contents = ({ layout }: Staged, alias: string): RawBuilder<unknown> =>
  sql`row(${sql.join(
    [...layout.columns.map(({ name }) => name), 'custom', 'deleted'].map((name) =>
      sql.ref(`${alias}.${name}`),
    ),
  )})`;

const referenceTables = {
  accounts: 'account.account',
  contacts: 'account.contact',
  tickets: 'fact.ticket',
} as const;

/** Contacts, tickets and parents that may be unknown: their rows are taken, and the count is reported. */
export async function reportUnknownReferences(
  { db, sourceId, accounting }: SettleContext,
  { layout, columns }: Staged,
): Promise<void> {
  const { fact, stage } = layout;
  for (const { column, to, mustExist } of fact.references) {
    if (mustExist || !columns.has(column)) continue;
    const named = sql.ref(`s.${column}`);
    const isStaged =
      to === fact.file
        ? sql`or exists (select 1 from ${stage} other where other.${sql.ref(fact.key[0] ?? '')} = ${named})`
        : sql``;
    const { rows } = await sql<{ rows: number }>`
      select count(*)::int as rows from ${stage} s
      where ${named} is not null and not (exists (
        select 1 from ${sql.table(referenceTables[to])} known
        where known.source_id = ${sourceId} and known.external_id = ${named}
      ) ${isStaged})`.execute(db);
    accounting.addUnknownReferences(fact.file, column, rows[0]?.rows ?? 0);
  }
  if (fact.file === 'interactions' && columns.has('contact_ids')) {
    const { rows } = await sql<{ rows: number }>`
      select count(*)::int as rows from ${stage} s
      join account.account owner on owner.source_id = ${sourceId} and owner.external_id = s.account_id
      where s.contact_ids is not null and exists (
        select from unnest(string_to_array(s.contact_ids, ';')) named (id)
        where btrim(named.id) <> '' and not exists (
          select from account.contact known
          where known.source_id = ${sourceId} and known.external_id = btrim(named.id) and known.account_id = owner.id
        )
      )`.execute(db);
    accounting.addUnknownReferences(fact.file, 'contact_ids', rows[0]?.rows ?? 0);
  }
}
