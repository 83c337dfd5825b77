import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import type pg from 'pg';

/** Connections to PostgreSQL that all break at a chosen statement, as those of a process that is killed there. */
export interface Cutting extends AsyncDisposable {
  /** Connects through it. */
  config: pg.PoolConfig;
  /** Statements that were sent since the last `cutAt`. */
  sent(): number;
  /**
   * From here on counts statements; the one of that number breaks every connection, before PostgreSQL has it or just
   * after, and there are no others until the next call. Infinity is never.
   */
  cutAt(number: number, when: 'before' | 'after'): void;
}

const QUERY = 'Q'.charCodeAt(0);
const PARSE = 'P'.charCodeAt(0);
const COPY_DONE = 'c'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const statements = new Set([QUERY, PARSE, COPY_DONE]);

export async function cutting(target: pg.PoolConfig): Promise<Cutting> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutsAt = Number.POSITIVE_INFINITY;
  let cutsWhen: 'before' | 'after' = 'before';
  let isCut = false;
  /** A parsed statement runs when the messages up to this one are there. */
  let waitsForSync = false;

  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  /** What becomes of a message: PostgreSQL gets it, gets it as the last, or does not get it. */
  const fateOf = (kind: number): 'on' | 'last' | 'lost' => {
    if (isCut) return 'lost';
    if (waitsForSync) return kind === SYNC ? 'last' : 'on';
    if (!statements.has(kind)) return 'on';
    sent += 1;
    if (sent < cutsAt) return 'on';
    if (cutsWhen === 'before') return 'lost';
    waitsForSync = kind === PARSE;
    return waitsForSync ? 'on' : 'last';
  };

  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const database = dial(addressOf(target));
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        database.end();
      });
    }
    database.pipe(client);
    const split = messages();
    client.on('data', (bytes: Buffer) => {
      for (const { kind, message } of split(bytes)) {
        const fate = fateOf(kind);
        if (fate === 'on') database.write(message);
        else if (fate === 'last') database.write(message, cut);
        else cut();
        if (fate !== 'on') return;
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    config: { ...target, host: '127.0.0.1', port },
    sent: () => sent,
    cutAt(number, when) {
      [sent, cutsAt, cutsWhen, isCut, waitsForSync] = [0, number, when, false, false];
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

const addressOf = ({ host = '127.0.0.1', port = 5432 }: pg.PoolConfig) =>
  host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port: Number(port) };

interface Message {
  /** 0 for the first of a connection, which has no kind. */
  kind: number;
  message: Buffer;
}

/** Splits what a client sends into messages of the protocol, however it comes in. */
function messages(): (bytes: Buffer) => Generator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  let headLength = 0;
  return function* split(bytes) {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= headLength + 4) {
      const length = headLength + rest.readInt32BE(headLength);
      if (rest.length < length) return;
      yield { kind: headLength === 0 ? 0 : (rest[0] ?? 0), message: rest.subarray(0, length) };
      rest = rest.subarray(length);
      headLength = 1;
    }
  };
}
