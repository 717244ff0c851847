import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * End-to-end tests on real desktops, each with a home of its own. Retries would hide what a person would meet once in a
 * while, so there are none.
 */
export default defineConfig({
  testDir: at('../test/e2e'),
  testMatch: '**/*.spec.ts',
  outputDir: at('../dist/test/e2e'),
  workers: 4,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // Limits end what hangs; how long something takes on a busy machine says nothing.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: at('../dist/test/e2e.json') }]],
});
