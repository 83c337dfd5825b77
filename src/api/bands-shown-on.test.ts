import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompany } from '../accounts/company.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { shippedModel, shippedSettings } from '../health/scoring-settings.ts';
import { createDraft, currentVersion, markPublished } from '../health/versions.ts';
import { addDays, type Day, parseDay } from '../lib/day.ts';
import type { Profile } from '../scoring/model.ts';
import { bandsShownOn } from './bands-shown-on.ts';

const today = parseDay('2026-06-30');
const firstDay = addDays(today, -420);
const everyDay = Array.from({ length: 421 }, (_, index) => addDays(firstDay, index));
const accounts = 60;
/** From this age on another profile scores an account, whether or not a reading of it changes that day. */
const grownUpDays = 100;
/** Every account comes to that age on another day, about every seventh day of the year looked at. */
const createdOn = (id: number): Day => addDays(firstDay, 7 * (id - 1) - grownUpDays);
const grownUpOn = (id: number): Day => addDays(createdOn(id), grownUpDays);

/** Health is the touchpoint share times 100 for the young; the others lose ten points. */
const profileOf = (id: string, rule: string | null, points: number): Profile => ({
  ...shippedSettings,
  id,
  name: id,
  rule,
  kpis: shippedSettings.kpis.map((kpi) => ({
    ...kpi,
    weight: kpi.id === 'touchpoint' ? 1 : 0,
    curve:
      kpi.id === 'touchpoint'
        ? [[points / 100, 0] as const, [1, 100 - points] as const]
        : kpi.curve,
  })),
});

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  await sql`insert into app.source (name) values ('test')`.execute(db);
  await sql`
    insert into account.account (source_id, external_id, name, created_at)
    select source.id, number, number, day::timestamptz
    from app.source, unnest(
      ${Array.from({ length: accounts }, (_, index) => index + 1)}::int[],
      ${Array.from({ length: accounts }, (_, index) => createdOn(index + 1))}::date[]
    ) account (number, day) order by number`.execute(db);
  await sql`update reading.state set current_day = ${today}::date`.execute(db);
  const model = {
    ...shippedModel,
    profiles: [profileOf('young', `age_days < ${grownUpDays}`, 0), profileOf('grown-up', null, 10)],
  };
  const draft = await createDraft(db, { model, author: 'a', note: 'n', basedOn: 0 });
  await markPublished(db, draft, { author: 'a', note: 'n', effect: null });
});
afterAll(() => database.close());

/** Near the edges, where the days before decide. */
const share = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 660, max: 840 }) },
  { weight: 3, arbitrary: fc.integer({ min: 360, max: 540 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const history = fc.array(fc.tuple(fc.nat(420), share), { maxLength: 12 });

async function putReadings(histories: readonly ReadonlyMap<Day, number | null>[]): Promise<void> {
  const rows = histories.flatMap((days, index) =>
    [...days].map(([day, value]) => ({ id: index + 1, day, value })),
  );
  await sql`truncate reading.day`.execute(database.ownerDb);
  await sql`
    insert into reading.day
    select id, day, array_fill(value, array[8]), array_fill(5, array[8])
    from unnest(
      ${rows.map(({ id }) => id)}::int[], ${rows.map(({ day }) => day)}::date[],
      ${rows.map(({ value }) => value)}::float8[]
    ) row (id, day, value)`.execute(database.db);
}

/** Day by day from the first one, with the rule, the edges and the hysteresis of 3 points written out. */
function naively(
  id: number,
  days: ReadonlyMap<Day, number | null>,
  { until, isFolded }: { until: Day; isFolded: (day: Day) => boolean },
) {
  let held: number | null = null;
  let health: number | null = null;
  let band = 'unknown';
  const grownUp = grownUpOn(id);
  for (const day of everyDay) {
    if (day > until) break;
    held = days.get(day) ?? (days.has(day) ? null : held);
    health = held === null ? null : Number((held * 100 - (day < grownUp ? 0 : 10)).toFixed(9));
    if (!isFolded(day)) continue;
    if (health === null) band = 'unknown';
    else {
      const [up, down] = band === 'unknown' ? [0, 0] : [3, -3];
      const healthyFrom = 70 + (band === 'healthy' ? down : up);
      const attentionFrom = 40 + (band === 'at_risk' ? up : down);
      band = health >= healthyFrom ? 'healthy' : health >= attentionFrom ? 'attention' : 'at_risk';
    }
  }
  return { health, band };
}

test('an account whose profile changes on a day without a reading is folded on that day too', async () => {
  const { db } = database;
  const company = await readCompany(db);
  const version = await currentVersion(db);
  let turned = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: accounts, maxLength: accounts }),
      async (drawn) => {
        const histories = drawn.map(
          (days) =>
            new Map(
              days.map(([back, value]) => [addDays(today, -back), value && value / 1000] as const),
            ),
        );
        await putReadings(histories);
        for (const day of [today, addDays(today, -1), addDays(today, -150), addDays(today, -300)]) {
          const naive = histories.map((days, index) =>
            naively(index + 1, days, { until: day, isFolded: () => true }),
          );
          const shown = await bandsShownOn(db, {
            company,
            day,
            accounts: naive.map(({ health }, index) => ({ id: index + 1, health })),
            version,
          });
          for (const [index, { health, band }] of naive.entries()) {
            expect(shown.get(index + 1), `account ${index + 1}, ${health} on ${day}`).toBe(band);
            const days = histories[index] ?? new Map();
            const onRows = { until: day, isFolded: (each: Day) => days.has(each) };
            if (naively(index + 1, days, onRows).band !== band) turned += 1;
          }
        }
      },
    ),
    { numRuns: 4, seed: 11 },
  );
  // Else the days on which an account comes to that age would not matter.
  expect(turned).toBeGreaterThan(20);
});
