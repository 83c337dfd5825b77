import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishChange, rescoreEveryAccount } from '../jobs/publish.ts';
import { AccountList } from './contract/account.ts';
import { BandHistory, BandMembers } from './contract/band-history.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
beforeAll(async () => {
  server = await served({ accounts: 14, seed: 21 });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = async (url: string) => {
  const answer = await server.app.inject(url);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
};
const history = async (query = 'weeks=20') =>
  BandHistory.parse((await get(`/api/v1/portfolio/band-history?${query}`)).json());
const listOn = async (day: string) =>
  AccountList.parse((await get(`/api/v1/accounts?as_of=${day}&limit=200`)).json()).rows;

/** Every week against the list of its day, which is scored account by account. */
async function expectAsListed({ weeks }: BandHistory): Promise<void> {
  const bandsSeen = new Set<string>();
  for (const week of weeks) {
    const rows = await listOn(week.day);
    for (const band of ['healthy', 'attention', 'at_risk', 'unknown'] as const) {
      const listed = rows.filter((row) => row.band === band);
      expect(week[band], `${band} on ${week.day}`).toBe(listed.length);
      const members = BandMembers.parse(
        (await get(`/api/v1/portfolio/band-members?as_of=${week.day}&band=${band}`)).json(),
      );
      expect(members.total).toBe(listed.length);
      expect(new Map(members.rows.map(({ id, health }) => [id, health]))).toEqual(
        new Map(listed.map(({ id, health }) => [id, health])),
      );
      if (listed.length > 0) bandsSeen.add(band);
    }
    const known = rows.flatMap(({ health }) => (health === null ? [] : [health]));
    const mean = known.reduce((sum, health) => sum + health, 0) / known.length;
    if (known.length === 0) expect(week.mean_health).toBeNull();
    else expect(week.mean_health).toBeCloseTo(mean, 9);
  }
  expect(bandsSeen.size).toBeGreaterThan(1);
}

test('counts those who were there in their plain bands, week by week, as the lists of these days do', async () => {
  const found = await history();
  expect(found.weeks).toHaveLength(20);
  expect(found.weeks.at(-1)?.day).toBe(found.as_of);
  await expectAsListed(found);
});

test('is the same as CSV', async () => {
  const { weeks } = await history();
  const { body } = await get('/api/v1/portfolio/band-history.csv?weeks=20');
  expect(parse(body, { columns: true })).toEqual(
    weeks.map((week) =>
      Object.fromEntries(Object.entries(week).map(([column, value]) => [column, `${value ?? ''}`])),
    ),
  );
});

test('ends on a day of the past where one is asked for, and never after the last readings', async () => {
  const { as_of: today } = await history();
  const past = await history('as_of=2025-11-30&weeks=4');
  expect(past.weeks.map(({ day }) => day)).toEqual([
    '2025-11-09',
    '2025-11-16',
    '2025-11-23',
    '2025-11-30',
  ]);
  expect((await history('as_of=2030-01-01&weeks=4')).as_of).toBe(today);
});

test('is counted anew under other settings, and with parents by their children', async () => {
  const { db } = server.database;
  const before = await history();
  const publish = (name: 'at' | 'parents') =>
    db.transaction().execute((tx) =>
      publishChange(
        tx,
        (model) =>
          name === 'parents'
            ? { ...model, parents: 'worst' }
            : {
                ...model,
                profiles: model.profiles.map((profile) => ({
                  ...profile,
                  bands: { ...profile.bands, healthy: 95, attention: 80 },
                })),
              },
        { author: 'test', note: 'test', effect: null },
      ),
    );
  expect(await publish('at')).toBe(true);
  await rescoreEveryAccount(db);
  const stricter = await history();
  expect(stricter.version).toBeGreaterThan(before.version);
  expect(stricter.weeks).not.toEqual(before.weeks);
  await expectAsListed(stricter);
  // One of the best gets the others as its children, so that the worst of them counts for it.
  await sql`
    update account.account
    set parent_account_external_id = best.external_id
    from (
      select id, external_id from account.account join health.current on account_id = id
      order by health desc nulls last limit 1
    ) best
    where account.id <> best.id`.execute(db);
  expect(await publish('parents')).toBe(true);
  await rescoreEveryAccount(db);
  const rolledUp = await history();
  expect(rolledUp.weeks).not.toEqual(stricter.weeks);
  await expectAsListed(rolledUp);
});
