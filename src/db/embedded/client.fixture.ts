import { openDatabase } from '../open-database.ts';

/** A client process for tests: opens the database of a folder, says so, and leaves at SIGTERM. */
const [folder = '', mode] = process.argv.slice(2);
try {
  const database = await openDatabase({ DATA_DIR: folder }, { name: 'fixture' });
  if (mode === 'serve') await database.claimServing();
  process.once('SIGTERM', () => void database.close());
  console.log('ready');
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
