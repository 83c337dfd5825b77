import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { badField, notFound } from './errors.ts';

export interface FoundAccount {
  id: number;
  account_id: string;
  name: string;
  source: string;
}

const OWN_NUMBER = /^~(\d{1,9})$/;

/**
 * The account of a path: by the id its source gave it, else by Hale's own number (`~12`). Throws ApiProblem: 404, or 400
 * where two sources share the id and none is named.
 */
export async function accountOf(
  db: Db,
  account: string,
  source: string | undefined,
): Promise<FoundAccount> {
  const { rows } = await sql<FoundAccount>`
    select account.id, external_id as account_id, account.name, source.name as source
    from account.account
    join app.source on source.id = account.source_id
    where external_id = ${account} and not withdrawn and (${source ?? null}::text is null or source.name = ${source ?? null})
    order by account.id`.execute(db);
  const [first, second] = rows;
  if (first !== undefined && second !== undefined) {
    const names = rows.map((row) => row.source).join(', ');
    throw badField('source', `several sources have an account "${account}"; name one of ${names}`);
  }
  const found = first ?? (await byOwnNumber(db, account));
  if (found === undefined) throw notFound(`There is no account "${account}".`);
  return found;
}

async function byOwnNumber(db: Db, account: string): Promise<FoundAccount | undefined> {
  const number = OWN_NUMBER.exec(account)?.[1];
  if (number === undefined) return undefined;
  const { rows } = await sql<FoundAccount>`
    select account.id, external_id as account_id, account.name, source.name as source
    from account.account
    join app.source on source.id = account.source_id
    where account.id = ${Number(number)} and not withdrawn`.execute(db);
  return rows[0];
}
