import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../setup/run.mjs';
import { root } from '../setup/setup.mjs';

// `npm run fuzz [RUNS [SEED]]`: every property from a seed that is printed first, so that a failure can be had again;
// those of AWS files with 10,000 generated files each unless told otherwise.
const [runs = '10000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
if (!/^[1-9]\d{0,6}$/.test(runs) || !/^\d{1,10}$/.test(seed)) {
  process.stderr.write(
    'usage: npm run fuzz [RUNS [SEED]], both whole numbers, at most 9999999 runs\n',
  );
  process.exit(2);
}
process.stdout.write(`${runs} files a property, seed ${seed}\n`);

/** Files of tests that hold a property. */
const properties = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.test\.tsx?$/.test(path))
  .map((path) => join('test', path))
  .filter((path) => readFileSync(join(root, path), 'utf8').includes("from 'fast-check'"));

const { ok } = run(
  'node_modules/.bin/vitest',
  ['run', '-c', 'build/vitest.config.ts', ...properties],
  { cwd: root, env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed } },
);
process.exit(ok ? 0 : 1);
