// `npm run check`: everything a change must pass, one after another; all run, also behind a failure.
import { runStaticChecks, runVitest } from './checks.mjs';
import { ensureInstalled } from './runtime.mjs';

ensureInstalled(true);
const checks = runStaticChecks();
for (const [name, args] of [
  ['import table, SQL and regular expressions', ['tests/architecture']],
  ['tests', ['--exclude', 'tests/architecture*.test.ts']],
]) {
  const { passed, failed, skipped } = runVitest(args);
  checks.push({
    name: `${name} (${passed} passed, ${failed} failed, ${skipped.length} skipped)`,
    passed: failed === 0,
  });
}

console.log('');
for (const { name, passed } of checks) console.log(`${passed ? '✓' : '✗'} ${name}`);
process.exit(checks.every(({ passed }) => passed) ? 0 : 1);
