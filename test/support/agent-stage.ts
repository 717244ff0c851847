import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent } from '../../main/serve/agent/agent.ts';
import { commandText } from '../../main/serve/agent/command-file.ts';
import { createAgentServer } from '../../main/serve/agent/server.ts';
import { startModel, type Model } from './model-engine.ts';
import { until } from './until.ts';

export type Ran = { readonly out: string; readonly err: string; readonly code: number | null };

export type RunOptions = {
  readonly cwd?: string;
  readonly input?: string;
  /** Typed as soon as the output asks for it, in place of `input`. */
  readonly typed?: { readonly asked: string; readonly answer: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** The real script and the real agent over a real socket, in front of an engine on model ports. */
export type AgentStage = {
  readonly model: Model;
  readonly folder: string;
  readonly command: string;
  /** Runs `fobwatch` with these words, under a shell (default `sh`). */
  run(words: readonly string[], options?: RunOptions & { readonly shell?: string }): Promise<Ran>;
  /** Resolves as soon as so many requests wait in the engine. */
  waiting(count: number): Promise<void>;
  stop(): Promise<void>;
};

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

export const startAgentStage = async (
  options: Parameters<typeof startModel>[0] = {},
): Promise<AgentStage> => {
  const folder = mkdtempSync(join(tmpdir(), 'fobwatch-agent-'));
  const model = await startModel(options);
  const socket = join(folder, 'run', 'agent.sock');
  const server = createAgentServer({
    socket,
    answer: createAgent({
      engine: model.engine,
      ledger: {
        write: (entry) => void model.ledger.push(entry),
        read: async (most) => ({ ok: true, value: model.ledger.slice(-most) }),
      },
      version: '1.2.3',
      released: '2026-11-24',
      journalPath: join(folder, 'journal.log'),
    }),
    hold: () => () => undefined,
    journal: { write: () => undefined },
  });
  const command = join(folder, 'bin', 'fobwatch');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(command, commandText(socket, ['/bin/false']));
  chmodSync(command, 0o700);
  return {
    model,
    folder,
    command,
    run: (words, { shell = 'sh', ...rest } = {}) =>
      runProgram(shell, [command, ...words], { cwd: folder, ...rest }),
    waiting: async (count) => {
      await until(
        `${count} requests to wait`,
        () => model.engine.state().requests.size === count || undefined,
      );
    },
    stop: async () => {
      await server.stop();
      await model.engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
