import { createServer } from 'node:net';
import { startHale, toEnd } from './program.ts';

const REQUESTS = 1_000;
const START_SECONDS = 600;
const queries = [
  'sort=health&order=asc&limit=50',
  'sort=health&order=desc&segment=smb&limit=50',
  'band=at_risk&sort=name&limit=50',
  'band=healthy,attention&sort=delta_30_days&limit=50',
  'csm=csm7@hale.example&sort=health&limit=50',
  'q=customer%2012&sort=name&limit=50',
] as const;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });

async function untilReady(address: string, ended: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < START_SECONDS * 5; attempt += 1) {
    if (ended.aborted) throw new Error('hale serve has ended.');
    const answer = await fetch(`${address}/api/v1/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('hale serve did not answer.');
}

/**
 * Milliseconds of at least 1,000 lists of 50 accounts through HTTP, one after the other, all asked while an import of
 * `folder` runs in its own process (begun again where it ends too soon).
 */
export async function listDuringImport(dataDir: string, folder: string): Promise<number[]> {
  const port = await freePort();
  const server = startHale(['serve'], dataDir, { PORT: String(port) });
  const ended = new AbortController();
  const served = toEnd(server, 'hale serve').finally(() => ended.abort());
  served.catch(() => {}); // heard below, where the server is waited for
  const milliseconds: number[] = [];
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address, ended.signal);
    while (milliseconds.length < REQUESTS)
      await askDuringImport(address, dataDir, folder, milliseconds);
  } catch (error) {
    // Why the server ended says more than that it does not answer.
    if (ended.signal.aborted) await served;
    throw error;
  } finally {
    server.kill('SIGTERM');
    await served.catch(() => null);
  }
  return milliseconds;
}

async function askDuringImport(
  address: string,
  dataDir: string,
  folder: string,
  milliseconds: number[],
): Promise<void> {
  const child = startHale(['import', folder, '--json', '--no-readings'], dataDir);
  let running = true;
  const importing = toEnd(child, 'hale import').finally(() => {
    running = false;
  });
  importing.catch(() => {}); // heard below, unless a request fails first
  try {
    while (running) milliseconds.push(await ask(address, milliseconds.length));
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  await importing;
}

async function ask(address: string, number: number): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${address}/api/v1/accounts?${queries[number % queries.length]}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`The list answered ${answer.status} (${answer.url}).`);
  return performance.now() - started;
}
