import { sql } from 'kysely';
import { accountActions, type FiredAction } from '../src/actions/account-actions.ts';
import type { ActionKey } from '../src/actions/decide.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { kpis } from '../src/kpis/index.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';

export const monday = parseDay('2026-03-02');
export const later = (days: number): Day => addDays(monday, days);
export const closing = { today: monday, coolDownDays: 30 };

/** What ships for the CSM's rating. */
export const atRisk = [
  'agent_rating.involve-a-sponsor',
  'agent_rating.write-a-rescue-plan',
] as const;
export const attention = 'agent_rating.name-the-doubt';
export const healthy = 'agent_rating.win-an-advocate';

export const sponsorOf = (accountId: number): ActionKey => ({
  accountId,
  ruleId: atRisk[0],
  firedOn: monday,
});

const rating = kpis.findIndex(({ id }) => id === 'agent_rating');

/** Customers who are known by nothing but the CSM's rating. */
export interface RatedCustomers extends TestDatabase {
  addAccount(name: string, values?: { csm?: string; mrr?: number }): Promise<number>;
  /** Ratings are from 1 to 5, scores from 0 to 100: 1 is at risk, 3 to be watched, 5 healthy. */
  rate(accountId: number, value: number | null, day?: Day): Promise<void>;
  actionsOf(accountId: number): Promise<FiredAction[]>;
  /** Such as `suggested agent_rating.name-the-doubt`. */
  statesOf(accountId: number): Promise<string[]>;
  forgetAll(): Promise<void>;
}

export async function ratedCustomers(): Promise<RatedCustomers> {
  const database = await freshDatabase();
  const { db, ownerDb } = database;
  await sql`insert into app.source (name) values ('csv')`.execute(db);
  const actionsOf = (accountId: number) => accountActions(db, accountId, parseDay('2000-01-01'));
  return {
    ...database,
    actionsOf,
    statesOf: async (accountId) =>
      (await actionsOf(accountId)).map(({ ruleId, state }) => `${state} ${ruleId}`).toSorted(),
    rate: async (accountId, value, day = monday) => {
      const readings = Array.from({ length: rating + 1 }, (_, place) =>
        place === rating ? value : null,
      );
      const counts = readings.map((reading) => (reading === null ? 0 : 1));
      await sql`
        insert into reading.day
        values (${accountId}, ${day}::date, ${readings}::float8[], ${counts}::int[])
        on conflict (account_id, day) do update set readings = excluded.readings`.execute(db);
    },
    addAccount: async (name, { csm = 'jana@example.com', mrr } = {}) => {
      const { rows } = await sql<{ id: number }>`
        insert into account.account (source_id, external_id, name, csm_email, segment)
        select id, ${name}, ${name}, ${csm}, 'small' from app.source
        returning id`.execute(db);
      const id = rows[0]?.id ?? 0;
      await sql`
        insert into health.current (account_id, day, health, coverage, band, band_shown, mrr)
        values (${id}, ${monday}::date, null, 0, 'unknown', 'unknown', ${mrr ?? null})`.execute(db);
      return id;
    },
    forgetAll: async () => {
      await sql`truncate account.account, app.action, app.action_decision, app.action_rule, health.current, reading.day`.execute(
        ownerDb,
      );
    },
  };
}
