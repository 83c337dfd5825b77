import { writeFileSync } from 'node:fs';
import type { Yardstick } from './duckdb/database.ts';
import { differences } from './duckdb/database.ts';
import { runHale } from './program.ts';

/** Days on which Hale's readings are laid beside those of DuckDB. */
const COMPARED_DAYS = ['2026-06-30', '2026-03-01', '2025-09-17'] as const;

/** Prints for each day how many readings were compared, and the first that differ. Returns how many do. */
export async function compareReadings(
  yardstick: Yardstick,
  dataDir: string,
  file: string,
): Promise<number> {
  let total = 0;
  for (const day of COMPARED_DAYS) {
    const { output } = await runHale(['readings', '--as-of', day, '--format', 'csv'], dataDir);
    writeFileSync(file, output);
    const { compared, differing, examples } = await differences(yardstick, day, file);
    console.log(`readings of ${day}: ${compared} compared with DuckDB, ${differing} differ`);
    for (const example of examples) console.log(`  ${example}`);
    total += differing;
  }
  return total;
}
