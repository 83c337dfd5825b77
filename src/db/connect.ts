import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import pg from 'pg';

/** Runs SQL: a pool, a connection or a transaction alike. */
export type Db = Kysely<unknown>;

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TIMESTAMP = 1114;
const NUMERIC_ARRAY = 1231;
const FLOAT8_ARRAY = 1022;
const INT4_ARRAY = 1007;

/** Numbers and dates stand in array literals without quotes. */
const arrayOf =
  <T>(parse: (text: string) => T) =>
  (literal: string): (T | null)[] =>
    literal === '{}'
      ? []
      : literal
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : parse(item)));

/** Throws on a number that JavaScript would round. */
function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`${text} is too large for a number; cast the column to text or numeric`);
  }
  return number;
}

const asText = (text: string): string => text;

const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: safeInteger,
  [INT8_ARRAY]: arrayOf(safeInteger),
  [DATE]: asText,
  [DATE_ARRAY]: arrayOf(asText),
  [TIMESTAMP]: asText,
  [NUMERIC_ARRAY]: arrayOf(asText),
  // The library's own parser for arrays of any shape takes ten times as long, and readings are little else.
  [FLOAT8_ARRAY]: arrayOf(Number),
  [INT4_ARRAY]: arrayOf(Number),
};

/**
 * bigint comes as number (an unsafe one throws), date as `YYYY-MM-DD`, timestamptz as Date, numeric as text, float8 as
 * number; arrays likewise.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : PARSERS[oid];
    return own ?? pg.types.getTypeParser(oid, format);
  },
};

/** A pool of up to `max` connections (default 10) behind Kysely; `destroy()` it, or `await using`. No COPY goes over it. */
export function connect(config: pg.PoolConfig): Db {
  const pipelined: PipelinedConfig = { ...config, pipeline: true };
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: connectPool(pipelined) }) });
}

/** The library takes the setting, its types do not know it yet. */
interface PipelinedConfig extends pg.PoolConfig {
  pipeline: boolean;
}

type RowsOf<Statements> = {
  [Place in keyof Statements]: Statements[Place] extends RawBuilder<infer Row> ? Row[] : never;
};

/**
 * Runs statements one after the other on one connection and waits only once: a trip to the server takes as long as many a
 * statement. Gives the rows of each. The first failure is thrown; in a transaction nothing after it has an effect.
 */
export async function together<const Statements extends readonly RawBuilder<unknown>[]>(
  db: Db,
  statements: Statements,
): Promise<RowsOf<Statements>> {
  const results = await db
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(statements.map((statement) => connection.executeQuery(statement.compile(db)))),
    );
  return results.map(({ rows }) => rows) as RowsOf<Statements>;
}

/** A statement that begins so is kept prepared by each connection: for long ones that run again and again. */
export const keptPrepared: RawBuilder<unknown> = sql.raw('/* kept */');

const keptMark = '/* kept */';

/** Planning a statement over many tables takes longer than finding a few rows by it. */
class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this);
    const connection: { stream: Duplex } = Reflect.get(this, 'connection');
    const prepared = (text: unknown, ...rest: unknown[]): unknown => {
      // What is asked for in one turn leaves in one piece: each write wakes the server up.
      const { stream } = connection;
      stream.cork();
      process.nextTick(() => stream.uncork());
      return typeof text === 'string' && text.trimStart().startsWith(keptMark)
        ? Reflect.apply(query, this, [
            { name: nameOf(text), text, values: rest[0] },
            ...rest.slice(1),
          ])
        : Reflect.apply(query, this, [text, ...rest]);
    };
    Object.assign(this, { query: prepared });
  }
}

const names = new Map<string, string>();

/** Short and the same for the same text, as the protocol wants it. */
function nameOf(text: string): string {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, known);
  return known;
}

/** The same connections as a bare pool, for COPY and for the job queue. */
export function connectPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: columnTypes, Client: PreparingClient });
  // A connection that breaks, idle or between two statements of a transaction, is replaced by the pool, and its next
  // statement fails; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
