import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildApp } from '../build.mjs';
import { packageApp } from '../package.mjs';
import { run } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';
import { root, setUp } from '../setup/setup.mjs';
import { failedIn, suites, suiteTotals, sum } from './totals.mjs';

// `npm test`: set-up, then every suite. `npm test -- e2e [FILE...]` runs one suite, with what follows
// handed to its runner.
const [only, ...rest] = process.argv.slice(2);
const chosen = suites.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
  process.stderr.write(
    `No such suite: ${only}. There are: ${suites.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(1);
}

const electron = await setUp(['electron', 'desktop', 'clients']);
const reports = join(root, 'dist', 'test');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const env = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
  ELECTRON_OVERRIDE_DIST_PATH: electron.dist,
};

/**
 * A tool that only says yes or no: its report is one passed or one failed.
 * @param {string} name
 * @param {string} tool
 * @param {string[]} args
 */
const check = (name, tool, args) => {
  const { ok } = run(tool, args, { cwd: root, env });
  const report = { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  writeFileSync(join(reports, `${name}.json`), JSON.stringify(report));
};

/** @type {Record<(typeof suites)[number]['name'], () => void | Promise<void>>} */
const runSuite = {
  types: () => check('types', 'tsc', ['-b']),
  lint: () => check('lint', 'oxlint', ['-c', 'build/oxlintrc.json', '--deny-warnings']),
  format: () => check('format', 'oxfmt', ['-c', 'build/oxfmtrc.json', '--check']),
  unit: () => {
    const report = [
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=dist/test/unit.json',
    ];
    run('vitest', ['run', '-c', 'build/vitest.config.ts', ...report, ...rest], { cwd: root, env });
  },
  e2e: async () => {
    await buildApp();
    packageApp(electron);
    run('playwright', ['test', '-c', 'build/playwright.config.ts', ...rest], { cwd: root, env });
  },
};

for (const { name } of chosen) {
  say(`\n== ${name}`);
  // One after the other: two cores, and a reader.
  // oxlint-disable-next-line no-await-in-loop
  await Promise.resolve(runSuite[name]()).catch((error) => {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  });
}

say('');
// Once more at the end, where they are still seen when the rest has scrolled away.
for (const suite of chosen) {
  for (const failed of failedIn(reports, suite)) say(`failed: ${suite.name}: ${failed}`);
}
const totals = chosen.map((suite) => ({ name: suite.name, ...suiteTotals(reports, suite) }));
for (const { name, passed, failed, skipped } of totals) {
  say(
    `${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped (not allowed)` : ''}`,
  );
}
process.exitCode = sum(totals).failed === 0 ? 0 : 1;
