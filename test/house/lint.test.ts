import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from './source-files.ts';

// A lint rule that matches no file is silent. So each ban is broken once, in files laid out like the
// house but outside it, with the linter's real settings.

type Case = { readonly file: string; readonly code: string; readonly rule: string };

const refused: readonly Case[] = [
  { file: 'app/a.ts', code: 'export const t = Date.now();', rule: 'no-restricted-globals' },
  { file: 'app/b.ts', code: 'export const t = new Date(0);', rule: 'no-restricted-globals' },
  { file: 'app/c.ts', code: 'setTimeout(() => undefined, 1);', rule: 'no-restricted-globals' },
  { file: 'app/d.ts', code: 'export const r = Math.random();', rule: 'no-restricted-properties' },
  { file: 'app/e.ts', code: 'export const t = globalThis.Date.now();', rule: 'no-restricted-' },
  {
    file: 'app/f.ts',
    code: "import { app } from 'electron'; app.quit();",
    rule: 'no-restricted-imports',
  },
  {
    file: 'app/g.ts',
    code: "import { x } from '../main/x.ts'; x();",
    rule: 'no-restricted-imports',
  },
  { file: 'app/view/h.ts', code: 'export const p = process.pid;', rule: 'no-restricted-globals' },
  {
    file: 'app/view/i.ts',
    code: "import { reveal } from '../secret.ts'; reveal(x);",
    rule: 'no-restricted-imports',
  },
  {
    file: 'app/view/j.ts',
    code: "import { ok } from '../index.ts'; ok(1);",
    rule: 'no-restricted-imports',
  },
  {
    file: 'app/k.ts',
    code: "export { reveal } from './secret.ts';",
    rule: 'no-restricted-imports',
  },
  {
    file: 'main/a.ts',
    code: "import { x } from '../renderer/x.ts'; x();",
    rule: 'no-restricted-imports',
  },
  {
    file: 'main/b.ts',
    code: "import { reveal } from '../app/secret.ts'; reveal(x);",
    rule: 'no-restricted-imports',
  },
  {
    file: 'main/k.ts',
    code: "import { reveal } from '../app/index.ts'; reveal(x);",
    rule: 'no-restricted-imports',
  },
  { file: 'main/c.ts', code: 'console.log(1);', rule: 'no-console' },
  { file: 'main/d.ts', code: 'export default 1;', rule: 'no-default-export' },
  {
    file: 'main/e.ts',
    code: "import { ipcMain } from 'electron'; ipcMain.on('x', () => undefined);",
    rule: 'no-restricted-imports',
  },
  {
    file: 'main/f.ts',
    code: 'export const x = (y: unknown) => y as string;',
    rule: 'consistent-type-assertions',
  },
  { file: 'main/g.ts', code: 'export const x = (y: any) => y;', rule: 'no-explicit-any' },
  {
    file: 'main/h.ts',
    code: 'export const x = (y: string | undefined) => y!.length;',
    rule: 'no-non-null-assertion',
  },
  {
    file: 'main/i.ts',
    code: 'const f = async (): Promise<void> => {}; f();',
    rule: 'no-floating-promises',
  },
  {
    file: 'main/j.ts',
    code: "export const f = (k: 'a' | 'b'): number => { switch (k) { case 'a': return 1; } return 2; };",
    rule: 'switch-exhaustiveness-check',
  },
  {
    file: 'renderer/a.ts',
    code: "import { secret } from '../app/secret.ts'; secret('x');",
    rule: 'no-restricted-imports',
  },
  {
    file: 'renderer/b.ts',
    code: "await fetch('https://example.org');",
    rule: 'no-restricted-globals',
  },
  {
    file: 'renderer/c.ts',
    code: "import { ipcRenderer } from 'electron'; ipcRenderer.send('x');",
    rule: 'no-restricted-imports',
  },
  { file: 'renderer/d.ts', code: "eval('1');", rule: 'no-eval' },
];

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

describe('the linter refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fobwatch-lint-'));
  const found = new Map<string, string[]>();

  beforeAll(() => {
    for (const { file, code } of refused) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
    }
    // Type-aware rules need a project.
    const compilerOptions = {
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [oxlint, '-c', join(root, 'build', 'oxlintrc.json'), '--format=json', '.'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    for (const { code, filename } of report.parse(JSON.parse(stdout)).diagnostics) {
      found.set(filename, [...(found.get(filename) ?? []), code]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(refused)('$file: $code', ({ file, rule }) => {
    expect(found.get(file)?.some((code) => code.includes(rule))).toBe(true);
  });
});
