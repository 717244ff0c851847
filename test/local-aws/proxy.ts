import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/*
 * An HTTP proxy as companies have them: tunnels (CONNECT) and requests in absolute form, with or
 * without Basic authentication. Own code, because it must lead the names of AWS to this machine and
 * must never reach anything else.
 */

const HOST = '127.0.0.1';

export type ProxyOptions = {
  /** Who may pass; everybody when left out. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /**
   * Ports of this machine by the `host:port` a client asks for; `*` stands for all others. Without
   * a route only 127.0.0.1 and localhost are reached, at the port asked for.
   */
  readonly routes?: Readonly<Record<string, number>>;
};

/** One request a client made of the proxy. */
export type Passage = {
  readonly kind: 'tunnel' | 'forward';
  /** `host:port` as the client asked for it. */
  readonly target: string;
  /** What the proxy, or the target behind it, answered: 200, 407, 502… */
  readonly status: number;
  /** The user name given, right or wrong. */
  readonly user: string | undefined;
};

/** `hang` takes connections and never answers; `fail` answers 503 to everything. */
export type ProxyMode = 'normal' | 'hang' | 'fail';

export type Proxy = {
  /** Without user and password. */
  readonly url: string;
  /** With them, as HTTPS_PROXY has it. */
  readonly urlWithCredentials: string;
  readonly port: number;
  passages(): readonly Passage[];
  /** Bytes of bodies and tunnels that went through, both ways. */
  bytes(): number;
  clear(): void;
  setMode(mode: ProxyMode): void;
  stop(): Promise<void>;
};

const HOP_BY_HOP = /^(proxy-.*|connection|keep-alive|te|trailer|upgrade)$/i;

/** The headers that go on, in the case and order they came: signatures cover some of them. */
const onward = (rawHeaders: readonly string[]): OutgoingHttpHeaders => {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (HOP_BY_HOP.test(name)) continue;
    const value = rawHeaders[index + 1] ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
};

const givenCredentials = (
  header: string | undefined,
): { readonly user: string; readonly password: string } | undefined => {
  const match = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '');
  if (match === null) return undefined;
  const [user = '', ...password] = Buffer.from(match[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return { user, password: password.join(':') };
};

const CHALLENGE = 'Basic realm="local proxy", charset="UTF-8"';

/** Starts a proxy on loopback. */
export const createProxy = async (options: ProxyOptions = {}): Promise<Proxy> => {
  const { credentials, routes = {} } = options;
  let passages: readonly Passage[] = [];
  let bytes = 0;
  let mode: ProxyMode = 'normal';
  const open = new Set<Duplex>();

  const portFor = (target: string): number | undefined => {
    const route = routes[target] ?? routes['*'];
    if (route !== undefined) return route;
    const { hostname, port } = new URL(`http://${target}`);
    return hostname === HOST || hostname === 'localhost' ? Number(port || 80) : undefined;
  };

  /** The status a request ends with before it has got anywhere; undefined lets it pass. */
  const refusal = (incoming: IncomingMessage): number | undefined => {
    if (mode === 'fail') return 503;
    if (credentials === undefined) return undefined;
    const given = givenCredentials(incoming.headers['proxy-authorization']);
    const right = given?.user === credentials.user && given.password === credentials.password;
    return right ? undefined : 407;
  };

  const noter =
    (incoming: IncomingMessage, kind: Passage['kind'], target: string) =>
    (status: number): void => {
      const user = givenCredentials(incoming.headers['proxy-authorization'])?.user;
      passages = [...passages, { kind, target, status, user }];
    };

  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
  };

  const refuse = (response: ServerResponse, status: number): void => {
    response.writeHead(status, {
      ...(status === 407 ? { 'Proxy-Authenticate': CHALLENGE } : {}),
      'Content-Type': 'text/html',
    });
    response.end(`<html><body>${status}</body></html>`);
  };

  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : undefined;
    const target = `${url?.hostname ?? ''}:${url?.port || 80}`;
    const note = noter(incoming, 'forward', target);
    if (mode === 'hang') return;
    const end = (status: number): void => {
      note(status);
      refuse(response, status);
    };
    const refused = refusal(incoming);
    if (refused !== undefined) return end(refused);
    // Only absolute form is a proxy's business, and inside a tunnel TLS is not.
    if (url?.protocol !== 'http:') return end(400);
    const port = portFor(target);
    if (port === undefined) return end(502);
    const outgoing = httpRequest(
      {
        host: HOST,
        port,
        method: incoming.method,
        path: url.pathname + url.search,
        headers: onward(incoming.rawHeaders),
        setHost: false,
        agent: false,
      },
      (answer) => {
        note(answer.statusCode ?? 502);
        response.writeHead(answer.statusCode ?? 502, onward(answer.rawHeaders));
        answer.on('data', count).on('error', () => response.destroy());
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => (response.headersSent ? response.destroy() : end(502)));
    incoming.on('data', count).pipe(outgoing);
  };

  const tunnel = (incoming: IncomingMessage, client: Duplex, head: Buffer): void => {
    const target = incoming.url ?? '';
    const note = noter(incoming, 'tunnel', target);
    open.add(client);
    client.on('close', () => open.delete(client)).on('error', () => client.destroy());
    if (mode === 'hang') return;
    const end = (status: number, text: string): void => {
      note(status);
      const challenge = status === 407 ? `Proxy-Authenticate: ${CHALLENGE}\r\n` : '';
      client.end(
        `HTTP/1.1 ${status} ${text}\r\n${challenge}Content-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    };
    const refused = refusal(incoming);
    if (refused === 407) return end(407, 'Proxy Authentication Required');
    if (refused !== undefined) return end(refused, 'Service Unavailable');
    const port = URL.canParse(`http://${target}`) ? portFor(target) : undefined;
    if (port === undefined) return end(502, 'Bad Gateway');
    let connected = false;
    const server = connect(port, HOST, () => {
      connected = true;
      note(200);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      client.on('data', count).pipe(server);
      server.on('data', count).pipe(client);
    });
    server.on('error', () => (connected ? client.destroy() : end(502, 'Bad Gateway')));
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  };

  const server = createServer(forward);
  server.on('connect', tunnel);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const withCredentials = new URL(`http://${HOST}:${port}`);
  withCredentials.username = credentials?.user ?? '';
  withCredentials.password = credentials?.password ?? '';
  return {
    url: `http://${HOST}:${port}`,
    urlWithCredentials: withCredentials.href.replace(/\/$/, ''),
    port,
    passages: () => passages,
    bytes: () => bytes,
    clear: () => {
      passages = [];
      bytes = 0;
    },
    setMode: (next) => {
      mode = next;
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
