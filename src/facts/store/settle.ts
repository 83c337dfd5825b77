import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';
import type { Accounting, RowState } from './import-report.ts';
import { keyColumns, keyText, keyValue, type Layout } from './layout.ts';
import { keepStagedRows } from './quarantine.ts';
import { touchAccounts, touchUsage } from './touch.ts';

export interface SettleContext {
  db: Db;
  sourceId: number;
  runId: number;
  /** The company's IANA time zone. */
  timeZone: string;
  accounting: Accounting;
}

interface Taken {
  file_number: number;
  rows: number;
}

/**
 * Decides what becomes of every staged row of one fact, set by set, in the order of definitions.md 10 (Import): unknown
 * owner, repeated key, withdrawal, known row, new row. `present` are the columns the files have: others keep what is stored.
 */
export async function settle(
  context: SettleContext,
  layout: Layout,
  present: ReadonlySet<string>,
): Promise<void> {
  await refuseUnknownOwners(context, layout);
  await refuseRepeats(context, layout);
  await reportUnknownReferences(context, layout, present);
  await forgetMendedRows(context, layout);
  const stored = await holdsRows(context, layout);
  await withdraw(context, layout, stored);
  if (stored) await renew(context, layout, present);
  await create(context, layout);
}

function count(context: SettleContext, state: RowState, taken: readonly Taken[]): void {
  for (const { file_number, rows } of taken) context.accounting.add(file_number, state, rows);
}

const countedRows = sql`file_number, (count(*) filter (where not derived))::int as rows`;

/** The staged rows with what they hang on as `owner`. */
function resolved(context: SettleContext, layout: Layout): RawBuilder<unknown> {
  const { sourceId } = context;
  if (layout.owner === null) return sql`${layout.stage} s`;
  return layout.owner === 'account'
    ? sql`${layout.stage} s join account.account owner
        on owner.source_id = ${sourceId} and owner.external_id = s.account_id`
    : sql`${layout.stage} s join fact.ticket owner
        on owner.source_id = ${sourceId} and owner.external_id = s.ticket_id`;
}

async function refuseUnknownOwners(context: SettleContext, layout: Layout): Promise<void> {
  if (layout.owner === null) return;
  const column = layout.owner === 'account' ? 'account_id' : 'ticket_id';
  const owners = sql.table(layout.owner === 'account' ? 'account.account' : 'fact.ticket');
  const taken = await keepStagedRows(context, layout, {
    taken: sql`
      delete from ${layout.stage} s
      where not exists (
        select 1 from ${owners} owner
        where owner.source_id = ${context.sourceId} and owner.external_id = s.${sql.ref(column)}
      )
      returning s.*`,
    column,
    reason: `unknown_${layout.owner}`,
  });
  count(context, 'quarantined', taken);
}

/** The first row of a key stays; an identical repeat is a duplicate, a different one is quarantined. */
async function refuseRepeats(context: SettleContext, layout: Layout): Promise<void> {
  const { db } = context;
  const keys = keyColumns(layout);
  const key = (alias: string) =>
    sql.join(keys.map((column) => keyValue(column, alias, column.name)));
  const contents = (alias: string) =>
    sql`row(${sql.join([...layout.columns.map(({ name }) => name), 'custom', 'deleted'].map((name) => sql.ref(`${alias}.${name}`)))})`;
  const { rows } = await sql`
    select 1 from ${layout.stage} s group by ${key('s')} having count(*) > 1 limit 1`.execute(db);
  if (rows.length === 0) return;
  const repeats = (isSame: RawBuilder<boolean>) => sql`
    delete from ${layout.stage} s
    using (
      select later.ordinal, first_value(later.ordinal) over (
        partition by ${key('later')} order by later.ordinal
      ) as first_ordinal
      from ${layout.stage} later
    ) place, ${layout.stage} first
    where place.ordinal = s.ordinal and place.first_ordinal < s.ordinal and first.ordinal = place.first_ordinal
      and ${isSame}
    returning s.*`;
  const isSame =
    layout.fact.repeats === 'duplicate'
      ? sql<boolean>`true`
      : sql<boolean>`${contents('s')} is not distinct from ${contents('first')}`;
  const duplicates = await sql<Taken>`
    with taken as (${repeats(isSame)}) select ${countedRows} from taken group by file_number`.execute(
    db,
  );
  count(context, 'duplicate', duplicates.rows);
  if (layout.fact.repeats === 'duplicate') return;
  const conflicts = await keepStagedRows(context, layout, {
    taken: repeats(sql<boolean>`true`),
    column: keys[0]?.name ?? '',
    reason: 'duplicate_id',
  });
  count(context, 'quarantined', conflicts);
}

/** Contacts, tickets and parents that may be unknown: their rows are taken, and the count is reported. */
async function reportUnknownReferences(
  context: SettleContext,
  layout: Layout,
  present: ReadonlySet<string>,
): Promise<void> {
  const tables = {
    accounts: 'account.account',
    contacts: 'account.contact',
    tickets: 'fact.ticket',
  };
  for (const { column, to, mustExist } of layout.fact.references) {
    if (mustExist || !present.has(column)) continue;
    const { rows } = await sql<{ rows: number }>`
      select count(*)::int as rows from ${layout.stage} s
      where ${sql.ref(`s.${column}`)} is not null and not exists (
        select 1 from ${sql.table(tables[to])} known
        where known.source_id = ${context.sourceId} and known.external_id = ${sql.ref(`s.${column}`)}
      )`.execute(context.db);
    const unknown = rows[0]?.rows ?? 0;
    if (unknown > 0) {
      context.accounting.unknownReferences.push({ file: layout.fact.file, column, rows: unknown });
    }
  }
}

/** A good row of a key answers what was quarantined for that key before this import. */
async function forgetMendedRows(context: SettleContext, layout: Layout): Promise<void> {
  await sql`
    delete from app.quarantine kept
    using ${layout.stage} s
    where kept.source_id = ${context.sourceId} and kept.fact = ${layout.fact.file} and kept.run_id < ${context.runId}
      and md5(kept.fact_key) = md5(${keyText(layout, 's')})`.execute(context.db);
}

async function holdsRows(context: SettleContext, layout: Layout): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${layout.table} where source_id = ${context.sourceId} limit 1`.execute(
    context.db,
  );
  return rows.length > 0;
}

/** The stored row `f` of a staged row `s`. */
async function isStoredRow(context: SettleContext, layout: Layout): Promise<RawBuilder<boolean>> {
  const conditions: RawBuilder<unknown>[] = [sql`f.source_id = ${context.sourceId}`];
  for (const column of keyColumns(layout)) {
    const { stored, name } = column;
    if (stored === null) {
      conditions.push(
        layout.owner === 'ticket' ? sql`f.ticket_id = owner.id` : sql`f.account_id = owner.id`,
      );
    } else {
      conditions.push(sql`${keyValue(column, 'f', stored)} = ${keyValue(column, 's', name)}`);
    }
  }
  if (layout.fact.file === 'usage_events') {
    // The table is found by time alone, so the stage's own range is handed to its index.
    const { rows } = await sql<{ first: string; last: string }>`
      select min(at)::text as first, max(at)::text as last from ${layout.stage}`.execute(
      context.db,
    );
    const range = rows[0];
    conditions.push(sql`f.at between ${range?.first}::timestamptz and ${range?.last}::timestamptz`);
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

const ownAccount = (layout: Layout) =>
  layout.owner === 'ticket'
    ? sql`owner.account_id`
    : layout.owner === 'account'
      ? sql`owner.id`
      : sql`f.id`;

async function withdraw(context: SettleContext, layout: Layout, stored: boolean): Promise<void> {
  const { db } = context;
  const { rows } = await sql`select 1 from ${layout.stage} where deleted limit 1`.execute(db);
  if (rows.length === 0) return;
  if (stored) {
    const match = await isStoredRow(context, layout);
    const isShown = layout.hidesWithdrawn ? sql`not f.withdrawn` : sql`true`;
    await sql`create temporary table if not exists stage_matched (
      ordinal int, stored_row tid, old_account int, new_account int, same boolean) on commit delete rows`.execute(
      db,
    );
    await sql`truncate stage_matched`.execute(db);
    await sql`
      insert into stage_matched (ordinal, stored_row, old_account)
      select s.ordinal, f.ctid, ${storedAccount(layout)}
      from ${resolved(context, layout)} join ${layout.table} f on ${match}
      where s.deleted and ${isShown}`.execute(db);
    await touchUsage(context, layout, sql`select ordinal from stage_matched`);
    if (layout.hidesWithdrawn) {
      await sql`update ${layout.table} f set withdrawn = true from stage_matched m where f.ctid = m.stored_row`.execute(
        db,
      );
    } else {
      await sql`delete from ${layout.table} f using stage_matched m where f.ctid = m.stored_row`.execute(
        db,
      );
    }
    await touchAccounts(context, layout, sql`select old_account from stage_matched`, 'moved');
    const gone = await sql<Taken>`
      with taken as (
        delete from ${layout.stage} s using stage_matched m where m.ordinal = s.ordinal returning s.*
      ) select ${countedRows} from taken group by file_number`.execute(db);
    count(context, 'updated', gone.rows);
  }
  const already = await sql<Taken>`
    with taken as (delete from ${layout.stage} s where s.deleted returning s.*)
    select ${countedRows} from taken group by file_number`.execute(db);
  count(context, 'unchanged', already.rows);
}

const storedAccount = (layout: Layout) =>
  layout.owner !== null
    ? sql`f.account_id`
    : layout.fact.file === 'accounts'
      ? sql`f.id`
      : sql`null::int`;

/** Rows that are known: left alone where nothing differs, otherwise renewed; an owner that changed moves them. */
async function renew(
  context: SettleContext,
  layout: Layout,
  present: ReadonlySet<string>,
): Promise<void> {
  const { db } = context;
  const match = await isStoredRow(context, layout);
  const columns = layout.columns.filter(
    (column) => !column.isKey && column.stored !== null && present.has(column.name),
  );
  const same: RawBuilder<unknown>[] = columns.map(
    ({ stored, name }) =>
      sql`${sql.ref(`f.${stored}`)} is not distinct from ${sql.ref(`s.${name}`)}`,
  );
  const changes: RawBuilder<unknown>[] = columns.map(
    ({ stored, name }) => sql`${sql.ref(stored ?? name)} = ${sql.ref(`s.${name}`)}`,
  );
  if (layout.owner !== null) {
    same.push(sql`f.account_id = ${ownAccount(layout)}`);
    changes.push(sql`account_id = ${ownAccount(layout)}`);
  }
  if (layout.owner === 'ticket') {
    same.push(sql`f.ticket_id = owner.id`);
    changes.push(sql`ticket_id = owner.id`);
  }
  if (layout.hidesWithdrawn) {
    same.push(sql`not f.withdrawn`);
    changes.push(sql`withdrawn = false`);
  }
  if (layout.fact.customFields) {
    same.push(sql`(s.custom is null or f.custom @> s.custom)`);
    changes.push(sql`custom = f.custom || coalesce(s.custom, '{}')`);
  }
  await sql`create temporary table if not exists stage_matched (
    ordinal int, stored_row tid, old_account int, new_account int, same boolean) on commit delete rows`.execute(
    db,
  );
  await sql`truncate stage_matched`.execute(db);
  await sql`
    insert into stage_matched (ordinal, stored_row, old_account, new_account, same)
    select s.ordinal, f.ctid, ${storedAccount(layout)},
      ${layout.owner === null ? storedAccount(layout) : ownAccount(layout)},
      ${same.length === 0 ? sql`true` : sql.join(same, sql` and `)}
    from ${resolved(context, layout)} join ${layout.table} f on ${match}`.execute(db);
  const { rows } = await sql<{ any: boolean }>`
    select exists (select 1 from stage_matched where not same) as any`.execute(db);
  if (rows[0]?.any) {
    await touchUsage(context, layout, sql`select ordinal from stage_matched where not same`);
    await sql`
      update ${layout.table} f set ${sql.join(changes)}
      from stage_matched m, ${resolved(context, layout)}
      where f.ctid = m.stored_row and not m.same and s.ordinal = m.ordinal`.execute(db);
    await touchAccounts(
      context,
      layout,
      sql`select old_account from stage_matched where not same union select new_account from stage_matched where not same`,
      'moved',
    );
    if (layout.fact.file === 'tickets') await moveChildren(db);
  }
  const settled = await sql<Taken & { same: boolean }>`
    with taken as (
      delete from ${layout.stage} s using stage_matched m where m.ordinal = s.ordinal
      returning s.file_number, s.derived, m.same
    ) select same, ${countedRows} from taken group by same, file_number`.execute(db);
  count(
    context,
    'unchanged',
    settled.rows.filter((row) => row.same),
  );
  count(
    context,
    'updated',
    settled.rows.filter((row) => !row.same),
  );
}

/** A ticket that moved to another account takes its rows along. */
async function moveChildren(db: Db): Promise<void> {
  for (const table of ['fact.ticket_message', 'fact.ticket_event', 'fact.sla_clock']) {
    await sql`
      update ${sql.table(table)} child set account_id = ticket.account_id
      from fact.ticket
      join (select distinct new_account from stage_matched where old_account <> new_account) moved
        on moved.new_account = ticket.account_id
      where child.ticket_id = ticket.id and child.account_id <> ticket.account_id
        and child.account_id in (select old_account from stage_matched where old_account <> new_account)`.execute(
      db,
    );
  }
}

async function create(context: SettleContext, layout: Layout): Promise<void> {
  const { db } = context;
  const counted = await sql<Taken>`
    select ${countedRows} from ${layout.stage} group by file_number`.execute(db);
  if (counted.rows.length === 0) return;
  await touchUsage(context, layout, sql`select ordinal from ${layout.stage}`);
  const columns = layout.columns.filter(({ stored }) => stored !== null);
  const names = ['source_id', ...columns.map(({ stored, name }) => stored ?? name)];
  const values: RawBuilder<unknown>[] = [
    sql`${context.sourceId}::smallint`,
    ...columns.map(({ name }) => sql.ref(`s.${name}`)),
  ];
  if (layout.owner !== null) {
    names.push('account_id');
    values.push(ownAccount(layout));
  }
  if (layout.owner === 'ticket') {
    names.push('ticket_id');
    values.push(sql`owner.id`);
  }
  if (layout.fact.customFields) {
    names.push('custom');
    values.push(sql`coalesce(s.custom, '{}')`);
  }
  await sql`
    insert into ${layout.table} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${resolved(context, layout)}`.execute(db);
  if (layout.fact.file === 'accounts') {
    await touchAccounts(
      context,
      layout,
      sql`select f.id from account.account f join ${layout.stage} s
        on f.source_id = ${context.sourceId} and f.external_id = s.account_id`,
      'new',
    );
  } else {
    const accounts =
      layout.owner === null
        ? sql`select null::int`
        : sql`select distinct ${ownAccount(layout)} from ${resolved(context, layout)}`;
    await touchAccounts(context, layout, accounts, 'new');
  }
  count(context, 'created', counted.rows);
}
