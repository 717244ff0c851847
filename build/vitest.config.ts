import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit and integration tests; the end-to-end suite has a runner of its own (Playwright). */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**'],
    setupFiles: ['build/test/property-seed.ts'],
    environment: 'node',
    // On two cores its own choice is one: half of the machine would wait.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    passWithNoTests: false,
    allowOnly: false,
    // A limit is there to end what hangs. How long a test takes says nothing: machines are slow, and busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
