import { spawn } from 'node:child_process';

export type Ran = { readonly out: string; readonly err: string; readonly code: number | null };

export type RunOptions = {
  readonly cwd?: string;
  readonly input?: string;
  /** Typed as soon as the output asks for it, in place of `input`. */
  readonly typed?: { readonly asked: string; readonly answer: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** Runs a program to its end, in a process group of its own. */
export const runProgram = (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      // A process group of its own, so that it can be interrupted as a terminal does: all of it.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    options.signal?.addEventListener('abort', () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      if (
        options.typed !== undefined &&
        out.includes(options.typed.asked) &&
        !child.stdin.writableEnded
      )
        child.stdin.end(options.typed.answer);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ out, err, code }));
    child.stdin.on('error', () => undefined);
    if (options.typed === undefined) child.stdin.end(options.input ?? '');
  });
