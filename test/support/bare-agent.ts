import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JournalEntry } from '../../app/ports.ts';
import type { Limits } from '../../main/serve/agent/asking.ts';
import { said, type Call, type Reply } from '../../main/serve/agent/call.ts';
import { commandText } from '../../main/serve/agent/command-file.ts';
import { createAgentServer } from '../../main/serve/agent/server.ts';
import { runProgram, type Ran, type RunOptions } from './run-program.ts';
import { posixShells, type PosixShell } from './shells.ts';
import { until } from './until.ts';

/** A folder that ends with the test. */
export const testFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'fobwatch-bare-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A folder of another user's; one who is not root has none but the system's. */
export const foreignFolder = (): string => {
  if (process.getuid?.() !== 0) return '/etc';
  const folder = join(testFolder(), 'foreign');
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, 12_345, 12_345);
  return folder;
};

/** The real script for a socket, which starts the app as `launch` says. */
export const placeScript = (socket: string, launch: readonly string[] = ['/bin/false']) => {
  const folder = testFolder();
  const command = join(folder, 'fobwatch');
  writeFileSync(command, commandText(socket, launch));
  chmodSync(command, 0o700);
  return {
    command,
    /** Runs `fobwatch` with these words. */
    run: (
      words: readonly string[],
      { shell = 'sh', ...options }: RunOptions & { readonly shell?: PosixShell } = {},
    ): Promise<Ran> => {
      const [program, ...before] = posixShells[shell];
      return runProgram(program, [...before, command, ...words], { cwd: folder, ...options });
    },
  };
};

/** The real server on a real socket and the real script, in front of an answer of the test's own. */
export const openBareAgent = async (
  options: {
    readonly answer?: (call: Call) => Promise<Reply>;
    readonly hold?: (name: string) => () => void;
    readonly limits?: Limits;
    readonly socket?: string;
    readonly launch?: readonly string[];
    /** Nobody is waited for: it cannot listen. */
    readonly listens?: false;
  } = {},
) => {
  const socket = options.socket ?? join(testFolder(), 'run', 'agent.sock');
  const journal: JournalEntry[] = [];
  const server = createAgentServer({
    socket,
    answer: options.answer ?? (async () => said('1.2.3\n')),
    hold: options.hold ?? (() => () => undefined),
    journal: { write: (entry) => void journal.push(entry) },
    ...(options.limits && { limits: options.limits }),
  });
  onTestFinished(server.stop);
  if (options.listens !== false)
    await until('the agent to listen', () => journal.some(({ kind }) => kind === 'agent-listens'));
  return { socket, journal, stop: server.stop, ...placeScript(socket, options.launch) };
};

/** Whether nobody listens at a socket. */
export const isDeserted = async (socket: string): Promise<boolean> => {
  try {
    (await knock(socket)).line.destroy();
    return false;
  } catch {
    return true;
  }
};

/** A connection that says no more than it is given to say, and all that came back over it; throws where none is. */
export const knock = async (
  socket: string,
  bytes: string | Uint8Array = '',
): Promise<{ readonly line: Socket; readonly ended: Promise<string> }> => {
  const line = connect(socket);
  onTestFinished(() => void line.destroy());
  let got = '';
  line.setEncoding('utf8').on('data', (chunk: string) => {
    got += chunk;
  });
  line.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => line.on('close', () => resolve(got)));
  await once(line, 'connect');
  if (bytes.length > 0) line.write(bytes);
  return { line, ended };
};

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const FAKE_APP = `
import { appendFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
const [, , how, socket, started] = process.argv;
appendFileSync(started, process.pid + '\\n');
for (const name of Object.keys(process.env).filter((name) => name.startsWith('AWS_')).sort())
  appendFileSync(started, 'has ' + name + '\\n');
const answer = (request, response) => {
  const body = [];
  request.on('data', (bytes) => body.push(bytes));
  if (how === 'silent' && request.method === 'POST') return appendFileSync(started, 'asked\\n');
  if (how === 'half' && request.method === 'POST') {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('half-a-secret\\x1E\\x1E0', () => response.destroy());
    return;
  }
  request.on('end', () => {
    const input = Buffer.concat(body).toString().split('\\0').at(-1);
    if (input !== '') appendFileSync(started, 'input ' + input + '\\n');
    response.end(how === 'other' ? 'hello' : '1.2.3\\n\\x1E\\x1E0');
  });
};
if (how !== 'second') {
  rmSync(socket, { force: true });
  createServer(answer).listen(socket);
}
`;

/**
 * A program in the app's place that notes each start: it answers as the app does (`listens`), never (`silent`), half
 * (`half`), as something else (`other`), or ends well at once as a second app does (`second`).
 */
export const fakeApp = (
  how: 'listens' | 'silent' | 'half' | 'other' | 'second',
  socket = join(testFolder(), 'agent.sock'),
) => {
  const folder = testFolder();
  const program = join(folder, 'app.mjs');
  const notes = join(folder, 'started');
  writeFileSync(program, FAKE_APP);
  writeFileSync(notes, '');
  const lines = (): readonly string[] => readFileSync(notes, 'utf8').split('\n').slice(0, -1);
  const pids = (): readonly number[] => lines().map(Number).filter(Boolean);
  const kill = (): void => {
    for (const pid of pids().filter(isAlive)) process.kill(pid, 'SIGKILL');
  };
  onTestFinished(kill);
  return {
    socket,
    launch: [process.execPath, program, how, socket, notes],
    pids,
    /** How many were asked something. */
    asked: () => lines().filter((line) => line === 'asked').length,
    /** The names of AWS's variables in its environment. */
    variables: () => lines().flatMap((line) => /^has (.*)/.exec(line)?.[1] ?? []),
    /** What was piped in to those that were answered. */
    inputs: () => lines().flatMap((line) => /^input (.*)/.exec(line)?.[1] ?? []),
    /** kill -9, as a crash. */
    kill,
  };
};
