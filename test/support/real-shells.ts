import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shell } from '../../app/export/names.ts';

/** Shells as people run them. The blocks come by stdin or from a file that is theirs alone: no secret in any argument. */
type Way = {
  readonly shell: Shell;
  readonly program: string;
  readonly args: readonly string[];
  /** What is evaluated before the block: options that change how quotes are read. */
  readonly before?: string;
  /** The environment, entries ended by NUL, as the shell's children get it. */
  readonly after: string;
  /** nushell reads no script from stdin, and fish none from the socket that Node makes of it. */
  readonly byFile?: true;
};

const nu = fileURLToPath(
  new URL(
    `../../node_modules/@nushell/${process.platform}-${process.arch}/bin/nu`,
    import.meta.url,
  ),
);

/** `-i`: with everything that a prompt adds, such as history by `!`. */
export const realShells = {
  bash: { shell: 'bash', program: 'bash', args: ['--norc', '-s'], after: 'exec env -0' },
  'bash at a prompt': {
    shell: 'bash',
    program: 'bash',
    args: ['--norc', '--noprofile', '--noediting', '-i'],
    before: 'HISTFILE=',
    after: 'exec env -0',
  },
  dash: { shell: 'sh', program: 'dash', args: ['-s'], after: 'exec env -0' },
  'dash that stops at errors': {
    shell: 'sh',
    program: 'dash',
    args: ['-e', '-u', '-s'],
    after: 'exec env -0',
  },
  zsh: { shell: 'zsh', program: 'zsh', args: ['-f', '-s'], after: 'exec env -0' },
  'zsh at a prompt, with doubled quotes': {
    shell: 'zsh',
    program: 'zsh',
    args: ['-f', '-i', '-s'],
    before: 'setopt rcquotes banghist interactivecomments; unset HISTFILE',
    after: 'exec env -0',
  },
  fish: {
    shell: 'fish',
    program: 'fish',
    args: ['--no-config'],
    after: 'exec env -0',
    byFile: true,
  },
  nushell: {
    shell: 'nushell',
    program: nu,
    args: ['--no-config-file'],
    after: '^env -0',
    byFile: true,
  },
  tcsh: { shell: 'tcsh', program: 'tcsh', args: ['-f', '-s'], after: 'exec env -0' },
  'tcsh at a prompt': {
    shell: 'tcsh',
    program: 'tcsh',
    args: ['-f', '-i'],
    before: 'unset prompt',
    after: 'exec env -0',
  },
  'tcsh with backslashes in quotes': {
    shell: 'tcsh',
    program: 'tcsh',
    args: ['-f', '-s'],
    before: 'set backslash_quote',
    after: 'exec env -0',
  },
} as const satisfies Readonly<Record<string, Way>>;

export type RealShell = keyof typeof realShells;

const execute = (way: Way, script: string, env: Readonly<Record<string, string>>): string => {
  const home = mkdtempSync(join(tmpdir(), 'fobwatch-shell-'));
  try {
    const file = join(home, 'block');
    if (way.byFile) writeFileSync(file, script, { mode: 0o600 });
    return execFileSync(way.program, [...way.args, ...(way.byFile ? [file] : [])], {
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8', ...env },
      ...(way.byFile ? {} : { input: script }),
      stdio: ['pipe', 'pipe', 'ignore'],
    }).toString('utf8');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

/** The AWS variables that a program gets from a shell that evaluated blocks one after the other. */
export const awsVariablesAfter = (
  name: RealShell,
  evaluated: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => {
  const way: Way = realShells[name];
  const before = way.before === undefined ? '' : `${way.before}\n`;
  const printed = execute(way, `${before}${evaluated.join('')}${way.after}\n`, env);
  return Object.fromEntries(
    printed
      .split('\0')
      // What a shell at a prompt prints first stands before the first entry.
      .map((entry) => entry.slice(Math.max(0, entry.search(/AWS_\w+=/))))
      .filter((entry) => entry.startsWith('AWS_'))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
};

/** Runs a script in a fish that keeps its universal variables in this folder, as those of a person are kept. */
export const runFish = (
  home: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
): { readonly out: string; readonly err: string } => {
  const { stdout, stderr } = spawnSync('fish', ['-c', script], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8', ...env },
    encoding: 'utf8',
  });
  return { out: stdout, err: stderr };
};
