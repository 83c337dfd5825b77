// `npm start`: installs and builds what is missing, then serves.
import { ensureInstalled, runHale } from './runtime.mjs';
import { buildScreens, screensAreBuilt } from './screens.mjs';

const startedAt = Date.now();
const tell = (line) => console.log(line);
const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;

try {
  if (ensureInstalled(!screensAreBuilt(), tell)) tell(`Installed (${seconds()}).`);
  if (buildScreens(tell)) tell(`Built (${seconds()}).`);
  const end = await runHale(['serve', ...process.argv.slice(2)]);
  end();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
