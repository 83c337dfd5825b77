import { DAYS, type Size } from '../sizes.ts';
import type { AccountBook, BenchAccount } from './accounts.ts';
import { type CsvFile, createCsvFile } from './csv-file.ts';
import { dayText, END_SECOND, instantText } from './instant.ts';
import { createRandom, type Random } from './random.ts';

const monthly = (account: BenchAccount, random: Random): string =>
  (Math.round(random.spread(400, 0.6) * account.weight * 100) / 100 + 20).toFixed(2);

function writeSubscriptions(folder: string, book: AccountBook, size: Size): CsvFile {
  const random = createRandom(31);
  const file = createCsvFile(
    folder,
    'subscriptions.csv',
    [
      'subscription_id',
      'account_id',
      'starts_on',
      'mrr',
      'currency',
      'ends_on',
      'product',
      'seats',
    ],
    { reference: 1, time: 2, number: 3, outsideKey: 6 },
  );
  const perAccount = Math.round(size.subscriptions / size.accounts);
  let id = 0;
  for (const account of book.all) {
    // Periods of one product follow each other without a gap; the last one runs on unless the account leaves.
    let start = account.firstDay === 0 ? -random.below(700) : account.firstDay;
    for (let period = 1; period <= perAccount; period += 1) {
      id += 1;
      const last = period === perAccount;
      const leaves = account.lastDay < DAYS - 1;
      const end = last ? (leaves ? account.lastDay : null) : start + 120 + random.below(500);
      const ends = end === null ? '' : dayText(Math.max(end, start + 1));
      file.write(
        `sub-${id},${account.id},${dayText(start)},${monthly(account, random)},` +
          `${account.currency},${ends},core,${account.users}`,
      );
      if (end !== null) start = Math.max(end, start + 1);
    }
  }
  return file;
}

/** A due invoice: 70 % paid in time, most others late, some never, a few void or uncollectible. */
function invoiceRow(id: number, account: BenchAccount, issued: number, random: Random): string {
  const due = issued + 30;
  const fate = random.next();
  const paid = fate < 0.7 ? issued + 1 + random.below(30) : due + 1 + random.below(60);
  let status = 'open';
  let paidOn = '';
  if (fate > 0.99) status = 'void';
  else if (fate > 0.985) status = 'uncollectible';
  else if (fate > 0.98) status = 'paid';
  else if (fate < 0.96 && paid < DAYS) {
    status = 'paid';
    paidOn = dayText(paid);
  }
  const amount = random.chance(0.005) ? '-50.00' : monthly(account, random);
  return (
    `inv-${id},${account.id},${dayText(issued)},${dayText(due)},${amount},` +
    `${account.currency},${paidOn},${status}`
  );
}

function writeInvoices(folder: string, book: AccountBook, size: Size): CsvFile {
  const random = createRandom(32);
  const file = createCsvFile(
    folder,
    'invoices.csv',
    ['invoice_id', 'account_id', 'issued_on', 'due_on', 'amount', 'currency', 'paid_on', 'status'],
    { reference: 1, time: 2, number: 4 },
  );
  for (let id = 1; id <= size.invoices; id += 1) {
    const issued = Math.floor(((id - 1) / size.invoices) * DAYS);
    file.write(invoiceRow(id, book.pick(random, issued), issued, random));
  }
  return file;
}

function writeCosts(folder: string, book: AccountBook, size: Size): CsvFile {
  const random = createRandom(33);
  const file = createCsvFile(
    folder,
    'costs.csv',
    ['cost_id', 'account_id', 'at', 'amount', 'currency', 'kind'],
    { reference: 1, time: 2, number: 3, outsideKey: 5 },
  );
  for (let id = 1; id <= size.costs; id += 1) {
    const day = random.below(DAYS);
    const account = book.pick(random, day);
    const amount = random.spread(120, 0.8).toFixed(2);
    const currency = random.chance(0.1) ? 'EUR' : account.currency;
    file.write(`cost-${id},${account.id},${dayText(day)},${amount},${currency},hosting`);
  }
  return file;
}

function writeRatings(folder: string, book: AccountBook, size: Size): CsvFile {
  const random = createRandom(34);
  const file = createCsvFile(
    folder,
    'ratings.csv',
    ['account_id', 'csm_email', 'at', 'rating', 'note'],
    { reference: 0, time: 2, number: 3, outsideKey: 4 },
  );
  for (let count = 0; count < size.ratings; count += 1) {
    const second = random.below(END_SECOND);
    const account = book.all[random.below(book.all.length)];
    if (account === undefined) continue;
    const rating = 1 + Math.floor(Math.sqrt(random.next()) * 5);
    file.write(`${account.id},${account.csm},${instantText(second)},${rating},`);
  }
  return file;
}

/** Writes subscriptions.csv, invoices.csv, costs.csv and ratings.csv. */
export const writeMoney = (folder: string, book: AccountBook, size: Size): CsvFile[] => [
  writeSubscriptions(folder, book, size),
  writeInvoices(folder, book, size),
  writeCosts(folder, book, size),
  writeRatings(folder, book, size),
];
