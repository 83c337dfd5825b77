const TWO_TO_32 = 4_294_967_296;

/** Whole numbers below `bound`, the same for the same seed on every machine (Mulberry32). */
export function drawsBelow(bound: number, seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32) * bound);
  };
}
