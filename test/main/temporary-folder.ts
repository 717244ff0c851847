import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** Folders for one test each, gone after it. Called once at the top of a test file. */
export const temporaryFolders = (): (() => string) => {
  const made = new Set<string>();
  afterEach(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    made.clear();
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'fob-unit-'));
    made.add(folder);
    return folder;
  };
};
