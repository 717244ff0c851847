import { detailCode } from '../../../app/detail.ts';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Journal } from '../../../app/ports.ts';
import { writeAtomically } from '../../storage/atomic-file.ts';
import { errorCode } from '../../storage/file-error.ts';
import { createGate } from '../gate.ts';
import { createAskingServer, type Limits, type Manner } from './asking.ts';
import type { Call, Reply } from './call.ts';
import type { AgentServer } from './server.ts';
import { decodeForm, encodeForCurl } from './wire.ts';

const LOOPBACK = '127.0.0.1';

/** Bytes of chance in the token: nobody tries them all. */
const CHANCE = 32;

/** What curl is told to do, in a file: its arguments are anybody's to read. Errors go to standard error in one line. */
const placeText = (port: number, token: string): string =>
  [
    '# Written by Fobwatch at every start for fobwatch.cmd. Who can read this can ask for your credentials.',
    `url = "http://${LOOPBACK}:${port}/run"`,
    `header = "Authorization: ${token}"`,
    'noproxy = "*"',
    'silent',
    'fail',
    'write-out = "%{stderr}%header{fobwatch-says}"',
    '',
  ].join('\n');

/**
 * The agent where there are no sockets in the file system that a script could reach, on Windows: HTTP on a port of
 * 127.0.0.1 by chance, with a token in a file that only the user reads (0600, in the app's own folder). Host, Origin,
 * method, path and token are looked at before anything is read. Other users reach the port but have no token; the file
 * goes with the app. One that was killed leaves its file behind: a token that opens nothing any more.
 */
export const createLoopbackAgent = (deps: {
  /** The file with port and token. */
  readonly place: string;
  readonly answer: (call: Call) => Promise<Reply>;
  readonly journal: Journal;
  readonly limits?: Limits;
}): AgentServer => {
  const { place, journal, ...asking } = deps;
  const unavailable = (detail: string): void =>
    journal.write({ kind: 'agent-unavailable', facts: { place, detail } });
  let letsIn: ReturnType<typeof createGate> = () => false;
  const manner: Manner = {
    admits: (request) => letsIn(request),
    decode: decodeForm,
    say: (response, reply) => {
      const { status, says, body } = encodeForCurl(reply);
      response.setHeader('Cache-Control', 'no-store');
      if (says !== '') response.setHeader('Fobwatch-Says', says);
      response.writeHead(status).end(body);
    },
  };
  const { server, stop } = createAskingServer({ ...asking, manner, hold: () => () => undefined });
  let stopped = false;

  const opened = async (): Promise<void> => {
    const address: string | AddressInfo | null = server.address();
    if (typeof address !== 'object' || address === null) return;
    const token = randomBytes(CHANCE).toString('base64url');
    letsIn = createGate({ method: 'POST', port: address.port, path: '/run', token });
    const written = await writeAtomically(place, placeText(address.port, token));
    if (!written.ok) return unavailable(detailCode(written.failure));
    if (stopped) return rmSync(place, { force: true });
    journal.write({ kind: 'agent-listens', facts: { port: address.port } });
  };

  server.on('error', (error) => unavailable(errorCode(error)));
  server.listen({ host: LOOPBACK, port: 0, exclusive: true }, () => void opened());
  return {
    stop: async () => {
      stopped = true;
      rmSync(place, { force: true });
      await stop();
    },
  };
};
