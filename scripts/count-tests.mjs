/**
 * Adds up the JSON reports of jest: `node scripts/count-tests.mjs FILE...` prints `PASSED FAILED SKIPPED`. A report that
 * is missing or cannot be read counts as one failed test, and so does a test file that could not run at all.
 */
import { readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const brokenFiles = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    );
    sum.passed += report.numPassedTests;
    sum.failed += report.numFailedTests + brokenFiles.length;
    sum.skipped += report.numPendingTests + report.numTodoTests;
  } catch {
    sum.failed += 1;
  }
}
console.log(sum.passed, sum.failed, sum.skipped);
