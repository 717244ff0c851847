import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Requester } from '../../../app/session/requests.ts';
import { tooManyWords, unreadableCallWords } from '../../../app/view/words/agent.ts';
import { failed, type Call, type Reply } from './call.ts';
import { MOST_BYTES, type Facts } from './wire.ts';

/** Bounds of what others of this user may do to the agent, all at once. */
export type Limits = {
  /** Open connections; past it the oldest that has not asked yet is cut off. */
  readonly connections: number;
  /** Questions that wait for an answer, fewer than connections; past it they are refused with a sentence. */
  readonly asking: number;
  /** How long, ms, one may take from connecting until its question is whole. */
  readonly patience: number;
};

/** The script sends its question in one go: whoever takes longer than a moment is not the script. */
export const LIMITS: Limits = { connections: 512, asking: 384, patience: 10_000 };

/** The name of a line that is held open is short. */
const MOST_LINE_CHARACTERS = 256;

/** A timer that Node would otherwise run to look for slow clients; each connection has one of its own here. */
const NEVER = 2 ** 31 - 1;

/** How questions and answers are said on one kind of line. */
export type Manner = {
  /** Whether one is let in; looked at before anything is read. */
  readonly admits: (request: IncomingMessage) => boolean;
  readonly decode: (body: Buffer) => Facts | null;
  readonly say: (response: ServerResponse, reply: Reply) => void;
};

/** The body of a request; null when it is longer than anything the script sends. What is too long is read to its end all
 * the same: whoever sends it would not hear the answer otherwise. */
const bodyOf = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length <= MOST_BYTES) chunks.push(bytes);
    else chunks.length = 0;
  }
  return length <= MOST_BYTES ? Buffer.concat(chunks) : null;
};

/** The name of the program that ran the command, where the system tells it, else null; for a person's eye only. */
const programOf = async (parent: number | null): Promise<string | null> => {
  if (parent === null || process.platform !== 'linux') return null;
  try {
    const name = await readFile(`/proc/${parent}/comm`, 'utf8');
    // A program names itself: nothing in it may move the cursor or turn the text round.
    return name.replaceAll(/\p{C}/gu, '').trim() || null;
  } catch {
    return null;
  }
};

/**
 * The HTTP server of the `fobwatch` command, before it listens anywhere. One connection asks one thing, in one go.
 * Idle, slow, endless and too many ones cost no more than `limits`, and what is no question gets a short answer.
 */
export const createAskingServer = (deps: {
  readonly manner: Manner;
  readonly answer: (call: Call) => Promise<Reply>;
  /** A line that is held open: called with its name; what it returns is called when the line ends. */
  readonly hold: (name: string) => () => void;
  readonly limits?: Limits;
}): { readonly server: Server; readonly stop: () => Promise<void> } => {
  const { manner, limits = LIMITS } = deps;
  /** Connections that have not asked in full, oldest first, each with its alarm. */
  const fresh = new Map<Socket, NodeJS.Timeout>();
  const open = new Set<Socket>();
  let asking = 0;

  const settle = (socket: Socket): void => {
    clearTimeout(fresh.get(socket));
    fresh.delete(socket);
  };

  const connected = (socket: Socket): void => {
    open.add(socket);
    fresh.set(
      socket,
      setTimeout(() => socket.destroy(), limits.patience),
    );
    socket.on('close', () => {
      open.delete(socket);
      settle(socket);
    });
    if (open.size <= limits.connections) return;
    const [oldest = socket] = fresh.keys();
    oldest.destroy();
    // Its close comes later, and more may connect before.
    open.delete(oldest);
    settle(oldest);
  };

  /** Counts a question that is whole; false: there are too many. */
  const begin = (response: ServerResponse): boolean => {
    if (response.destroyed || asking >= limits.asking) return false;
    asking += 1;
    response.on('close', () => {
      asking -= 1;
    });
    return true;
  };

  /** Answers; one who does not read the answer is cut off. */
  const say = (response: ServerResponse, reply: Reply): void => {
    response.socket?.setTimeout(limits.patience, () => response.destroy());
    manner.say(response, reply);
  };

  const run = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    // Each name of a call waits on it and lets go of it at its end: more than Node's ten are no leak.
    setMaxListeners(0, gone.signal);
    response.on('close', () => gone.abort());
    const body = await bodyOf(request);
    settle(request.socket);
    const facts = body === null ? null : manner.decode(body);
    if (facts === null) return say(response, failed('usage', unreadableCallWords()));
    if (!begin(response)) return say(response, failed('failed', tooManyWords()));
    const { parent, ...call } = facts;
    const by: Requester = { program: await programOf(parent), pid: parent };
    if (gone.signal.aborted) return;
    const reply = await deps.answer({ ...call, by, gone: gone.signal });
    if (!gone.signal.aborted) say(response, reply);
  };

  const hold = (request: IncomingMessage, response: ServerResponse): void => {
    let text = '';
    let release: (() => void) | null = null;
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      if (release !== null) return;
      text += chunk;
      const end = text.indexOf('\n');
      if ((end === -1 ? text.length : end) > MOST_LINE_CHARACTERS) return void request.destroy();
      if (end === -1) return;
      settle(request.socket);
      if (!begin(response)) return void request.destroy();
      release = deps.hold(text.slice(0, end));
    });
    request.on('error', () => undefined);
    request.on('close', () => {
      release?.();
      response.end();
    });
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    // One connection, one question: nobody keeps one by asking slowly for a second time.
    response.setHeader('Connection', 'close');
    if (!manner.admits(request)) return void response.writeHead(403).end();
    if (request.method === 'POST' && request.url === '/run')
      return void run(request, response).catch(() => response.destroy());
    if (request.method === 'POST' && request.url === '/hold') return hold(request, response);
    response.writeHead(request.url === '/' ? 200 : 404).end();
  };

  const server = createServer(
    // A program may hold a line open for hours, and a person may take minutes: no time limit of Node's fits both.
    { requestTimeout: 0, headersTimeout: 0, connectionsCheckingInterval: NEVER },
    handle,
  );
  server.timeout = 0;
  server.on('connection', connected);
  return {
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of open) socket.destroy();
      }),
  };
};
