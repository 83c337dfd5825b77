import { sql } from 'kysely';
import { count, countedRows, type SettleContext, type Staged, type Taken } from './context.ts';
import { clearMatch, matchStored } from './match.ts';
import { touchCostedTickets, touchMoved, touchUsage } from './touch.ts';

/** Rows imported again as deleted: accounts and tickets are hidden with their children, other rows removed. */
export async function withdraw(context: SettleContext, staged: Staged): Promise<void> {
  if (!staged.hasWithdrawals) return;
  const { db } = context;
  const { layout } = staged;
  const match = await matchStored(context, staged, {
    isSame: sql`false`,
    where: layout.hidesWithdrawn ? sql`s.deleted and not f.withdrawn` : sql`s.deleted`,
  });
  if (match.rows > 0) {
    await touchUsage(context, layout, sql`select ordinal from stage_match`);
    await touchCostedTickets(context, layout, sql`true`);
    await (layout.hidesWithdrawn
      ? sql`update ${layout.table} f set withdrawn = true from stage_match m where f.ctid = m.stored_row`
      : sql`delete from ${layout.table} f using stage_match m where f.ctid = m.stored_row`
    ).execute(db);
    await touchMoved(context, layout, sql`select old_account from stage_match`);
    const gone = await sql<Taken>`
      with taken as (
        delete from ${layout.stage} s using stage_match m where m.ordinal = s.ordinal
        returning s.file_number, s.derived
      ) select ${countedRows} from taken group by file_number`.execute(db);
    count(context, 'updated', gone.rows);
    await clearMatch(context, match);
  }
  const already = await sql<Taken>`
    with taken as (
      delete from ${layout.stage} s where s.deleted returning s.file_number, s.derived
    ) select ${countedRows} from taken group by file_number`.execute(db);
  count(context, 'unchanged', already.rows);
}
