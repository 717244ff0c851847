import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 * @typedef {'check' | 'vitest' | 'playwright'} ReportKind
 */

/** The suites of `npm test` in their order, and whose JSON report tells how each went. */
export const suites = /** @type {const} */ ([
  { name: 'types', report: 'check' },
  { name: 'lint', report: 'check' },
  { name: 'format', report: 'check' },
  { name: 'unit', report: 'vitest' },
  { name: 'e2e', report: 'playwright' },
]);

/** @param {unknown} value */
const count = (value) => (typeof value === 'number' ? value : 0);

/** @type {Record<ReportKind, (report: any) => Totals>} */
const readers = {
  check: (report) => ({ passed: count(report?.passed), failed: count(report?.failed), skipped: 0 }),
  vitest: (report) => {
    /** @type {{ status?: string, assertionResults?: unknown[] }[]} */
    const files = report?.testResults ?? [];
    // A file that cannot be loaded reports no test of its own.
    const broken = files.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults?.length,
    ).length;
    const failed = count(report?.numFailedTests) + broken;
    return {
      passed: count(report?.numPassedTests),
      failed: failed === 0 && report?.success === false ? 1 : failed,
      skipped: count(report?.numPendingTests) + count(report?.numTodoTests),
    };
  },
  playwright: (report) => {
    const stats = report?.stats;
    // Errors outside tests: a file that cannot be loaded, a worker that died.
    const broken = Array.isArray(report?.errors) ? report.errors.length : 0;
    return {
      passed: count(stats?.expected),
      failed: count(stats?.unexpected) + count(stats?.flaky) + broken,
      skipped: count(stats?.skipped),
    };
  },
};

/**
 * Reads the totals from one runner's own report. What is no report, holds no test, or says that the
 * run as a whole failed although each test passed, counts as one failure.
 * @param {ReportKind} kind
 * @param {any} report
 * @returns {Totals}
 */
export const totalsOf = (kind, report) => {
  const totals = readers[kind](report);
  const ran = totals.passed + totals.failed > 0;
  return ran ? totals : { ...totals, failed: 1 };
};

/**
 * The totals of a suite from its report in `folder`.
 * @param {string} folder
 * @param {{ name: string, report: ReportKind }} suite
 */
export const suiteTotals = (folder, { name, report }) => {
  const file = join(folder, `${name}.json`);
  try {
    return totalsOf(report, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
  } catch {
    return totalsOf(report, undefined);
  }
};

/**
 * The names of what failed, by the runner's own report, each with the first lines of why.
 * @param {string} folder
 * @param {{ name: string, report: ReportKind }} suite
 * @returns {string[]}
 */
export const failedIn = (folder, { name, report }) => {
  const file = join(folder, `${name}.json`);
  if (report === 'check' || !existsSync(file)) return [];
  const read = JSON.parse(readFileSync(file, 'utf8'));
  return report === 'vitest' ? failedUnits(read) : failedSpecs(read.suites ?? []);
};

/** @param {string | undefined} text */
const firstLines = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .slice(0, 8)
    .join('\n    ');

/** @param {any} read */
const failedUnits = (read) =>
  (read.testResults ?? []).flatMap((/** @type {any} */ file) => [
    ...(file.status === 'failed' && !file.assertionResults?.length
      ? [`${file.name}\n    ${firstLines(file.message)}`]
      : []),
    ...(file.assertionResults ?? [])
      .filter((/** @type {any} */ one) => one.status === 'failed')
      .map(
        (/** @type {any} */ one) =>
          `${file.name} > ${one.fullName}\n    ${firstLines(one.failureMessages?.[0])}`,
      ),
  ]);

/**
 * @param {any[]} all
 * @returns {string[]}
 */
const failedSpecs = (all) =>
  all.flatMap((suite) => [
    ...failedSpecs(suite.suites ?? []),
    ...(suite.specs ?? [])
      .filter((/** @type {any} */ spec) => !spec.ok)
      .map(
        (/** @type {any} */ spec) =>
          `${spec.file} > ${spec.title}\n    ${firstLines(spec.tests?.[0]?.results?.[0]?.error?.message)}`,
      ),
  ]);

/**
 * Adds up. A skipped test counts as failed: nothing is skipped here.
 * @param {readonly Totals[]} all
 * @returns {{ passed: number, failed: number }}
 */
export const sum = (all) =>
  all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed + skipped,
    }),
    { passed: 0, failed: 0 },
  );
