import { drawsBelow } from './chance.ts';

export interface Resampling {
  /** Accounts are known by the numbers 0 … accounts − 1; as many are drawn as there are, with replacement. */
  readonly accounts: number;
  readonly resamples: number;
  readonly seed: number;
}

/**
 * Several small whole numbers side by side in one number, so that one addition adds all of them: the 53 bits of a
 * number hold three fields of 17 bits, or two of 26 where the accounts are many.
 */
export interface Packing {
  readonly fields: number;
  readonly base: number;
}

const narrow: Packing = { fields: 3, base: 2 ** 17 };
const wide: Packing = { fields: 2, base: 2 ** 26 };

/** A field has to hold twice the number of accounts. */
const packingOf = (accounts: number): Packing => (2 * accounts < narrow.base ? narrow : wide);

/** Packed numbers that an account has side by side, so that looking it up once serves all of them. */
export const lanes = 4;

/** How often each account was drawn in a batch of resamples. */
export interface Draws {
  /** At account × lanes + lane. */
  readonly counts: Float64Array;
  /** Number of the batch's first resample, and how many it holds. */
  readonly first: number;
  readonly size: number;
  readonly packing: Packing;
}

/** The same draws for the same accounts and seed, batch by batch. */
export function* drawsOf({ accounts, resamples, seed }: Resampling): Generator<Draws> {
  const packing = packingOf(accounts);
  const batch = lanes * packing.fields;
  const draw = drawsBelow(accounts, seed);
  for (let first = 0; first < resamples; first += batch) {
    const counts = new Float64Array(accounts * lanes);
    const size = Math.min(batch, resamples - first);
    for (let resample = 0; resample < size; resample += 1) {
      const lane = resample % lanes;
      const one = packing.base ** Math.floor(resample / lanes);
      for (let drawn = 0; drawn < accounts; drawn += 1) {
        const at = draw() * lanes + lane;
        counts[at] = (counts[at] ?? 0) + one;
      }
    }
    yield { counts, first, size, packing };
  }
}

/** Takes two packed sums apart and adds their products: field × lanes + lane is the resample's place in the batch. */
export function addProducts(
  into: Float64Array,
  one: Float64Array,
  other: Float64Array,
  { fields, base }: Packing,
): void {
  // A power of two, so multiplying by its inverse is exact.
  const inverse = 1 / base;
  for (let lane = 0; lane < lanes; lane += 1) {
    let a = one[lane] ?? 0;
    let b = other[lane] ?? 0;
    for (let field = 0; a > 0 && field < fields; field += 1) {
      const aboveA = Math.floor(a * inverse);
      const aboveB = Math.floor(b * inverse);
      const at = field * lanes + lane;
      into[at] = (into[at] ?? 0) + (a - aboveA * base) * (b - aboveB * base);
      a = aboveA;
      b = aboveB;
    }
  }
}

/** Adds the draws of the accounts from `from` until `until` of a list to packed sums. */
export function addDraws(
  sums: Float64Array,
  counts: Float64Array,
  accounts: Int32Array,
  from: number,
  until: number,
): void {
  let a = sums[0] ?? 0;
  let b = sums[1] ?? 0;
  let c = sums[2] ?? 0;
  let d = sums[3] ?? 0;
  for (let at = from; at < until; at += 1) {
    const place = (accounts[at] ?? 0) * lanes;
    a += counts[place] ?? 0;
    b += counts[place + 1] ?? 0;
    c += counts[place + 2] ?? 0;
    d += counts[place + 3] ?? 0;
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
}
