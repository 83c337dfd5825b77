import type pg from 'pg';
import { readCompany, todayIn } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { ImportReport } from '../facts/store/import-report.ts';
import { demoSource } from '../sources/demo/demo.source.ts';
import { type ImportRequest, runImport } from './import.ts';
import { hasDemo, removeDemo } from './remove-demo.ts';

/** Tells the demo's stories up to today; those of an earlier day are taken away first. Readings follow. */
export async function loadDemo(
  db: Db,
  pool: pg.Pool,
  options: Omit<ImportRequest, 'source' | 'path'> = {},
): Promise<ImportReport> {
  if (await hasDemo(db)) await removeDemo(db);
  const today = todayIn(await readCompany(db));
  return runImport(pool, { source: demoSource({ today }), path: '', ...options });
}
