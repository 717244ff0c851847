import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Journal } from '../../../app/ports.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../storage/atomic-file.ts';
import { errorCode } from '../../storage/file-error.ts';
import { createAskingServer, type Limits, type Manner } from './asking.ts';
import type { Call, Reply } from './call.ts';
import { decodeCall, encodeReply } from './wire.ts';

export type AgentServer = { readonly stop: () => Promise<void> };

/** Everybody who reaches the socket is let in: that is its owner alone. */
const bySocket: Manner = {
  admits: () => true,
  decode: decodeCall,
  say: (response, reply) => void response.end(encodeReply(reply)),
};

/** Makes a folder that is this user's alone; says what is wrong with one that cannot be, null: nothing. */
const ownFolder = (folder: string): string | null => {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  // Not through a link: what it points to may be anybody's, and another thing a moment later.
  const found = lstatSync(folder);
  if (!found.isDirectory()) return 'not a folder';
  if (process.getuid !== undefined && found.uid !== process.getuid()) return 'of another user';
  chmodSync(folder, PRIVATE_FOLDER);
  return null;
};

/**
 * HTTP on a Unix socket that only its owner reaches (0600, in a folder of 0700): other users, browsers and the network
 * cannot. A socket left behind by a crash is replaced; whether another Fobwatch runs is the single instance lock's
 * matter. What cannot be listened on is noted in the journal, and the app works on without its command.
 */
export const createAgentServer = (deps: {
  readonly socket: string;
  readonly answer: (call: Call) => Promise<Reply>;
  /** A line that is held open: called with its name; what it returns is called when the line ends. */
  readonly hold: (name: string) => () => void;
  readonly journal: Journal;
  readonly limits?: Limits;
}): AgentServer => {
  const { socket, journal, ...asking } = deps;
  const unavailable = (detail: string): void =>
    journal.write({ kind: 'agent-unavailable', facts: { socket, detail } });
  const { server, stop } = createAskingServer({ ...asking, manner: bySocket });
  server.on('error', (error) => unavailable(errorCode(error)));
  try {
    const wrong = ownFolder(dirname(socket));
    if (wrong !== null) {
      unavailable(wrong);
      return { stop };
    }
    rmSync(socket, { force: true });
    server.listen({ path: socket, backlog: 4096 }, () => {
      try {
        chmodSync(socket, PRIVATE_FILE);
        journal.write({ kind: 'agent-listens', facts: { socket } });
      } catch (error) {
        unavailable(errorCode(error));
      }
    });
  } catch (error) {
    unavailable(errorCode(error));
  }
  return { stop };
};
