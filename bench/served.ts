import { createServer } from 'node:net';
import { startHale, toEnd } from './program.ts';

const START_SECONDS = 600;

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

/** Runs `work` against a `hale serve` of the data folder, and stops it. */
export async function whileServed<T>(
  dataDir: string,
  work: (address: string) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const server = startHale(['serve'], dataDir, { PORT: String(port) });
  const ended = new AbortController();
  const served = toEnd(server, 'hale serve').finally(() => ended.abort());
  served.catch(() => {}); // heard below, where the server is waited for
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address, ended.signal);
    return await work(address);
  } catch (error) {
    // Why the server ended says more than that it does not answer.
    if (ended.signal.aborted) await served;
    throw error;
  } finally {
    server.kill('SIGTERM');
    await served.catch(() => null);
  }
}

/** Milliseconds until a path is answered in full. */
export async function ask(address: string, path: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${address}${path}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}.`);
  return performance.now() - started;
}
