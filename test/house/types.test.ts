import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from './source-files.ts';

const options = z.object({
  compilerOptions: z.record(z.string(), z.unknown()),
  references: z.array(z.object({ path: z.string() })).optional(),
});

/** The settings of one part as the compiler itself resolves them. */
const settings = (part: string): z.infer<typeof options> => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '--showConfig', '-p', join(root, 'build', `tsconfig.${part}.json`)];
  return options.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
};

describe.each(['app', 'main', 'renderer', 'build', 'test'])('the compiler on %s', (part) => {
  const { compilerOptions } = settings(part);
  test.each(['strict', 'noUncheckedIndexedAccess', 'exactOptionalPropertyTypes'])('%s', (name) => {
    expect(compilerOptions[name]).toBe(true);
  });
});

test('app knows neither Node nor the DOM', () => {
  const { compilerOptions, references } = settings('app');
  expect(compilerOptions['lib']).toEqual(['es2023']);
  expect(compilerOptions['types']).toEqual([]);
  expect(references ?? []).toEqual([]);
});

test.each(['main', 'renderer'])('%s may refer to app only', (part) => {
  const paths = (settings(part).references ?? []).map(({ path }) => path.split('/').at(-1));
  expect(paths).toEqual(['tsconfig.app.json']);
});

test('renderer has the DOM and no Node', () => {
  const { compilerOptions } = settings('renderer');
  expect(compilerOptions['lib']).toContain('dom');
  expect(compilerOptions['types']).not.toContain('node');
});
