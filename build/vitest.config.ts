import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const DESKTOP = [
  'test/main/*.test.ts',
  'test/main/desktop/*.test.ts',
  'test/main/storage/keychain.test.ts',
];

/** Unit and integration tests; the end-to-end suite has a runner of its own (Playwright). */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    setupFiles: ['build/test/property-seed.ts', 'build/test/every-language.ts'],
    environment: 'node',
    // One more than cores: much of what is tested waits for other processes.
    maxWorkers: availableParallelism() + 1,
    passWithNoTests: false,
    allowOnly: false,
    // A limit is there to end what hangs. How long a test takes says nothing: machines are slow, and busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // A worker that loads the program once needs a third less time than one for each file; and what a test leaves behind
    // in it would be a defect. What speaks to the desktop, of which a process has one, has a process for each file.
    projects: [
      {
        extends: true,
        test: {
          name: 'program',
          include: ['test/{app,renderer,house,local-aws,main}/**/*.test.{ts,tsx}'],
          exclude: DESKTOP,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'desktop', include: DESKTOP, isolate: true } },
    ],
  },
});
