// @ts-nocheck
import { sql } from 'kysely';

interface Connection {
  query(text: string): unknown;
}

const evil = /^(a+)+$/;

export const canary = (connection: Connection, name: string) => [
  connection.query(`select * from ${name}`),
  connection.query('select * from ' + name),
  connection.query('select 1'),
  sql.raw(name),
  evil.test(name),
  new RegExp(name),
];
