import { writeFileSync } from 'node:fs';

/** A vitest reporter that writes how many tests passed and failed, and which were skipped and why. */
export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    const skipped = [];
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else
          skipped.push({
            name: `${module.relativeModuleId}: ${test.fullName}`,
            reason: note ?? '',
          });
      }
    }
    const file = process.env.HALE_TEST_REPORT;
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  }
}
