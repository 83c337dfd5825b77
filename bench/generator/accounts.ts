import { DAYS, type Size } from '../sizes.ts';
import { type CsvFile, createCsvFile } from './csv-file.ts';
import { dayText } from './instant.ts';
import { createRandom, type Random } from './random.ts';

const SEGMENTS = ['enterprise', 'mid-market', 'smb'] as const;
const COUNTRIES = ['DE', 'US', 'CH', 'FR', 'GB', 'AT'] as const;
const ROLES = ['user', 'user', 'champion', 'decision_maker', 'executive'] as const;
const LOOKUP_SLOTS = 1 << 20;

/** One customer of the bench's company; days are counted from the first day of the data. */
export interface BenchAccount {
  id: string;
  /** Share of everything that happens, relative to the mean of 1; heavy-tailed. */
  weight: number;
  firstDay: number;
  /** Last day on which anything happens. */
  lastDay: number;
  currency: string;
  csm: string;
  users: number;
  contacts: number;
}

export interface AccountBook {
  all: readonly BenchAccount[];
  /** A random account that lives on that day, drawn by weight. */
  pick(random: Random, day: number): BenchAccount;
}

const currencyOf = (random: Random): string => {
  const draw = random.next();
  return draw < 0.8 ? 'EUR' : draw < 0.95 ? 'USD' : 'CHF';
};

function makeAccounts(size: Size, random: Random): BenchAccount[] {
  return Array.from({ length: size.accounts }, (_, index) => {
    const weight = random.spread(0.5, 1.2);
    const firstDay = random.chance(0.85) ? 0 : random.below(DAYS - 120);
    const churns = random.chance(0.08);
    return {
      id: `acc-${index + 1}`,
      weight,
      firstDay,
      lastDay: churns ? firstDay + 60 + random.below(DAYS - firstDay - 60) : DAYS - 1,
      currency: currencyOf(random),
      csm: `csm${1 + random.below(40)}@hale.example`,
      users: Math.max(1, Math.round(weight * 14)),
      contacts: 2 + random.below(3),
    };
  });
}

/** Slot i belongs to the account whose share of the total weight covers i: one array read per draw. */
function makeLookup(accounts: readonly BenchAccount[]): Int32Array {
  const slots = new Int32Array(LOOKUP_SLOTS);
  const total = accounts.reduce((sum, account) => sum + account.weight, 0);
  let reached = 0;
  let slot = 0;
  accounts.forEach((account, index) => {
    reached += account.weight;
    const end = Math.min(LOOKUP_SLOTS, Math.round((reached / total) * LOOKUP_SLOTS));
    slots.fill(index, slot, end);
    slot = end;
  });
  return slots;
}

const fallback = (accounts: readonly BenchAccount[]): BenchAccount => {
  const alive = accounts.find((account) => account.firstDay === 0 && account.lastDay === DAYS - 1);
  if (alive === undefined) throw new Error('The bench needs one account that lives all the time.');
  return alive;
};

export function createAccountBook(size: Size): AccountBook {
  const all = makeAccounts(size, createRandom(11));
  const lookup = makeLookup(all);
  const always = fallback(all);
  return {
    all,
    pick(random, day) {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const account = all[lookup[random.below(LOOKUP_SLOTS)] ?? 0];
        if (account !== undefined && account.firstDay <= day && account.lastDay >= day)
          return account;
      }
      return always;
    },
  };
}

/** Writes accounts.csv, contacts.csv and fx_rates.csv. */
export function writeAccounts(folder: string, book: AccountBook): CsvFile[] {
  const random = createRandom(12);
  const accounts = createCsvFile(
    folder,
    'accounts.csv',
    [
      'account_id',
      'name',
      'segment',
      'csm_email',
      'currency',
      'country',
      'created_at',
      'churned_at',
    ],
    { reference: 1, time: 6 },
  );
  const contacts = createCsvFile(
    folder,
    'contacts.csv',
    ['contact_id', 'account_id', 'name', 'email', 'role'],
    { reference: 1, time: 4 },
  );
  book.all.forEach((account, index) => {
    const created = account.firstDay === 0 ? -1 - random.below(1000) : account.firstDay;
    const churned = account.lastDay === DAYS - 1 ? '' : dayText(account.lastDay);
    accounts.write(
      `${account.id},Customer ${index + 1} GmbH,${SEGMENTS[random.below(3)]},${account.csm},` +
        `${account.currency},${COUNTRIES[random.below(6)]},${dayText(created)},${churned}`,
    );
    for (let contact = 1; contact <= account.contacts; contact += 1)
      contacts.write(
        `${account.id}-c${contact},${account.id},Person ${contact},` +
          `person${contact}@customer${index + 1}.example,${ROLES[random.below(5)]}`,
      );
  });
  return [accounts, contacts, writeRates(folder)];
}

function writeRates(folder: string): CsvFile {
  const rates = createCsvFile(folder, 'fx_rates.csv', ['currency', 'rate', 'from_on']);
  rates.write('USD,0.92,');
  rates.write('CHF,1.04,');
  for (let day = 90; day < DAYS; day += 91) {
    rates.write(`USD,${(0.88 + (day % 7) / 100).toFixed(4)},${dayText(day)}`);
    rates.write(`CHF,${(1.02 + (day % 5) / 100).toFixed(4)},${dayText(day)}`);
  }
  return rates;
}
