/** One line of the bench's table. */
export interface Figure {
  name: string;
  ours: number | null;
  /** Null where DuckDB has no part in it. */
  yardstick: number | null;
  unit: 's' | 'ms' | 'MB' | '';
  /** Bounds are on the ratio where there is a yardstick, else on the figure itself. */
  bound: number | null;
  goal: number | null;
  /** Why there is no figure. */
  missing?: string;
}

/** The value at a share of the sorted values: 0.99 gives p99. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const judged = ({ ours, yardstick }: Figure): number | null => {
  if (ours === null) return null;
  return yardstick === null ? ours : ours / yardstick;
};

const shown = (value: number | null, unit: string): string => {
  if (value === null) return '–';
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}${unit}`;
};

/** Whether no figure is missing or over its bound. */
export const allWithinBounds = (figures: readonly Figure[]): boolean =>
  figures.every((figure) => {
    const value = judged(figure);
    return figure.bound === null || (value !== null && value <= figure.bound);
  });

function rowOf(figure: Figure): string[] {
  const { name, ours, yardstick, unit, bound, goal } = figure;
  const value = judged(figure);
  const inRatio = yardstick === null ? ` ${unit}` : '';
  const verdict = (limit: number) =>
    value === null ? 'no figure' : value <= limit ? 'ok' : 'MISSED';
  return [
    name,
    shown(ours, ` ${unit}`),
    shown(yardstick, ` ${unit}`),
    yardstick === null ? '–' : shown(value, ''),
    bound === null ? '–' : `≤ ${bound}${inRatio}`,
    bound === null ? '–' : verdict(bound),
    goal === null ? '–' : `${goal}${inRatio} ${verdict(goal)}`,
  ];
}

/** The table as text, with the reason of each missing figure below it. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [['figure', 'Hale', 'DuckDB', 'ratio', 'bound', '', 'goal'], ...figures.map(rowOf)];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  const reasons = figures.flatMap(({ name, missing }) =>
    missing === undefined ? [] : [`${name}: ${missing}`],
  );
  return [...lines, ...reasons].join('\n');
}
