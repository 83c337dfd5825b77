import { type RawBuilder, sql } from 'kysely';
import type { Column, Fact } from '../fact.ts';
import { facts } from '../index.ts';

/** How a fact lies in its stage and in its table. */
export interface Layout {
  fact: Fact;
  /** Temporary table that holds the rows of one import before they are judged. */
  stage: RawBuilder<unknown>;
  stageName: string;
  table: RawBuilder<unknown>;
  /** Which known thing a row hangs on; its own id takes the place of the outside one. */
  owner: 'account' | 'ticket' | null;
  /** Columns an entry of quarantine may name once its row is staged; their cells are kept as in the file. */
  namedColumns: readonly string[];
  /** Columns in the definition's order. */
  columns: readonly LayoutColumn[];
  /** Accounts and tickets are hidden, so that their children come back with them; other rows are removed. */
  hidesWithdrawn: boolean;
}

export interface LayoutColumn {
  /** As in the file and the stage. */
  name: string;
  /** As in the table; null where the owner stands for it. */
  stored: string | null;
  type: string;
  isKey: boolean;
  /** Never empty. */
  isRequired: boolean;
}

const postgresTypes: Record<Column['type'], string> = {
  text: 'text',
  instant: 'timestamptz',
  date: 'date',
  decimal: 'numeric',
  integer: 'int',
  boolean: 'boolean',
  enum: 'text',
  currency: 'text',
  period: 'text',
};

/** `x_id` of something that may be unknown is kept as the outside text it is. */
const outside = (name: string) => name.replace(/_id$/, '_external_id');

function layoutOf(fact: Fact): Layout {
  const owning = fact.references.find((reference) => reference.mustExist);
  const owner = owning === undefined ? null : owning.to === 'tickets' ? 'ticket' : 'account';
  const loose = new Set(fact.references.filter((r) => !r.mustExist).map((r) => r.column));
  const ownId = fact.key.length === 1 ? fact.key[0] : undefined;
  const stored = (name: string) => {
    if (name === owning?.column) return null;
    if (name === ownId) return 'external_id';
    return loose.has(name) ? outside(name) : name;
  };
  const stageName = `stage_${fact.file}`;
  return {
    fact,
    stageName,
    stage: sql.table(stageName),
    table: sql.table(fact.table),
    owner,
    namedColumns: [...new Set([owning?.column, fact.key[0]])].filter((name) => name !== undefined),
    columns: Object.entries(fact.columns).map(([name, column]) => ({
      name,
      stored: stored(name),
      type: postgresTypes[column.type],
      isKey: fact.key.includes(name),
      isRequired: column.required,
    })),
    hidesWithdrawn: fact.file === 'accounts' || fact.file === 'tickets',
  };
}

const emptyOf: Record<string, string> = {
  text: `''`,
  date: `'-infinity'::date`,
  timestamptz: `'-infinity'::timestamptz`,
};

/** A key column of `alias` with an empty cell as a value of its own; one that is never empty stays bare for its index. */
export function keyValue(column: LayoutColumn, alias: string, name: string): RawBuilder<unknown> {
  const reference = sql.ref(`${alias}.${name}`);
  const empty = emptyOf[column.type];
  return column.isRequired || empty === undefined
    ? reference
    : sql`coalesce(${reference}, ${sql.raw(empty)})`;
}

export const keyColumns = (layout: Layout): readonly LayoutColumn[] =>
  layout.columns.filter((column) => column.isKey);

/** One text for the key of a staged row, to find its quarantined predecessor by; times as PostgreSQL writes them in UTC. */
export const keyText = (layout: Layout, alias: string): RawBuilder<string> =>
  sql`concat_ws(E'\\x1f', ${sql.join(
    keyColumns(layout).map(({ name }) => sql`coalesce(${sql.ref(`${alias}.${name}`)}::text, '')`),
  )})`;

const layouts: ReadonlyMap<string, Layout> = new Map(
  facts.map((fact) => [fact.file, layoutOf(fact)]),
);

export function layoutFor(file: string): Layout {
  const layout = layouts.get(file);
  if (layout === undefined) throw new RangeError(`no fact comes from a file "${file}"`);
  return layout;
}
