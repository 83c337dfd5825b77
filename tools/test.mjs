// `npm test`: installs what is missing, then runs every check and test. Its last line counts them.
import { check, runStaticChecks, runVitest } from './checks.mjs';
import { findChromium } from './chromium.mjs';
import { ensureInstalled } from './runtime.mjs';
import { buildScreens } from './screens.mjs';

const tell = (line) => console.log(line);

try {
  ensureInstalled(true, tell);
} catch (error) {
  tell(error.message);
  end({ passed: 0, failed: 1, skipped: [] }, []);
}

let chromium = '';
const checks = [
  ...runStaticChecks(),
  check('build of the screens', () => void buildScreens(tell)),
  check('a Chromium for the browser tests', () => {
    chromium = findChromium(tell);
  }),
];
end(runVitest(process.argv.slice(2), { CHROMIUM: chromium }), checks);

function end({ passed, failed, skipped }, others) {
  for (const { name, reason } of skipped) tell(`skipped: ${name}${reason ? ` (${reason})` : ''}`);
  for (const { name } of others.filter((one) => !one.passed)) tell(`failed: ${name}`);
  const good = others.filter((one) => one.passed).length;
  const bad = others.length - good;
  tell(`${passed + good} passed, ${failed + bad} failed, ${skipped.length} skipped`);
  process.exit(failed + bad === 0 ? 0 : 1);
}
