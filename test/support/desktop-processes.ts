import { spawn } from 'node:child_process';
import { openSync, closeSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { until } from './until.ts';

/** The environment variable all processes of one desktop carry, so that stop finds every one. */
const MARKER = 'FOBWATCH_TEST_DESKTOP';

export type RunningProcess = {
  readonly pid: number;
  /** What the process wrote to its file descriptor 3, if it was given one. */
  readonly extra: Readable | undefined;
  readonly logFile: string;
  /** What it wrote to stdout and stderr so far. */
  output(): string;
  /** Writes to its stdin, if that was left open. */
  say(text: string): void;
  /** Resolves when it has ended, by itself or stopped. */
  ended(): Promise<void>;
  /** Ends the process and its group, and waits until it is gone. */
  stop(): Promise<void>;
};

export type Processes = {
  readonly env: Readonly<Record<string, string>>;
  /** Starts a program that stays, in a process group of its own, its output in a log file. */
  start(
    name: string,
    command: readonly string[],
    options?: {
      readonly env?: Record<string, string>;
      /** The whole of its stdin. */
      readonly input?: string;
      readonly extra?: true;
      /** Its stdin stays open, for `say`. */
      readonly spoken?: true;
    },
  ): RunningProcess;
  /** Runs a tool to its end. Rejects when it fails, with what it said. */
  run(
    command: readonly string[],
    options?: { readonly env?: Record<string, string>; readonly input?: string },
  ): Promise<string>;
  /** The command lines of all that runs on this desktop now, whoever started it; other desktops have their own. */
  all(): readonly string[];
  /** Ends everything started here and whatever those started in turn. */
  stop(): Promise<void>;
  /** The same without asking or waiting, for a process that ends; tells whether anything was left. */
  kill(): boolean;
};

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

const signal = (pid: number, name: 'SIGTERM' | 'SIGKILL'): void => {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already: that is what was wanted.
  }
};

const factOf = (pid: string | number, fact: 'environ' | 'cmdline'): string => {
  try {
    return readFileSync(`/proc/${pid}/${fact}`, 'utf8');
  } catch {
    // Ended in the meantime, or another user's.
    return '';
  }
};

const hasOpen = (pid: string, folder: string): boolean => {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(folder + sep);
      } catch {
        // Closed in the meantime.
        return false;
      }
    });
  } catch {
    return false;
  }
};

/**
 * The processes of one desktop that run now: by the mark in their environment, or by a file of its home that they have
 * open, since Electron writes its title over its environment.
 */
const runningOn = (mark: string, home: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter(
      (pid) =>
        factOf(pid, 'environ').split('\0').includes(`${MARKER}=${mark}`) || hasOpen(pid, home),
    )
    .map(Number);

/** Starts and ends the processes of one desktop. `mark` is unique; `logs` an existing folder; HOME is the desktop's own. */
export const createProcesses = (
  mark: string,
  logs: string,
  environment: Readonly<Record<string, string>> & { readonly HOME: string },
): Processes => {
  const env = { ...environment, [MARKER]: mark };
  const running: RunningProcess[] = [];
  const alive = (): number[] => runningOn(mark, environment.HOME);
  const kill = (): boolean => {
    const left = alive();
    for (const pid of left) signal(pid, 'SIGKILL');
    return left.length > 0;
  };

  const start: Processes['start'] = (name, command, options = {}) => {
    const logFile = join(logs, `${name}.log`);
    const log = openSync(logFile, 'a');
    // Should this process be killed, the kernel ends the child as well.
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], {
      env: { ...env, ...options.env },
      detached: true,
      stdio: [
        options.input === undefined && options.spoken === undefined ? 'ignore' : 'pipe',
        log,
        log,
        options.extra ? 'pipe' : 'ignore',
      ],
    });
    closeSync(log);
    // Without a listener a failed spawn would be an uncaught exception; the pid tells it below.
    child.on('error', () => undefined);
    if (options.spoken === undefined) child.stdin?.end(options.input);
    // Whoever is spoken to may have ended.
    else child.stdin?.on('error', () => undefined);
    const { pid } = child;
    if (pid === undefined) throw new Error(`${name} did not start: ${command.join(' ')}`);
    const ended = () => child.exitCode !== null || child.signalCode !== null;
    const extra = child.stdio[3];
    const started: RunningProcess = {
      pid,
      logFile,
      output: () => readFileSync(logFile, 'utf8'),
      say: (text) => void child.stdin?.write(text),
      ended: async () => {
        await until(`${name} to end`, ended);
      },
      extra: extra && 'read' in extra ? extra : undefined,
      stop: async () => {
        signal(-pid, 'SIGTERM');
        await until(`${name} to end`, ended, { timeout: 3000 }).catch(() =>
          signal(-pid, 'SIGKILL'),
        );
        await until(`${name} to be gone`, () => ended() && isGone(pid));
        signal(-pid, 'SIGKILL');
      },
    };
    running.push(started);
    return started;
  };

  const run: Processes['run'] = (command, options = {}) =>
    new Promise((resolve, reject) => {
      const [program = '', ...args] = command;
      const child = spawn(program, args, {
        env: { ...env, ...options.env },
        stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
      const out: Buffer[] = [];
      const errors: Buffer[] = [];
      child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
      // A tool may end without reading what it was given.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(options.input);
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
        else
          reject(
            new Error(`${program} exit ${code}: ${Buffer.concat(errors).toString('utf8').trim()}`),
          );
      });
    });

  return {
    env,
    start,
    run,
    all: () => alive().map((pid) => factOf(pid, 'cmdline').split('\0').join(' ').trim()),
    stop: async () => {
      for (const one of running.toReversed()) {
        // In reverse order: what depends on the bus and the display goes first.
        // oxlint-disable-next-line no-await-in-loop
        if (!isGone(one.pid)) await one.stop();
      }
      // What those left behind: services started by the bus, an app a test did not close.
      await until('the desktop to be gone', () => !kill());
    },
    kill,
  };
};
