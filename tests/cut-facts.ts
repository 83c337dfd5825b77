import type { FileName } from './naive/columns.ts';
import type { Day } from './naive/days.ts';
import type { Table } from './naive/parse.ts';

/** When a row of a file happened, and what of it came later, with the column that says when. */
interface Happening {
  at?: string;
  later?: { at: string; columns: readonly string[] };
}

const happenings: Partial<Record<FileName, Happening>> = {
  accounts: { at: 'created_at', later: { at: 'churned_at', columns: ['churn_reason'] } },
  tickets: { at: 'opened_at', later: { at: 'solved_at', columns: [] } },
  sla_clocks: {
    at: 'started_at',
    later: { at: 'stopped_at', columns: ['elapsed_minutes', 'promised_met', 'internal_met'] },
  },
  survey_responses: { at: 'sent_at', later: { at: 'responded_at', columns: ['score', 'comment'] } },
  invoices: { at: 'issued_on', later: { at: 'paid_on', columns: ['status'] } },
  ratings: { at: 'at' },
};

/** The facts as they stood at the end of a day: what happened later is gone. Times are days, or begin with one. */
export const cutAt = (tables: readonly Table[], day: Day): Table[] =>
  tables.map((table) => {
    const happening = happenings[table.fact];
    if (happening === undefined) throw new Error(`nobody says when ${table.fact} happen`);
    const placeOf = (column = '') => table.columns.indexOf(column);
    const isLater = (row: readonly string[], column: string | undefined) =>
      (row[placeOf(column)] ?? '').slice(0, 10) > day;
    const { at, later } = happening;
    const emptied = later === undefined ? [] : [later.at, ...later.columns].map(placeOf);
    return {
      ...table,
      cells: table.cells
        .filter((row) => !isLater(row, at))
        .map((row) =>
          isLater(row, later?.at)
            ? row.map((cell, place) => (emptied.includes(place) ? '' : cell))
            : row,
        ),
    };
  });
