import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { type Day, dayOf } from '../lib/day.ts';

const knownZones = new Set<string>();

const isTimeZone = (name: string) => {
  if (knownZones.has(name)) return true;
  try {
    // Asking takes half a millisecond, and the company is read many times a second.
    new Intl.DateTimeFormat('en', { timeZone: name });
    knownZones.add(name);
    return true;
  } catch {
    return false;
  }
};

/** What holds for the company as a whole (definitions.md 10, balance). */
export const Company = z.object({
  time_zone: z
    .string()
    .refine(isTimeZone, 'is no time zone; give an IANA name such as Europe/Berlin'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is no currency; give three letters such as EUR'),
  default_hourly_cost: z.coerce.number('is no number').min(0, 'must be 0 or more'),
  minutes_per_reply: z.coerce.number('is no number').min(0, 'must be 0 or more'),
  /** Features that adoption counts, separated by commas; empty = all that the company's customers use. */
  key_features: z.string(),
  /** An account whose share of promises kept stays below this for three months is permanently breached. */
  sla_threshold: z.coerce
    .number('is no number')
    .gt(0, 'must be above 0')
    .max(1, 'must be at most 1'),
});
export type Company = z.infer<typeof Company>;

export type CompanyKey = keyof Company;
export const companyKeys = Object.keys(Company.shape) as CompanyKey[];

const defaults: Company = {
  time_zone: 'UTC',
  currency: 'EUR',
  default_hourly_cost: 60,
  minutes_per_reply: 10,
  key_features: '',
  sla_threshold: 0.85,
};

interface StoredSetting {
  key: string;
  value: string;
}

export const settingsQuery = (): RawBuilder<StoredSetting> =>
  sql<StoredSetting>`select key, value from app.setting`;

/** The company of the rows of `settingsQuery`. */
export const companyOf = (rows: readonly StoredSetting[]): Company =>
  Company.parse({
    ...defaults,
    ...Object.fromEntries(rows.map(({ key, value }) => [key, value])),
  });

export const readCompany = async (db: Db): Promise<Company> =>
  companyOf((await settingsQuery().execute(db)).rows);

/** Stores one setting; a value out of form comes back as a sentence. */
export async function writeCompany(
  db: Db,
  key: CompanyKey,
  value: string,
): Promise<{ outcome: 'saved' } | { outcome: 'refused'; message: string }> {
  const parsed = Company.shape[key].safeParse(value);
  if (!parsed.success) {
    return { outcome: 'refused', message: `${key}: "${value}" ${parsed.error.issues[0]?.message}` };
  }
  await sql`
    insert into app.setting (key, value) values (${key}, ${String(parsed.data)})
    on conflict (key) do update set value = excluded.value`.execute(db);
  return { outcome: 'saved' };
}

/** Today in the company's time zone. */
export const todayIn = (company: Company, now: Date = new Date()): Day =>
  dayOf(now, company.time_zone);

/** The part of the settings that readings rest on. */
export const toReadingSettings = (company: Company) => ({
  currency: company.currency,
  defaultHourlyCost: company.default_hourly_cost,
  minutesPerReply: company.minutes_per_reply,
  keyFeatures: keyFeatures(company),
  slaThreshold: company.sla_threshold,
});

/** The features that adoption counts; null = all that the company's customers use. */
export function keyFeatures({ key_features }: Company): readonly string[] | null {
  const named = key_features
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return named.length === 0 ? null : [...new Set(named)];
}
