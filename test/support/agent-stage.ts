import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent } from '../../main/serve/agent/agent.ts';
import { commandText } from '../../main/serve/agent/command-file.ts';
import { unreadyWords } from '../../app/view/words/serving.ts';
import { createContainerEndpoints } from '../../main/serve/container.ts';
import { createHolds } from '../../main/serve/agent/holds.ts';
import { createAgentServer } from '../../main/serve/agent/server.ts';
import { startModel, type Model } from './model-engine.ts';
import { runProgram, type Ran, type RunOptions } from './run-program.ts';
import { until } from './until.ts';

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

export const startAgentStage = async (
  options: Parameters<typeof startModel>[0] = {},
): Promise<AgentStage> => {
  const folder = mkdtempSync(join(tmpdir(), 'fobwatch-agent-'));
  const model = await startModel({
    ...options,
    ports: (ports) => ({
      ...(options.ports?.(ports) ?? ports),
      containerEndpoints: createContainerEndpoints({
        words: (unready) => unreadyWords(unready, 0),
      }),
    }),
  });
  const socket = join(folder, 'run', 'agent.sock');
  const holds = createHolds();
  const server = createAgentServer({
    socket,
    answer: createAgent(
      {
        engine: model.engine,
        ledger: {
          write: (entry) => void model.ledger.push(entry),
          read: async (most) => ({ ok: true, value: model.ledger.slice(-most) }),
        },
        version: '1.2.3',
        released: '2026-11-24',
        journalPath: join(folder, 'journal.log'),
      },
      holds,
    ),
    hold: holds.take,
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
