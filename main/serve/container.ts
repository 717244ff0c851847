import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { isoTimestamp } from '../../app/credentials/timestamp.ts';
import type { Credentials } from '../../app/model.ts';
import { fail, ok } from '../../app/result.ts';
import { reveal, secret } from '../../app/secret.ts';
import type { ContainerEndpoints, ServedAnswer, Unready } from '../../app/serving.ts';
import { errorDetail } from '../storage/file-error.ts';
import { createGate } from './gate.ts';

const LOOPBACK = '127.0.0.1';

/** Bytes of chance in a path and in a token: nobody tries them all. */
const CHANCE = 32;

/** A request line and headers of an SDK take a few hundred bytes. */
const MOST_HEADER_BYTES = 4096;

/** Connections at once; SDKs hold one for a moment. More are cut off as they come. */
const MOST_CONNECTIONS = 128;

/** For so long, ms, somebody may take to ask, or say nothing. */
const PATIENCE = 2_000;

/** What every reply says. No CORS header is among them, so that no page may read one. */
const replyText = (status: string, body: unknown): string => {
  const text = JSON.stringify(body);
  return [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    text,
  ].join('\r\n');
};

/** One reply to everybody who is not let in, whatever was wrong. */
const REFUSED = replyText('403 Forbidden', { code: 'Refused', message: 'Refused.' });

/** The reply of aws-rules.md: **Token**, not SessionToken. Never later than the truth. */
const granted = ({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Credentials): string =>
  replyText('200 OK', {
    AccessKeyId: accessKeyId,
    SecretAccessKey: reveal(secretAccessKey),
    Token: reveal(sessionToken),
    Expiration: isoTimestamp(Math.floor(expiresAt / 1000) * 1000, 'Z'),
  });

/** Clients that send the name of their HTTP library where a person knows them by another. */
const LIBRARIES: ReadonlyMap<string, string> = new Map([['python-urllib3', 'awscli or boto3']]);

/** The name before the version in `aws-cli/2.9.19 …`: what a program says of itself, cut to what a ledger holds. */
const programOf = (userAgent: string | undefined): string | null => {
  const name = /^[\w.+-]{1,64}/.exec(userAgent ?? '')?.[0] ?? null;
  return name === null ? null : (LIBRARIES.get(name) ?? name);
};

/** Sends the whole reply and ends the connection: nobody asks twice over one, nor what is sent behind a question. */
const end = (socket: Duplex, reply: string): void => {
  if (!socket.writableEnded) socket.end(reply, () => socket.destroy());
};

/** Listens on a port of the system's choice; throws what the system says. */
const listen = async (server: Server): Promise<number> => {
  server.listen({ host: LOOPBACK, port: 0, exclusive: true });
  await once(server, 'listening');
  const address: string | AddressInfo | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/**
 * A server of its own for each endpoint, with a port, a path and a token by chance: while none is on, nothing listens,
 * and one that is closed answers nobody. `words` says why there are no credentials.
 */
export const createContainerEndpoints = (deps: {
  readonly words: (unready: Unready) => { readonly code: string; readonly message: string };
}): ContainerEndpoints => {
  const replyOf = (answer: ServedAnswer): string =>
    answer.ok ? granted(answer.value) : replyText('404 Not Found', deps.words(answer.failure));

  return {
    open: async (answer) => {
      const path = `/${randomBytes(CHANCE).toString('base64url')}`;
      const token = randomBytes(CHANCE).toString('base64url');
      const server = createServer({
        maxHeaderSize: MOST_HEADER_BYTES,
        headersTimeout: PATIENCE,
        requestTimeout: PATIENCE,
        connectionsCheckingInterval: PATIENCE / 4,
        requireHostHeader: false,
      });
      server.maxConnections = MOST_CONNECTIONS;
      server.setTimeout(PATIENCE, (socket) => socket.destroy());
      try {
        const port = await listen(server);
        // A connection that could not be taken: who made it sees that, and the others are not concerned.
        server.on('error', () => undefined);
        const letsIn = createGate({ port, path, token });
        server.on('request', (request) => {
          if (request.socket.writableEnded) return;
          const reply = letsIn(request)
            ? replyOf(answer(programOf(request.headers['user-agent'])))
            : REFUSED;
          end(request.socket, reply);
        });
        // What Node would answer by itself in words of its own.
        for (const event of ['checkContinue', 'checkExpectation'] as const)
          server.on(event, ({ socket }) => end(socket, REFUSED));
        for (const event of ['connect', 'upgrade'] as const)
          server.on(event, (_, socket) => end(socket, REFUSED));
        server.on('clientError', (_, socket) => end(socket, REFUSED));
        return ok({
          url: secret(`http://${LOOPBACK}:${port}${path}`),
          token: secret(token),
          close: () => {
            server.close();
            server.closeAllConnections();
          },
        });
      } catch (error) {
        server.close();
        return fail(errorDetail(error));
      }
    },
  };
};
