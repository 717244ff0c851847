import { join } from 'node:path';
import type { Platform } from '../../../app/model.ts';
import type { Journal } from '../../../app/ports.ts';
import type { Call, Reply } from './call.ts';
import { batchText, commandText, placeCommand } from './command-file.ts';
import { createLoopbackAgent } from './loopback.ts';
import { socketPath } from './place.ts';
import { createAgentServer, type AgentServer } from './server.ts';

/**
 * Opens the agent as this system lets a script reach it, and puts the `fobwatch` command that goes with it in its place.
 * Returns the end of it.
 */
export const openAgent = (deps: {
  readonly platform: Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number | null;
  /** The app's own folder. */
  readonly data: string;
  /** Where the command belongs. */
  readonly helper: string;
  readonly name: string;
  readonly launch: readonly string[];
  readonly answer: (call: Call) => Promise<Reply>;
  readonly hold: (name: string) => () => void;
  readonly journal: Journal;
}): AgentServer => {
  const { platform, data, helper: path, launch, answer, hold, journal } = deps;
  if (platform === 'win32') {
    const place = join(data, 'agent.curl');
    void placeCommand({ path, text: batchText(place), journal });
    return createLoopbackAgent({ place, answer, journal });
  }
  const socket = socketPath(deps);
  void placeCommand({ path, text: commandText(socket, launch), journal });
  return createAgentServer({ socket, answer, hold, journal });
};
