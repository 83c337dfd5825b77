import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccountBook, writeAccounts } from './generator/accounts.ts';
import type { CsvFile } from './generator/csv-file.ts';
import { writeMoney } from './generator/money.ts';
import {
  createSurveyFile,
  createTimeEntryFile,
  writeCampaigns,
  writeProjects,
} from './generator/surveys.ts';
import { writeTickets } from './generator/tickets.ts';
import { writeUsage } from './generator/usage.ts';
import { type Size, sizes } from './sizes.ts';

const HERE = import.meta.dirname;

/** Changes whenever the generator does, so that stale data is never measured. */
function stampOf(size: Size): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  const folder = join(HERE, 'generator');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.update(readFileSync(join(HERE, 'sizes.ts'))).digest('hex');
}

function writeFiles(folder: string, size: Size): CsvFile[] {
  const book = createAccountBook(size);
  const surveys = createSurveyFile(folder);
  const timeEntries = createTimeEntryFile(folder);
  const files = [
    ...writeAccounts(folder, book),
    ...writeMoney(folder, book, size),
    ...writeUsage(folder, book, size),
    ...writeTickets(folder, book, size, surveys, timeEntries),
  ];
  writeCampaigns(surveys, book, size);
  writeProjects(timeEntries, book, size);
  return [...files, surveys, timeEntries];
}

/**
 * The folder with the interchange files of the bench's company (definitions.md 3), written when they are
 * missing or the generator has changed. Same size, same bytes.
 */
export function generate(size: Size): string {
  const folder = join(HERE, '.data', size.name, 'csv');
  const stampFile = join(HERE, '.data', size.name, 'stamp');
  const stamp = stampOf(size);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return folder;
  rmSync(join(HERE, '.data', size.name), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  const counts = writeFiles(folder, size).map((file) => file.close());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const rows = counts.reduce((sum, { rows, faults }) => sum + rows + faults, 0);
  console.log(`generated ${rows.toLocaleString('en')} rows in ${seconds} s (${size.name})`);
  for (const { file, rows, faults } of counts)
    console.log(`  ${file}: ${rows} rows + ${faults} bad`);
  writeFileSync(stampFile, stamp);
  return folder;
}

if (import.meta.main)
  console.log(generate(process.argv.includes('full') ? sizes.full : sizes.small));
