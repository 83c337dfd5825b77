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
  if (rows < 2 || !(await findRepeats(context, staged))) return;
  const isSame =
    layout.fact.repeats === 'duplicate'
      ? sql`true`
      : sql`${contents(staged, 's')} is not distinct from ${contents(staged, 'first')}`;
  const duplicates = await sql<Taken>`
    with taken as (
      delete from ${layout.stage} s
      using stage_repeat repeat join ${layout.stage} first on first.ordinal = repeat.first_ordinal
      where repeat.ordinal = s.ordinal and ${isSame}
      returning s.file_number, s.derived
    ) select ${countedRows} from taken group by file_number`.execute(context.db);
  count(context, 'duplicate', duplicates.rows);
  if (layout.fact.repeats !== 'duplicate') {
    await keepStagedRows(context, staged, {
      taken: sql`
        delete from ${layout.stage} s using stage_repeat repeat
        where repeat.ordinal = s.ordinal
        returning s.*`,
      column: keyColumns(layout)[0]?.name ?? '',
      reason: 'duplicate_id',
    });
  }
  await emptyStage(context, sql`stage_repeat`, rows);
}

/** Puts every row whose key came before into stage_repeat, with the first row of the key. */
async function findRepeats(context: SettleContext, { layout, rows }: Staged): Promise<boolean> {
  const { db } = context;
  const key = (alias: string) =>
    keyColumns(layout).map((column) => keyValue(column, alias, column.name));
  await ensureTable(context, 'stage_repeat', sql`ordinal int not null, first_ordinal int not null`);
  // Almost always nothing repeats, and one pass shows it: only then are the repeated keys looked up.
  const first = await sql`
    insert into stage_repeat (ordinal, first_ordinal)
    select min(ordinal), min(ordinal) from ${layout.stage} s group by ${sql.join(key('s'))} having count(*) > 1`.execute(
    db,
  );
  if (first.numAffectedRows === 0n) return false;
  if (rows > fewRows) await sql`analyze stage_repeat`.execute(db);
  const sameKey = key('s').map((value, at) => sql`${value} = ${key('first')[at]}`);
  await sql`
    insert into stage_repeat (ordinal, first_ordinal)
    select s.ordinal, first.ordinal
    from stage_repeat known
    join ${layout.stage} first on first.ordinal = known.ordinal
    join ${layout.stage} s on ${sql.join(sameKey, sql` and `)} and s.ordinal > first.ordinal`.execute(
    db,
  );
  await sql`delete from stage_repeat where ordinal = first_ordinal`.execute(db);
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
