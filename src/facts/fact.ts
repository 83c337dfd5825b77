import type { FactFile } from './batch.ts';

/** What a cell of the interchange format may hold (definitions.md 3 and 10, Import). */
export type ColumnType =
  | 'text'
  | 'instant'
  | 'date'
  | 'decimal'
  | 'integer'
  | 'boolean'
  | 'enum'
  | 'currency'
  | 'period';

/** One column. A value below `min`, at or below `above`, or beyond `max` is out_of_range. */
export interface Column {
  type: ColumnType;
  required: boolean;
  /** The words an enum allows, in lower case. */
  values?: readonly string[];
  min?: number;
  above?: number;
  max?: number;
}

/** A column that holds the id of another fact. One that `mustExist` quarantines its row until that fact is known. */
interface Reference<Name extends string = string> {
  column: Name;
  to: 'accounts' | 'contacts' | 'tickets';
  mustExist: boolean;
}

/** Why a row makes no fact, and the column it shows in (definitions.md 10, Import); bad_row names no column. */
export interface Flaw {
  column: string;
  reason: FlawReason;
}

type FlawReason =
  | 'bad_row'
  | 'missing_value'
  | 'bad_time'
  | 'bad_date'
  | 'bad_number'
  | 'bad_enum'
  | 'out_of_range'
  | 'bad_range';

/** A rule over several columns; it sees parsed values by column name and runs after every single column is good. */
export type Check<Name extends string = string> = (
  value: (column: Name) => string | null,
) => Flaw | null;

/** A kind of record that Hale keeps: its file, its table, its columns, and what makes a row bad. */
export interface Fact<Name extends string = string> {
  /** Plain name of the interchange file, without ending. */
  file: FactFile;
  /** Table that holds it, with its schema. */
  table: string;
  /** Whether `hale import DIR` takes it from a file; the others come from sources alone. */
  interchange: boolean;
  columns: Readonly<Record<Name, Column>>;
  /** Columns that tell one record from another. An empty one is a value of its own, equal to itself. */
  key: readonly Name[];
  references: readonly Reference<Name>[];
  /** Unknown columns are kept as custom fields; elsewhere they are reported. */
  customFields: boolean;
  /** What a second row of a key is within one import: always a duplicate, or a conflict when it differs. */
  repeats: 'duplicate' | 'conflict';
  checks: readonly Check<Name>[];
}

/** What a fact's file says: the columns, and what differs from the usual. */
interface FactSpec<Name extends string> {
  file: FactFile;
  table: string;
  columns: Readonly<Record<Name, Column>>;
  key: readonly NoInfer<Name>[];
  interchange?: boolean;
  references?: readonly Reference<NoInfer<Name>>[];
  customFields?: boolean;
  repeats?: Fact['repeats'];
  checks?: readonly Check<NoInfer<Name>>[];
}

/** Ties key, references and checks to the columns, so that a misspelt name is a compile error. */
export const defineFact = <const Name extends string>(spec: FactSpec<Name>): Fact<Name> => ({
  interchange: true,
  references: [],
  customFields: false,
  repeats: 'conflict',
  checks: [],
  ...spec,
});

type Limits = Pick<Column, 'min' | 'above' | 'max'>;

/** A column every row must fill. */
export const required = (type: Exclude<ColumnType, 'enum'>, limits: Limits = {}): Column => ({
  type,
  required: true,
  ...limits,
});

/** A column that may be absent from the file or empty. */
export const optional = (type: Exclude<ColumnType, 'enum'>, limits: Limits = {}): Column => ({
  type,
  required: false,
  ...limits,
});

export const requiredOneOf = (...values: string[]): Column => ({
  type: 'enum',
  required: true,
  values,
});

export const optionalOneOf = (...values: string[]): Column => ({
  type: 'enum',
  required: false,
  values,
});

/** The row belongs to an account that must be known after the import. */
export const ofAccount = { column: 'account_id', to: 'accounts', mustExist: true } as const;

/** The row belongs to a ticket that must be known after the import; its account is the ticket's. */
export const ofTicket = { column: 'ticket_id', to: 'tickets', mustExist: true } as const;

/** bad_range on `last` when it lies before `first`. Both hold dates. */
export const inOrder =
  <Name extends string>(first: Name, last: Name): Check<Name> =>
  (value) => {
    const from = value(first);
    const until = value(last);
    return from !== null && until !== null && until < from
      ? { column: last, reason: 'bad_range' }
      : null;
  };
