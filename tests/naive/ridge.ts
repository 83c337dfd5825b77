/** Rows of readings, null where there is none, and whether the account of the row left. */
export interface RidgeRow {
  readings: readonly (number | null)[];
  left: boolean;
}

const ROUNDS = 400;

/**
 * Ridge logistic regression as plainly as possible (definitions.md 10, proof): −log likelihood + Σβ² ÷ 2, by accelerated
 * steps down the gradient. Gives the probability of leaving of other rows.
 */
export function naiveRidge(training: readonly RidgeRow[]): (row: RidgeRow) => number {
  const columnsOf = ({ readings }: RidgeRow): number[] => [
    ...readings.map((reading) => reading ?? 0),
    ...readings.map((reading) => (reading === null ? 1 : 0)),
  ];
  const raw = training.map(columnsOf);
  const scales = (raw[0] ?? []).map((_, column) => {
    const values = raw.map((row) => row[column] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, spread: variance < 1e-18 ? null : Math.sqrt(variance) };
  });
  const scaled = (row: readonly number[]): number[] => [
    1,
    ...scales.flatMap(({ mean, spread }, column) =>
      spread === null ? [] : [((row[column] ?? 0) - mean) / spread],
    ),
  ];
  const rows = raw.map(scaled);
  const coefficients = descended(
    rows,
    training.map(({ left }) => left),
  );
  return (row) => probability(scaled(columnsOf(row)), coefficients);
}

const probability = (row: readonly number[], coefficients: readonly number[]): number =>
  1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * (coefficients[at] ?? 0), 0)));

function descended(rows: readonly (readonly number[])[], left: readonly boolean[]): number[] {
  const width = rows[0]?.length ?? 0;
  // The slope changes by a quarter of Σx² at most, all columns taken together.
  const steepest = rows.reduce((sum, row) => sum + row.reduce((all, x) => all + x * x, 0), 0) / 4;
  let coefficients = Array<number>(width).fill(0);
  let before = coefficients;
  for (let round = 0; round < ROUNDS; round += 1) {
    const pushed = coefficients.map(
      (value, at) => value + (round / (round + 3)) * (value - (before[at] ?? 0)),
    );
    const slope = pushed.map((value, at) => (at === 0 ? 0 : value));
    for (const [number, row] of rows.entries()) {
      const residual = probability(row, pushed) - (left[number] ? 1 : 0);
      for (const [at, value] of row.entries()) slope[at] = (slope[at] ?? 0) + residual * value;
    }
    before = coefficients;
    coefficients = pushed.map((value, at) => value - ((slope[at] ?? 0) * 3) / steepest);
  }
  return coefficients;
}
