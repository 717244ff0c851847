import { randomInt } from 'node:crypto';
import { run } from '../setup/run.mjs';
import { root } from '../setup/setup.mjs';

// `npm run fuzz [RUNS [SEED]]`: the properties of AWS files, 10,000 generated files each unless told otherwise, from a
// seed that is printed first, so that a failure can be had again.
const [runs = '10000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
if (!/^[1-9]\d{0,6}$/.test(runs) || !/^\d{1,10}$/.test(seed)) {
  process.stderr.write(
    'usage: npm run fuzz [RUNS [SEED]], both whole numbers, at most 9999999 runs\n',
  );
  process.exit(2);
}
process.stdout.write(`${runs} files a property, seed ${seed}\n`);

const { ok } = run(
  'node_modules/.bin/vitest',
  ['run', '-c', 'build/vitest.config.ts', 'test/app/profiles'],
  { cwd: root, env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed } },
);
process.exit(ok ? 0 : 1);
