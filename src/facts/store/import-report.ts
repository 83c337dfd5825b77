/** What became of the records of one file; `read` is the sum of the others. */
export interface FileReport {
  file: string;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  duplicate: number;
  quarantined: number;
  ignored: number;
  /** Columns that are no column of the fact and not kept. */
  ignored_columns: string[];
  /** Why the file was refused as a whole; null where it was read. */
  refused: string | null;
}

export interface ImportReport {
  source: string;
  files: FileReport[];
  /** Rows of earlier imports that came in because what they waited for is known now. */
  released: number;
  /** References to contacts, tickets or parents that are not known; the rows were taken. */
  unknown_references: { file: string; column: string; rows: number }[];
}

export type RowState =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'duplicate'
  | 'quarantined'
  | 'ignored';

/** Keeps the account of every record while an import runs. */
export class Accounting {
  readonly #files: FileReport[] = [];
  readonly #unlisted = new Set<number>();
  readonly #unknownReferences: ImportReport['unknown_references'] = [];
  released = 0;

  /** The number of a file, by its plain name; one that only released rows name stays out of the report. */
  numberOf(file: string, isListed = true): number {
    const known = this.#files.findIndex((entry) => entry.file === file);
    if (known >= 0) {
      if (isListed) this.#unlisted.delete(known);
      return known;
    }
    if (!isListed) this.#unlisted.add(this.#files.length);
    this.#files.push({
      file,
      read: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      duplicate: 0,
      quarantined: 0,
      ignored: 0,
      ignored_columns: [],
      refused: null,
    });
    return this.#files.length - 1;
  }

  fileNames(): string[] {
    return this.#files.map(({ file }) => file);
  }

  of(fileNumber: number): FileReport {
    const entry = this.#files[fileNumber];
    if (entry === undefined) throw new RangeError(`no file number ${fileNumber}`);
    return entry;
  }

  /** A file that could not be read as a whole; `problem` says why. */
  refuse(file: string, problem: string): void {
    this.of(this.numberOf(file)).refused = problem;
  }

  addUnknownReferences(file: string, column: string, rows: number): void {
    if (rows === 0) return;
    const known = this.#unknownReferences.find(
      (entry) => entry.file === file && entry.column === column,
    );
    if (known === undefined) this.#unknownReferences.push({ file, column, rows });
    else known.rows += rows;
  }

  add(fileNumber: number, state: RowState, rows: number): void {
    const entry = this.of(fileNumber);
    entry[state] += rows;
  }

  report(source: string): ImportReport {
    for (const entry of this.#files) {
      const sum =
        entry.created +
        entry.updated +
        entry.unchanged +
        entry.duplicate +
        entry.quarantined +
        entry.ignored;
      if (sum !== entry.read) {
        throw new Error(`${entry.file}: read ${entry.read} records but accounted for ${sum}`);
      }
    }
    return {
      source,
      files: this.#files.filter((_, number) => !this.#unlisted.has(number)),
      released: this.released,
      unknown_references: this.#unknownReferences,
    };
  }
}
