import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import type { Journal } from '../../../app/ports.ts';
import type { Requester } from '../../../app/session/requests.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../storage/atomic-file.ts';
import { errorDetail } from '../../storage/file-error.ts';
import type { Call, Reply } from './call.ts';
import { decodeCall, encodeReply, MOST_BYTES } from './wire.ts';

export type AgentServer = { readonly stop: () => Promise<void> };

/** The body of a request; null when it is longer than anything the script sends. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MOST_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

/** The name of the program that ran the command, where the system tells it; it is for a person's eye only. */
const programOf = async (parent: number | null): Promise<string> => {
  if (parent === null || process.platform !== 'linux') return 'a program';
  try {
    return (await readFile(`/proc/${parent}/comm`, 'utf8')).trim() || 'a program';
  } catch {
    return 'a program';
  }
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
}): AgentServer => {
  const { socket, journal } = deps;

  const run = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const body = await bodyOf(request);
    const facts = body === null ? null : decodeCall(body);
    if (facts === null) return void response.writeHead(400).end();
    const { parent, ...call } = facts;
    const by: Requester = { program: await programOf(parent), pid: parent };
    const reply = await deps.answer({ ...call, by, gone: gone.signal });
    if (!gone.signal.aborted) response.end(encodeReply(reply));
  };

  const hold = (request: IncomingMessage, response: ServerResponse): void => {
    let text = '';
    let release: (() => void) | null = null;
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      if (release !== null) return;
      text += chunk;
      const end = text.indexOf('\n');
      if (end !== -1) release = deps.hold(text.slice(0, end));
      else if (text.length > 256) request.destroy();
    });
    request.on('close', () => {
      release?.();
      response.end();
    });
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'POST' && request.url === '/run')
      return void run(request, response).catch(() => response.destroy());
    if (request.method === 'POST' && request.url === '/hold') return hold(request, response);
    response.writeHead(request.url === '/' ? 200 : 404).end();
  };

  const server = createServer({ requestTimeout: 0, headersTimeout: 10_000 }, handle);
  // A program may hold a line open for hours, and a person may take minutes.
  server.timeout = 0;
  server.on('error', (error) =>
    journal.write({ kind: 'agent-unavailable', facts: { socket, detail: errorDetail(error) } }),
  );
  try {
    mkdirSync(dirname(socket), { recursive: true, mode: PRIVATE_FOLDER });
    chmodSync(dirname(socket), PRIVATE_FOLDER);
    rmSync(socket, { force: true });
    server.listen(socket, () => {
      chmodSync(socket, PRIVATE_FILE);
      journal.write({ kind: 'agent-listens', facts: { socket } });
    });
  } catch (error) {
    journal.write({ kind: 'agent-unavailable', facts: { socket, detail: errorDetail(error) } });
  }
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
