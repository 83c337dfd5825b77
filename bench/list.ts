import { startHale, toEnd } from './program.ts';
import { ask, whileServed } from './served.ts';

const REQUESTS = 1_000;
const queries = [
  'sort=health&order=asc&limit=50',
  'sort=health&order=desc&segment=smb&limit=50',
  'band=at_risk&sort=name&limit=50',
  'band=healthy,attention&sort=delta_30_days&limit=50',
  'csm=csm7@hale.example&sort=health&limit=50',
  'q=customer%2012&sort=name&limit=50',
] as const;

const pathOf = (number: number) => `/api/v1/accounts?${queries[number % queries.length]}`;

/**
 * Milliseconds of at least 1,000 lists of 50 accounts through HTTP, one after the other, all asked while an import of
 * `folder` runs in its own process (begun again where it ends too soon).
 */
export const listDuringImport = (dataDir: string, folder: string): Promise<number[]> =>
  whileServed(dataDir, async (address) => {
    const milliseconds: number[] = [];
    while (milliseconds.length < REQUESTS)
      await askDuringImport(address, dataDir, folder, milliseconds);
    return milliseconds;
  });

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
    while (running) milliseconds.push(await ask(address, pathOf(milliseconds.length)));
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  await importing;
}
