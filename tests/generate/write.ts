import { parseArgs } from 'node:util';
import { writeCsvDirectory } from './csv.ts';
import { generate } from './generate.ts';

const USAGE =
  'usage: node tests/generate/write.ts DIR [--accounts 40] [--seed 1] [--last-day 2026-06-30] [--days 400]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    'last-day': { type: 'string', default: '2026-06-30' },
    days: { type: 'string', default: '400' },
  },
});
const [dir] = positionals;
if (dir === undefined) {
  console.error(USAGE);
  process.exit(2);
}
const data = generate({
  accounts: Number(values.accounts),
  seed: Number(values.seed),
  lastDay: values['last-day'],
  days: Number(values.days),
});
writeCsvDirectory(dir, data);
for (const { fact, cells } of data.tables) console.log(`${fact}.csv\t${cells.length} rows`);
