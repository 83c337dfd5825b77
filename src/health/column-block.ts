const wordBytes = 4;
const valueBytes = 8;
/** Dimensions, whether there are nulls, type of the elements; then size and lower bound of the only dimension. */
const emptyArrayBytes = 3 * wordBytes;
const arrayHeadBytes = 5 * wordBytes;

/** One column of readings per place over all days and accounts, filled from rows in PostgreSQL's binary form. */
export class ColumnBlock {
  /** Of a day and place without any reading. */
  readonly empty: Float64Array;
  readonly #accounts: number;
  readonly #days: number;
  /** By place, among those wanted, where any account has a reading: a value per day and account, day after day. */
  readonly #columns: (Float64Array | undefined)[] = [];
  readonly #isWanted: Uint8Array;
  /** By place: 1 for the days on which any account has a reading. */
  readonly #isFilled: Uint8Array[] = [];
  /** By day and account: 1 where a row of the shipped KPIs begins to hold. */
  readonly #hasArray: Uint8Array;
  /** The same by place, for places with values of their own. */
  readonly #hasValue = new Map<number, Uint8Array>();

  constructor(accounts: number, days: number, places: readonly number[]) {
    this.#accounts = accounts;
    this.#days = days;
    this.#isWanted = new Uint8Array(Math.max(0, ...places) + 1);
    for (const place of places) this.#isWanted[place] = 1;
    this.empty = new Float64Array(accounts).fill(Number.NaN);
    this.#hasArray = new Uint8Array(accounts * days);
  }

  /** A value per account; undefined where none has a reading on that day. */
  column(day: number, place: number): Float64Array | undefined {
    if (this.#isFilled[place]?.[day] !== 1) return undefined;
    return this.#columns[place]?.subarray(day * this.#accounts, (day + 1) * this.#accounts);
  }

  /** A value per day and account, day after day; undefined where none has a reading on any of them. */
  wholeColumn(place: number): Float64Array | undefined {
    return this.#columns[place];
  }

  /** Rows of account number (from 1 after `firstAccount`), day and a whole array of readings. */
  putArrays(firstAccount: number, bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < view.byteLength) {
      const account = firstAccount + view.getInt32(at) - 1;
      const day = view.getInt32(at + wordBytes);
      at += 2 * wordBytes;
      this.#hasArray[day * this.#accounts + account] = 1;
      const isEmpty = view.getInt32(at) === 0;
      const size = isEmpty ? 0 : view.getInt32(at + emptyArrayBytes);
      at += isEmpty ? emptyArrayBytes : arrayHeadBytes;
      for (let place = 0; place < size; place += 1) {
        const isNull = view.getInt32(at) < 0;
        at += wordBytes;
        if (isNull) continue;
        if (this.#isWanted[place] === 1) this.put(day, account, place, view.getFloat64(at));
        at += valueBytes;
      }
    }
  }

  /** Rows of account number (from 1 after `firstAccount`) and a value for each of the first days and places, NaN for none. */
  putMatrices(firstAccount: number, bytes: Buffer, shape: { days: number; places: number }): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const rowBytes = wordBytes + shape.days * shape.places * valueBytes;
    for (let row = 0; row < view.byteLength; row += rowBytes) {
      const account = firstAccount + view.getInt32(row) - 1;
      for (let day = 0; day < shape.days; day += 1) {
        this.#hasArray[day * this.#accounts + account] = 1;
        const first = row + wordBytes + day * shape.places * valueBytes;
        for (let place = 0; place < shape.places; place += 1) {
          const value = view.getFloat64(first + place * valueBytes);
          const isKnown = this.#isWanted[place] === 1 && !Number.isNaN(value);
          if (isKnown) this.put(day, account, place, value);
        }
      }
    }
  }

  /** Rows of account number (from 1 after `firstAccount`), day, place and a single value. */
  putValues(firstAccount: number, bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < view.byteLength; at += 3 * wordBytes + valueBytes) {
      const account = firstAccount + view.getInt32(at) - 1;
      const day = view.getInt32(at + wordBytes);
      const place = view.getInt32(at + 2 * wordBytes);
      this.put(day, account, place, view.getFloat64(at + 3 * wordBytes));
      const has = this.#hasValue.get(place) ?? new Uint8Array(this.#accounts * this.#days);
      has[day * this.#accounts + account] = 1;
      this.#hasValue.set(place, has);
    }
  }

  /** A row holds until the account's next one: fills the days on which none begins from the day before. */
  holdForward(): void {
    for (const [place, column] of this.#columns.entries()) {
      if (column === undefined) continue;
      const has = this.#hasValue.get(place) ?? this.#hasArray;
      const isFilled = this.#isFilled[place];
      for (let day = 1; day < this.#days; day += 1) {
        if (isFilled?.[day - 1] !== 1) continue;
        isFilled[day] = 1;
        const [first, end] = [day * this.#accounts, (day + 1) * this.#accounts];
        for (let at = first; at < end; at += 1) {
          if (has[at] === 0) column[at] = column[at - this.#accounts] ?? Number.NaN;
        }
      }
    }
  }

  put(day: number, account: number, place: number, value: number): void {
    let column = this.#columns[place];
    let isFilled = this.#isFilled[place];
    if (column === undefined || isFilled === undefined) {
      column = new Float64Array(this.#accounts * this.#days).fill(Number.NaN);
      isFilled = new Uint8Array(this.#days);
      this.#columns[place] = column;
      this.#isFilled[place] = isFilled;
    }
    column[day * this.#accounts + account] = value;
    isFilled[day] = 1;
  }
}
