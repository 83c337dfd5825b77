import type { Cell, ColumnType } from './contract/kpi.ts';

interface Column {
  id: string;
  type: ColumnType;
}

/** Columns that say which record a row is; all others say what is known of it. */
const identifying = new Set([
  'metric',
  'kind',
  'started_at',
  'at',
  'csm_email',
  'milestone',
  'feature',
  'day',
  'period',
]);

/** Places of the columns that tell two records apart. */
export const identityOf = (columns: readonly Column[]): number[] =>
  columns.flatMap(({ id }, at) => (id.endsWith('_id') || identifying.has(id) ? [at] : []));

const figures = new Set<ColumnType>(['integer', 'number', 'minutes', 'amount']);

/** Places of the columns that hold figures; of all columns where none does. */
function figuresOf(columns: readonly Column[]): number[] {
  const found = columns.flatMap(({ type }, at) => (figures.has(type) ? [at] : []));
  return found.length > 0 ? found : columns.map((_, at) => at);
}

/** Where a row is good news with `false`. */
const badNews = new Set(['past_due']);

export interface RowDifference {
  entered: Cell[][];
  left: Cell[][];
  changed: { before: Cell[]; after: Cell[] }[];
  unchanged: number;
}

/**
 * Rows of two days compared record by record. A row has changed where it is judged differently (its yes-and-no columns);
 * of KPIs that judge no rows, where its figures have. First come the rows that pull the reading the way it went.
 */
export function rowDifference(
  columns: readonly Column[],
  before: readonly Cell[][],
  after: readonly Cell[][],
  hasFallen: boolean,
): RowDifference {
  const identity = identityOf(columns);
  const judging = columns.flatMap(({ type }, at) => (type === 'boolean' ? [at] : []));
  const compared = judging.length > 0 ? judging : figuresOf(columns);
  const keyOf = (row: Cell[]) => JSON.stringify(identity.map((at) => row[at]));
  const isSame = (a: Cell[], b: Cell[]) => compared.every((at) => a[at] === b[at]);

  const waiting = Map.groupBy(before, keyOf);
  const difference: RowDifference = { entered: [], left: [], changed: [], unchanged: 0 };
  for (const row of after) {
    // Several rows may be one record's; each is held against one of the other day.
    const was = waiting.get(keyOf(row))?.shift();
    if (was === undefined) difference.entered.push(row);
    else if (isSame(was, row)) difference.unchanged += 1;
    else difference.changed.push({ before: was, after: row });
  }
  difference.left = [...waiting.values()].flat();

  const [judge] = judging;
  if (judge === undefined) return difference;
  const sign = (hasFallen ? -1 : 1) * (badNews.has(columns[judge]?.id ?? '') ? -1 : 1);
  const good = (row: Cell[]) => (row[judge] === true ? sign : -sign);
  return {
    ...difference,
    entered: difference.entered.toSorted((a, b) => good(b) - good(a)),
    left: difference.left.toSorted((a, b) => good(a) - good(b)),
    changed: difference.changed.toSorted(
      (a, b) => good(b.after) - good(b.before) - (good(a.after) - good(a.before)),
    ),
  };
}
