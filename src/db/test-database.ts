import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Db } from './connect.ts';
import { joinServer } from './embedded/embedded.ts';
import { SOCKET_NAME_PORT } from './embedded/place.ts';
import { externalConfig, joinExternal, prepareExternalRoles } from './external.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { APP_ROLE, createRoles, OWNER_ROLE } from './roles.ts';

/** A database with the whole schema and no rows, for one test file. Dropped by `await using`, or by `close()`. */
export interface TestDatabase extends AsyncDisposable {
  /** As the product connects: the role that owns nothing. */
  db: Db;
  /** As migrations connect: for truncating, COPY and set-up. */
  ownerDb: Db;
  app: pg.PoolConfig;
  owner: pg.PoolConfig;
  close(): Promise<void>;
}

/** A clone of the migrated template, on the embedded server of this run, or on TEST_DATABASE_URL where it is set. */
export async function freshDatabase(): Promise<TestDatabase> {
  return clone(await migratedTemplate());
}

/** A database without any schema, for testing migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return clone('template0');
}

interface Server {
  admin: pg.Client;
  configFor(database: string, role: 'owner' | 'app'): pg.PoolConfig;
  ownerClause: string;
  leave(): Promise<void>;
}

async function joinTestServer(): Promise<Server> {
  const url = inject('testDatabaseUrl');
  if (url !== '') return externalServer(url);
  const use = await joinServer(inject('testServerFolder'), 'tests', {
    durable: false,
    keepRunning: true,
  });
  await createRoles(use.connection);
  const shared = { host: use.place.sockets, port: SOCKET_NAME_PORT, options: '-c TimeZone=UTC' };
  return {
    admin: use.connection,
    configFor: (database, role) => ({
      ...shared,
      database,
      user: role === 'owner' ? OWNER_ROLE : APP_ROLE,
    }),
    ownerClause: ` owner ${OWNER_ROLE}`,
    leave: use.leave,
  };
}

async function externalServer(url: string): Promise<Server> {
  const use = await joinExternal(url, 'tests');
  const notices = await prepareExternalRoles(use.connection);
  return {
    admin: use.connection,
    configFor: (database, role) => {
      const target = new URL(url);
      target.pathname = `/${database}`;
      const appRole = role === 'app' && notices.length === 0 ? APP_ROLE : undefined;
      return externalConfig(target.href, 'tests', appRole);
    },
    ownerClause: '',
    leave: use.leave,
  };
}

/** Builds the template once for each state of the migrations; whoever comes second waits for it. */
async function migratedTemplate(): Promise<string> {
  const server = await joinTestServer();
  const template = `hale_template_${schemaDigest()}`;
  try {
    await server.admin.query('select pg_advisory_lock(7241, 5)');
    const { rows } = await server.admin.query('select from pg_database where datname = $1', [
      template,
    ]);
    if (rows.length === 0) await buildTemplate(server, template);
    return template;
  } finally {
    await server.leave();
  }
}

async function buildTemplate(server: Server, template: string): Promise<void> {
  const half = `${template}_new`;
  await create(server, half, 'template0');
  const owner = connect(server.configFor(half, 'owner'));
  try {
    await migrate(owner, migrations);
  } finally {
    await owner.destroy();
  }
  await server.admin.query(
    `alter database ${pg.escapeIdentifier(half)} rename to ${pg.escapeIdentifier(template)}`,
  );
}

const schemaDigest = (): string => {
  const hash = createHash('sha256').update(readFileSync(new URL('migrate.ts', import.meta.url)));
  for (const { name } of migrations) {
    hash.update(readFileSync(new URL(`migrations/${name}.ts`, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 16);
};

async function create(server: Server, name: string, template: string): Promise<void> {
  await drop(server, name);
  await server.admin.query(
    `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}${server.ownerClause}`,
  );
}

const drop = (server: Server, name: string) =>
  server.admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);

async function clone(template: string): Promise<TestDatabase> {
  const server = await joinTestServer();
  const name = `hale_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await create(server, name, template);
  const owner = server.configFor(name, 'owner');
  const app = server.configFor(name, 'app');
  const db = connect(app);
  const ownerDb = connect(owner);
  const close = async () => {
    await db.destroy();
    await ownerDb.destroy();
    await drop(server, name);
    await server.leave();
  };
  return { db, ownerDb, app, owner, close, [Symbol.asyncDispose]: close };
}
