import { sql } from 'kysely';
import { accountsIn, defineCounterRollup } from './rollup.ts';

/** Invoices issued, and those past due while neither paid nor void (definitions.md 10, open_invoices). */
export const invoice = defineCounterRollup({
  id: 'invoice',
  facts: ['invoices'],
  counters: ['invoices', 'overdue_invoices'],
  intervals: (scope) => sql`
    with standing as (
      select account_id, issued_on, due_on, amount,
        coalesce(paid_on, case when status = 'paid' then due_on end) as settled_on
      from fact.invoice
      where ${accountsIn(scope, 'account_id')} and status is distinct from 'void'
    )
    select account_id, issued_on as from_day, null::date as until_day, 1 as invoices, 0 as overdue_invoices
    from standing
    union all
    select account_id, greatest(issued_on, due_on + 1), settled_on, 0, 1
    from standing
    where amount > 0`,
});
