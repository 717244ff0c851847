import { fileURLToPath } from 'node:url';
import { suites, suiteTotals, sum } from './totals.mjs';

// The last line of .ci/run: what all suites came to, by their runners' own reports. The argument is
// the exit code of `npm test`: a run that broke although no report says so is one failure.
const folder = fileURLToPath(new URL('../../dist/test', import.meta.url));
const total = sum(suites.map((suite) => suiteTotals(folder, suite)));
const broke = total.failed === 0 && process.argv[2] !== '0';
const failed = broke ? 1 : total.failed;
process.stdout.write(`${total.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
