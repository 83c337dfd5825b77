import { type RawBuilder, sql } from 'kysely';
import {
  count,
  countedRows,
  ownAccount,
  resolved,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { clearMatch, dropUnchanged, matchStored } from './match.ts';
import { keepPastAttributes } from './past-attributes.ts';
import { fewRows } from './stage.ts';
import { touchCostedTickets, touchMoved, touchUsage } from './touch.ts';

/** Rows that are known: left alone where nothing differs, otherwise renewed; an owner that changed moves them. */
export async function renew(context: SettleContext, staged: Staged): Promise<void> {
  const { db } = context;
  const { layout } = staged;
  const { same, changes } = comparison(staged);
  const isSame = same.length === 0 ? sql`true` : sql.join(same, sql` and `);
  if (staged.rows > fewRows) await dropUnchanged(context, staged, isSame);
  const match = await matchStored(context, staged, {
    isSame,
    where: sql`true`,
  });
  if (match.rows === 0) return;
  if (match.different > 0) {
    await touchUsage(context, layout, sql`select ordinal from stage_match where not same`);
    await touchCostedTickets(context, layout, sql`not m.same`);
    await keepPastAttributes(context, staged);
    await sql`
      update ${layout.table} f set ${sql.join(changes)}
      from stage_match m, ${resolved(context, layout)}
      where f.ctid = m.stored_row and not m.same and s.ordinal = m.ordinal`.execute(db);
    await touchMoved(
      context,
      layout,
      sql`select old_account from stage_match where not same union select new_account from stage_match where not same`,
    );
    if (layout.fact.file === 'tickets') await moveChildren(context);
  }
  const settled = await sql<Taken & { same: boolean }>`
    with taken as (
      delete from ${layout.stage} s using stage_match m where m.ordinal = s.ordinal
      returning s.file_number, s.derived, m.same
    ) select same, ${countedRows} from taken group by same, file_number`.execute(db);
  const ofSame = (same: boolean) => settled.rows.filter((row) => row.same === same);
  count(context, 'unchanged', ofSame(true));
  count(context, 'updated', ofSame(false));
  await clearMatch(context, match);
}

/** What makes a staged row `s` the same as its stored row `f`, and what to set where it is not. */
function comparison({ layout, columns, customFields }: Staged) {
  const same: RawBuilder<unknown>[] = [];
  const changes: RawBuilder<unknown>[] = [];
  for (const { name, stored, isKey } of layout.columns) {
    if (isKey || stored === null || !columns.has(name)) continue;
    same.push(sql`${sql.ref(`f.${stored}`)} is not distinct from ${sql.ref(`s.${name}`)}`);
    changes.push(sql`${sql.ref(stored)} = ${sql.ref(`s.${name}`)}`);
  }
  const account = ownAccount(layout);
  if (account !== null) {
    same.push(sql`f.account_id = ${account}`);
    changes.push(sql`account_id = ${account}`);
  }
  if (layout.owner === 'ticket') {
    same.push(sql`f.ticket_id = owner.id`);
    changes.push(sql`ticket_id = owner.id`);
  }
  if (layout.hidesWithdrawn) {
    same.push(sql`not f.withdrawn`);
    changes.push(sql`withdrawn = false`);
  }
  if (layout.fact.customFields && customFields.size > 0) {
    const renewed = sql`(f.custom - ${[...customFields]}::text[]) || coalesce(s.custom, '{}')`;
    same.push(sql`f.custom = ${renewed}`);
    changes.push(sql`custom = ${renewed}`);
  }
  return { same, changes };
}

const childrenOfTicket = [
  'fact.ticket_message',
  'fact.ticket_event',
  'fact.sla_clock',
  'fact.ticket_calendar',
];

/** A ticket that moved to another account takes its rows along. */
async function moveChildren({ db }: SettleContext): Promise<void> {
  const moved = await sql`
    select 1 from stage_match where old_account <> new_account limit 1`.execute(db);
  if (moved.rows.length === 0) return;
  for (const table of childrenOfTicket) {
    await sql`
      update ${sql.table(table)} child set account_id = ticket.account_id
      from (select distinct old_account, new_account from stage_match where old_account <> new_account) moved
      join fact.ticket on ticket.account_id = moved.new_account
      where child.account_id = moved.old_account and child.ticket_id = ticket.id`.execute(db);
  }
}
