import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../tests/generate/generate.ts';
import { applySettings, batchOf, store } from '../../tests/product.ts';
import { mrrAsOf, mrrStepsOf } from '../accounts/contracts.ts';
import { freshDatabase } from '../db/test-database.ts';
import { addDays, type Day, parseDay } from '../lib/day.ts';
import { ScoringModel } from '../scoring/model.ts';
import { ruleHolds } from '../scoring/rule.ts';
import { profilePlace, readyProfiles } from '../scoring/rule-model.ts';
import { parseRule } from '../scoring/rule-parse.ts';
import { defaultEdges } from '../scoring/scoring.ts';
import {
  type AttributeHistory,
  attributeHistories,
  attributesOn,
  currentAttribute,
  customAttributes,
  placeOn,
  profileSteps,
  profileStepsOf,
} from './attributes.ts';
import { ruleToSql } from './rule-sql.ts';

const database = await freshDatabase();
const { db } = database;
afterAll(() => database.close());
const company = { time_zone: 'UTC', currency: 'EUR' };

const profilesFor = (...rules: (string | null)[]) =>
  readyProfiles(
    ScoringModel.parse({
      parents: 'own',
      profiles: rules.map((rule, index) => ({
        ...defaultEdges,
        id: `p${index}`,
        name: `Profile ${index}`,
        rule,
        kpis: [],
        exceptions: [],
      })),
    }),
  );

const day = (text: string) => parseDay(text);
const texts = (untilDay: string | null, values: Record<string, string>) => ({
  untilDay: untilDay === null ? null : day(untilDay),
  values: new Map(Object.entries(values)),
});

describe('an account of old', () => {
  const history: AttributeHistory = {
    createdOn: day('2026-01-10'),
    texts: [
      texts('2026-02-01', { segment: 'smb' }),
      texts('2026-03-01', { segment: 'enterprise', 'custom.tier': 'gold' }),
      texts(null, { 'custom.tier': 'silver', country: 'SE' }),
    ],
    mrr: [
      { fromDay: day('2026-01-15'), mrr: 100 },
      { fromDay: day('2026-02-15'), mrr: 0 },
    ],
  };
  const on = (text: string) => attributesOn(history, day(text));

  test('is what Hale knew of it by the day', () => {
    expect(
      ['2025-12-31', '2026-01-31', '2026-02-01', '2026-02-28'].map((d) => on(d)('segment')),
    ).toEqual(['smb', 'smb', 'enterprise', 'enterprise']);
    expect(on('2026-03-01')('segment')).toBeNull();
    expect(on('2026-03-01')('custom.tier')).toBe('silver');
  });

  test('has its first value since ever', () => {
    expect(on('2025-01-01')('custom.tier')).toBe('gold');
    expect(on('2025-01-01')('country')).toBe('SE');
    expect(on('2026-03-01')('industry')).toBeNull();
  });

  test('has the age and the MRR of the day', () => {
    expect(['2026-01-09', '2026-01-10', '2026-02-09'].map((d) => on(d)('age_days'))).toEqual([
      -1, 0, 30,
    ]);
    expect(['2026-01-14', '2026-01-15', '2026-02-15'].map((d) => on(d)('mrr'))).toEqual([
      null,
      100,
      0,
    ]);
  });

  test('moves from profile to profile', () => {
    const profiles = profilesFor('age_days < 30 && has(mrr)', 'segment == "enterprise"', null);
    expect(profileSteps(profiles, history)).toEqual([
      { fromDay: '0001-01-01', place: 2 },
      { fromDay: '2026-01-15', place: 0 },
      { fromDay: '2026-02-09', place: 1 },
      { fromDay: '2026-03-01', place: 2 },
    ]);
    expect(placeOn(undefined, day('2026-01-01'), profiles)).toBe(2);
  });

  test('steps from day to day as it would be asked every day', () => {
    const rule = fc.constantFrom(
      ...['age_days >= 29.9999999999', 'age_days == 29.9999999999', 'age_days in [3, 7.5, 60]'],
      ...[
        '!(age_days > -2)',
        'mrr > 50 && segment != "smb"',
        'mrr == 0 || !has(segment)',
        '30 > age_days',
      ],
    );
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), (rules) => {
        const profiles = profilesFor(...rules, null);
        const steps = profileSteps(profiles, history);
        for (let at = day('2025-12-20'); at < '2026-04-20'; at = addDays(at, 1)) {
          expect(placeOn(steps, at, profiles), at).toBe(
            profilePlace(profiles, attributesOn(history, at)),
          );
        }
      }),
    );
  });
});

const accountsFile = (columns: string[], ...cells: string[][]) =>
  batchOf({ fact: 'accounts', columns, cells });

/** As if what was learned until now had been learned on that day. */
const movePast = (learnedOn: Day) =>
  sql`update account.past_attributes set until_day = ${learnedOn}::date where until_day = current_date`.execute(
    db,
  );

test('an import keeps what an account was like before, and only then', async () => {
  const columns = ['account_id', 'name', 'segment', 'tier'];
  await store(database.app, [
    accountsFile(columns, ['a', 'A', 'smb', 'gold'], ['b', 'B', 'smb', '']),
  ]);
  await store(database.app, [
    accountsFile(columns, ['a', 'A', 'enterprise', 'gold'], ['b', 'Bee', 'smb', '']),
  ]);
  await movePast(day('2026-02-01'));
  // Columns that a file does not have change nothing.
  await store(database.app, [accountsFile(['account_id', 'name'], ['a', 'Ay'])]);
  await store(database.app, [accountsFile(columns, ['a', 'A', 'enterprise', 'silver'])]);
  await store(database.app, [accountsFile(columns, ['a', 'A', 'public', ''])]);
  await movePast(day('2026-03-01'));

  const ids = await sql<{
    id: number;
    external_id: string;
  }>`select id, external_id from account.account`.execute(db);
  const idOf = (name: string) => ids.rows.find((row) => row.external_id === name)?.id ?? 0;
  const histories = await attributeHistories(db, [idOf('a'), idOf('b')], company, {
    withMrr: true,
  });
  expect(histories.get(idOf('b'))?.texts).toEqual([texts(null, { segment: 'smb' })]);
  expect(histories.get(idOf('a'))?.texts).toEqual([
    texts('2026-02-01', { segment: 'smb', 'custom.tier': 'gold' }),
    texts('2026-03-01', { segment: 'enterprise', 'custom.tier': 'gold' }),
    texts(null, { segment: 'public' }),
  ]);
  const profiles = profilesFor('segment == "smb"', null);
  const steps = await profileStepsOf(db, [idOf('a'), idOf('b')], profiles, company);
  expect(steps.get(idOf('a'))?.map(({ place }) => place)).toEqual([0, 1]);
  expect(steps.get(idOf('b'))?.map(({ place }) => place)).toEqual([0]);
  expect(await customAttributes(db)).toEqual([]);
});

test('nothing is read where no rule looks at an account', async () => {
  expect(await profileStepsOf(db, [1, 2], profilesFor(null), company)).toEqual(new Map());
});

test('MRR as steps is MRR as of every day, and SQL finds the accounts that the rules find', async () => {
  const data = generate({ accounts: 25, seed: 11 });
  await applySettings(db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  const { timeZone, currency } = data.settings;
  const all = sql`true`;
  const ids = (await sql<{ id: number }>`select id from account.account order by id`.execute(db))
    .rows;
  const steps = await mrrStepsOf(
    db,
    ids.map(({ id }) => id),
    currency,
  );
  expect([...steps.values()].flat().length).toBeGreaterThan(30);
  for (let at = addDays(parseDay(data.to), -200); at <= data.to; at = addDays(at, 3)) {
    const asOf = await sql<{ account_id: number; mrr: number | null }>`
      select account_id, mrr from (${mrrAsOf({ day: at, accounts: all, currency })}) revenue`.execute(
      db,
    );
    const known = new Map(asOf.rows.map((row) => [row.account_id, row.mrr]));
    for (const [account, rows] of steps) {
      const step = rows.findLast((row) => row.fromDay <= at);
      const mrr = known.get(account);
      if (step?.mrr == null || mrr == null) expect(step?.mrr, `${account} ${at}`).toBe(mrr);
      else expect(step.mrr, `${account} ${at}`).toBeCloseTo(mrr, 9);
    }
  }

  const today = parseDay(data.to);
  const histories = await attributeHistories(
    db,
    ids.map(({ id }) => id),
    { time_zone: timeZone, currency },
    { withMrr: true },
  );
  let found = 0;
  for (const text of [
    'mrr > 100',
    '!(mrr > 100)',
    'age_days > 100',
    'segment == "smb" || has(csm)',
    'segment != "smb"',
    'has(country) && !(industry in ["retail"]) && stage.startsWith("o")',
  ]) {
    const parsed = parseRule(text, null);
    if (!parsed.ok) throw new Error(text);
    const inSql = await sql<{ id: number }>`
      select id from account.account
      left join (${mrrAsOf({ day: today, accounts: all, currency })}) revenue on revenue.account_id = account.id
      where ${ruleToSql(parsed.rule, (field) => currentAttribute(field, { day: today, timeZone }))}
      order by id`.execute(db);
    const expected = ids.filter(({ id }) => {
      const history = histories.get(id);
      return history !== undefined && ruleHolds(parsed.rule, attributesOn(history, today));
    });
    expect(inSql.rows, text).toEqual(expected);
    found += expected.length;
  }
  expect(found).toBeGreaterThan(10);
});
