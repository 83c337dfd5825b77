/** Repeatable randomness: the same seed gives the same company on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Integer in [0, below). */
  below(below: number): number;
  chance(probability: number): boolean;
  /** Log-normal with the given median; sigma 1 spreads the middle two thirds over a factor of e each way. */
  spread(median: number, sigma: number): number;
}

/** Mulberry32: 32 bits of state, fast, good enough for load (not for statistics). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  // The sum of four uniforms is near enough to a normal for a tail, and needs no logarithm.
  const bell = () => (next() + next() + next() + next() - 2) * Math.sqrt(3);
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    spread: (median, sigma) => median * Math.exp(sigma * bell()),
  };
}
