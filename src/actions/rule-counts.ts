import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';

/** What became of everything a rule ever fired. */
export interface RuleCounts {
  ruleId: string;
  fired: number;
  open: number;
  done: number;
  dismissed: number;
  recovered: number;
  lapsed: number;
  wrongSignal: number;
}

export async function ruleCounts(db: Db): Promise<Map<string, RuleCounts>> {
  const { rows } = await sql<RuleCounts>`
    select rule_id as "ruleId", count(*)::int as fired,
      (count(*) filter (where closed_on is null))::int as open,
      (count(*) filter (where state = 'done'))::int as done,
      (count(*) filter (where state = 'dismissed'))::int as dismissed,
      (count(*) filter (where state = 'recovered'))::int as recovered,
      (count(*) filter (where state = 'lapsed'))::int as lapsed,
      (count(*) filter (where dismiss_reason = 'wrong_signal'))::int as "wrongSignal"
    from app.action
    group by rule_id`.execute(db);
  return new Map(rows.map((row) => [row.ruleId, row]));
}

/** Share of the decisions people made that did not call the signal wrong, 0..1; null before the first decision. */
export function hitRate({
  done,
  dismissed,
  wrongSignal,
}: Pick<RuleCounts, 'done' | 'dismissed' | 'wrongSignal'>): number | null {
  const decided = done + dismissed;
  return decided === 0 ? null : (decided - wrongSignal) / decided;
}
