import { spawnSync } from 'node:child_process';

/**
 * Runs a program to its end. Output goes to the terminal unless `quiet`.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] `timeout` in ms
 * @returns {{ ok: boolean, out: string, why: string }}
 */
export const run = (program, args, options = {}) => {
  const { quiet = false, ...rest } = options;
  const done = spawnSync(program, args, {
    ...rest,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  const out = done.stdout ?? '';
  const errors = (done.stderr ?? '').trim().split('\n').at(-1) ?? '';
  const why = done.error?.message ?? (errors || `exit ${done.status ?? done.signal ?? 'unknown'}`);
  return { ok: done.status === 0, out, why };
};

/**
 * How to call npm: under `npm run` by npm's own script, so that Windows needs no shell.
 * @returns {{ program: string, args: string[] }}
 */
export const npm = () => {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js')
    ? { program: process.execPath, args: [script] }
    : { program: 'npm', args: [] };
};
