/** Seeded chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** A fraction in [0, 1). */
  fraction: () => number;
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number;
  /** True with that probability. */
  chance: (probability: number) => boolean;
  pick: <T>(values: readonly T[]) => T;
  shuffled: <T>(values: readonly T[]) => T[];
}

/** Mulberry32: 32 bits of state, quick, good enough for test data. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  const pick = <T>(values: readonly T[]): T => {
    const value = values[between(0, values.length - 1)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const shuffled = <T>(values: readonly T[]): T[] => {
    const rest = [...values];
    const result: T[] = [];
    while (rest.length > 0) {
      const index = between(0, rest.length - 1);
      const last = rest.pop();
      if (last === undefined) break;
      const chosen = index < rest.length ? rest[index] : last;
      if (index < rest.length) rest[index] = last;
      if (chosen !== undefined) result.push(chosen);
    }
    return result;
  };
  return { fraction, between, chance: (probability) => fraction() < probability, pick, shuffled };
}
