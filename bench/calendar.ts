import { AS_OF } from './sizes.ts';

const MS_PER_DAY = 86_400_000;

/** The last days up to the as-of day, oldest first. */
export const lastDays = (count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${AS_OF}T00:00:00Z`) - (count - 1 - index) * MS_PER_DAY)
      .toISOString()
      .slice(0, 10),
  );
