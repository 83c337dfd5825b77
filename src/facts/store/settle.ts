import { sql } from 'kysely';
import { countRows, type SettleContext, type Staged } from './context.ts';
import { create } from './create.ts';
import { refuseRepeats, refuseUnknownOwners, reportUnknownReferences } from './judge.ts';
import { keyText } from './layout.ts';
import { lookAhead } from './outlook.ts';
import { forgetAnsweredRows } from './quarantine.ts';
import { renew } from './renew.ts';
import { fewRows } from './stage.ts';
import { withdraw } from './withdraw.ts';

/**
 * Decides what becomes of every staged row of one fact, set by set, in the order of definitions.md 10 (Import): unknown
 * owner, repeated key, withdrawal, known row, new row.
 */
export async function settle(context: SettleContext, staged: Staged): Promise<void> {
  const { layout, rows } = staged;
  if (rows === 0) {
    await forgetAnsweredRows(context, layout, null);
    return;
  }
  if (rows > fewRows) await sql`analyze ${layout.stage}`.execute(context.db);
  const outlook = await lookAhead(context, staged);
  if (outlook.hasUnknownOwners) await refuseUnknownOwners(context, staged);
  await refuseRepeats(context, staged);
  if (!staged.areReleased) {
    const answers = outlook.hasAnswers ? keyText(layout, 's') : null;
    await forgetAnsweredRows(context, layout, answers);
  }
  await reportUnknownReferences(context, staged);
  const hasStored = rows <= fewRows ? outlook.hasStored : await holdsRows(context, staged);
  if (hasStored && rows > fewRows) await countRows(context, staged);
  await withdraw(context, staged);
  if (hasStored) await renew(context, staged);
  await create(context, staged, { isFirst: !hasStored });
}

async function holdsRows({ db, sourceId }: SettleContext, { layout }: Staged): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${layout.table} where source_id = ${sourceId} limit 1`.execute(db);
  return rows.length > 0;
}
