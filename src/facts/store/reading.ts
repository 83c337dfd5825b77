import type pg from 'pg';
import type { FactBatch } from '../batch.ts';
import type { Fact } from '../fact.ts';
import { factOfFile } from '../index.ts';
import { type CompiledHeader, compileHeader } from '../parse-row.ts';
import type { SettleContext, Staged } from './context.ts';
import { type Layout, layoutFor } from './layout.ts';
import { keepUnreadableRows, type UnreadableRow } from './quarantine.ts';
import { prepareStage, StageWriter } from './stage.ts';
import { type UnreadableKeeper, unreadableKeeper } from './unreadable.ts';

interface Header {
  columns: readonly string[];
  compiled: CompiledHeader;
  keeper: UnreadableKeeper;
  asRead: (cells: readonly string[], values: readonly (string | null)[]) => string | null;
}

const mostUnreadableInMemory = 2_000;

interface Present {
  columns: Set<string>;
  customFields: Set<string>;
}

/** Reads rows of batches into stages, and bad ones into quarantine. */
export class Reading {
  readonly #context: SettleContext;
  readonly #writer: StageWriter;
  readonly #headers = new Map<string, Header>();
  readonly #present = new Map<string, Present>();
  #unreadable: UnreadableRow[] = [];

  constructor(client: pg.PoolClient, context: SettleContext) {
    this.#context = context;
    this.#writer = new StageWriter(client);
  }

  async take(batch: FactBatch): Promise<void> {
    const { accounting } = this.#context;
    const fileNumber = accounting.numberOf(batch.file);
    const entry = accounting.of(fileNumber);
    const fact = factOfFile(batch.fact);
    if (fact === undefined) throw new RangeError(`no fact "${batch.fact}"`);
    const { compiled, keeper, asRead } = this.#headerOf(fact, batch);
    if (batch.columns.length === 0) {
      // Records that a source passes over by rule: there is nothing to parse.
      for (const row of batch.bad) this.#unreadable.push(keeper.broken(row));
      entry.read += batch.bad.length + batch.ignored;
      entry.ignored += batch.ignored;
      entry.quarantined += batch.bad.length;
      return;
    }
    if (!compiled.ok) {
      entry.refused = compiled.problem;
      return;
    }
    entry.ignored_columns = [...new Set([...entry.ignored_columns, ...compiled.ignoredColumns])];
    if (batch.cells.length > 0) await this.#enter(fact, batch.columns, compiled.customColumns);
    else this.#noticePresent(fact);

    const isCounted = batch.derived !== true;
    let bad = 0;
    for (const [index, cells] of batch.cells.entries()) {
      const record = batch.records[index] ?? 0;
      const line = batch.lines[index] ?? 0;
      const row = compiled.parse(cells);
      if (row.ok) {
        this.#writer.write({
          fileNumber,
          record,
          line,
          derived: !isCounted,
          values: row.values,
          custom: row.custom,
          deleted: row.deleted,
          asRead: asRead(cells, row.values),
        });
        if (this.#writer.isFull) await this.#writer.flush();
      } else {
        bad += 1;
        this.#unreadable.push(keeper.flawed({ ...row, record, line }, cells));
      }
    }
    for (const row of batch.bad) this.#unreadable.push(keeper.broken(row));
    await this.#writer.flush();
    if (this.#unreadable.length > mostUnreadableInMemory) await this.#keepUnreadable();

    entry.read += (isCounted ? batch.cells.length : 0) + batch.bad.length + batch.ignored;
    entry.ignored += batch.ignored;
    entry.quarantined += batch.bad.length + (isCounted ? bad : 0);
  }

  /** Resolves when every row lies in its stage; gives what lies there, by fact. */
  async finish(): Promise<ReadonlyMap<string, Staged>> {
    await this.#writer.finish();
    await this.#keepUnreadable();
    return new Map(
      [...this.#present].map(([file, present]) => {
        const layout = layoutFor(file);
        return [
          file,
          { ...this.#writer.contentOf(layout), ...present, layout, areReleased: false },
        ];
      }),
    );
  }

  /** After a failure: gives the connection free for a rollback. */
  abandon(): Promise<void> {
    return this.#writer.abandon();
  }

  async #enter(fact: Fact, columns: readonly string[], custom: readonly string[]): Promise<void> {
    const layout = layoutFor(fact.file);
    const present = this.#noticePresent(fact);
    if (present.columns.size === 0) {
      await this.#writer.finish();
      await prepareStage(this.#context, layout);
    }
    for (const column of columns) present.columns.add(column.trim().toLowerCase());
    for (const column of custom) present.customFields.add(column);
    await this.#writer.enter(layout);
  }

  #noticePresent({ file }: Fact): Present {
    const known = this.#present.get(file);
    if (known !== undefined) return known;
    const present = { columns: new Set<string>(), customFields: new Set<string>() };
    this.#present.set(file, present);
    return present;
  }

  async #keepUnreadable(): Promise<void> {
    if (this.#unreadable.length === 0) return;
    await this.#writer.finish();
    await keepUnreadableRows(this.#context, this.#unreadable);
    this.#unreadable = [];
  }

  #headerOf(fact: Fact, batch: FactBatch): Header {
    const known = this.#headers.get(`${batch.fact}\n${batch.file}`);
    if (known !== undefined && known.columns === batch.columns) return known;
    const options = { timeZone: this.#context.timeZone };
    const header: Header = {
      columns: batch.columns,
      compiled: compileHeader(fact, batch.columns, options),
      keeper: unreadableKeeper(fact, batch, options),
      asRead: asReadOf(layoutFor(fact.file), batch.columns),
    };
    this.#headers.set(`${batch.fact}\n${batch.file}`, header);
    return header;
  }
}

/** Finds the cells a later entry of quarantine may name and whose text is not the value itself. */
function asReadOf({ namedColumns, columns }: Layout, header: readonly string[]): Header['asRead'] {
  const places = namedColumns.flatMap((name) => {
    const at = header.findIndex((heading) => heading.trim().toLowerCase() === name);
    return at < 0 ? [] : [{ name, at, position: columns.findIndex((c) => c.name === name) }];
  });
  return (cells, values) => {
    let differing: Record<string, string> | null = null;
    for (const { name, at, position } of places) {
      const cell = cells[at] ?? '';
      if (cell === (values[position] ?? '')) continue;
      differing ??= {};
      differing[name] = cell.toWellFormed();
    }
    return differing === null ? null : JSON.stringify(differing);
  };
}
