const wordBytes = 4;
const valueBytes = 8;
/** Dimensions, whether there are nulls, type of the elements; then size and lower bound of the only dimension. */
const emptyArrayBytes = 3 * wordBytes;
const arrayHeadBytes = 5 * wordBytes;

/** Columns of readings, one per day and place, filled from rows in PostgreSQL's binary form. */
export class ColumnBlock {
  /** Of a day and place without any reading. */
  readonly empty: Float64Array;
  readonly #accounts: number;
  readonly #days: number;
  /** Number of each place among those wanted; -1 for the others. */
  readonly #numberOf: Int32Array;
  /** By place and day, where any account has a reading. */
  readonly #columns: (Float64Array | undefined)[];
  /** By day and account: 1 where a row of the shipped KPIs begins to hold. */
  readonly #hasArray: Uint8Array;
  /** The same by place, for places with values of their own. */
  readonly #hasValue = new Map<number, Uint8Array>();

  constructor(accounts: number, days: number, places: readonly number[]) {
    this.#accounts = accounts;
    this.#days = days;
    this.#numberOf = new Int32Array(Math.max(0, ...places) + 1).fill(-1);
    for (const [number, place] of places.entries()) this.#numberOf[place] = number;
    this.#columns = Array.from({ length: places.length * days }, () => undefined);
    this.empty = new Float64Array(accounts).fill(Number.NaN);
    this.#hasArray = new Uint8Array(accounts * days);
  }

  column(day: number, place: number): Float64Array | undefined {
    return this.#columns[this.#slotOf(day, place)];
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
        const slot = this.#slotOf(day, place);
        if (slot >= 0) this.#columnIn(slot)[account] = view.getFloat64(at);
        at += valueBytes;
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
      this.#columnIn(this.#slotOf(day, place))[account] = view.getFloat64(at + 3 * wordBytes);
      const has = this.#hasValue.get(place) ?? new Uint8Array(this.#accounts * this.#days);
      has[day * this.#accounts + account] = 1;
      this.#hasValue.set(place, has);
    }
  }

  /** A row holds until the account's next one: fills the days on which none begins from the day before. */
  holdForward(): void {
    for (const [place, number] of this.#numberOf.entries()) {
      const has = this.#hasValue.get(place) ?? this.#hasArray;
      for (let day = 1; number >= 0 && day < this.#days; day += 1) {
        const slot = number * this.#days + day;
        const before = this.#columns[slot - 1];
        if (before !== undefined) this.#holdOver(slot, before, has.subarray(day * this.#accounts));
      }
    }
  }

  #holdOver(slot: number, before: Float64Array, has: Uint8Array): void {
    const column = this.#columnIn(slot);
    for (let account = 0; account < column.length; account += 1) {
      if (has[account] === 0) column[account] = before[account] ?? Number.NaN;
    }
  }

  /** Where a column stands; -1 for a place nobody asked for. */
  #slotOf(day: number, place: number): number {
    const number = this.#numberOf[place] ?? -1;
    return number < 0 ? -1 : number * this.#days + day;
  }

  #columnIn(slot: number): Float64Array {
    const known = this.#columns[slot];
    if (known !== undefined) return known;
    const fresh = new Float64Array(this.#accounts).fill(Number.NaN);
    this.#columns[slot] = fresh;
    return fresh;
  }
}
