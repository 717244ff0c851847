import { once, setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { createAnswering, type Answer } from './answer.ts';
import { createAuthorizationMessages } from './authorization-messages.ts';
import type { Certified } from './certificates.ts';
import { createServerClock } from './clock.ts';
import { demoWorld } from './demo-world.ts';
import { requestTooLarge } from './errors.ts';
import { createFaults, faultError, type FaultRuleInput, type Strike } from './faults.ts';
import type { Lifetimes, ServiceDeps } from './operation.ts';
import type { Dialect, Reply } from './reply.ts';
import { issueForRole } from './role-session.ts';
import { createSessionStore, type Session } from './sessions.ts';
import { header, type ReceivedRequest } from './sigv4.ts';
import { codeFor, createCodeLedger, nextStepAt } from './totp.ts';
import { createWorldHistory } from './world-history.ts';
import { findDevice, findRole, type World, type WorldInput } from './world.ts';

const HOST = '127.0.0.1';
/** Fields of calls that carry codes. */
const CODE_FIELDS = ['TokenCode', 'AuthenticationCode1'] as const;
const MAX_BODY_BYTES = 1024 * 1024;

export type LocalAwsOptions = {
  /** Accounts, users, roles and buckets; the demo world when left out. */
  readonly world?: WorldInput;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** With it the server speaks HTTPS only. */
  readonly tls?: Certified;
  /** Milliseconds since 1970, the base of the server's clock. */
  readonly clock?: () => number;
  readonly lifetimes?: Lifetimes;
  readonly dialect?: Dialect;
};

/** One request as the log keeps it: never a key, a code, a token or a body. */
export type LogEntry = {
  /** The server's time in milliseconds. */
  readonly time: number;
  readonly service: string;
  readonly action: string;
  /** The host the client asked for, with its port: the endpoint it meant to call. */
  readonly host: string;
  /** The region it signed for; undefined when it did not sign. */
  readonly region: string | undefined;
  /** The caller's ARN; undefined when it was not authenticated. */
  readonly principal: string | undefined;
  /** What the server answered; 0 when it reset the connection instead. */
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly carriedCode: boolean;
  /** The fault that hit it, if any. */
  readonly fault: string | undefined;
};

/** A running local AWS. */
export type LocalAws = {
  /** The base URL for all services, as for AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** The server's time, milliseconds. */
  now(): number;
  advance(seconds: number): void;
  setClockOffset(seconds: number): void;
  addFault(rule: FaultRuleInput): void;
  clearFaults(): void;
  /** Keeps every request of an operation (`sts:AssumeRole`) waiting until the returned function is called. */
  hold(operation: string): () => void;
  log(): readonly LogEntry[];
  clearLog(): void;
  /** How many requests have come in and are not answered yet. */
  pending(): number;
  /** The newest world, whether its last change shows yet or not. */
  world(): World;
  /** Changes the world; visible after so many seconds of the server's clock, at once by default. */
  changeWorld(change: (world: World) => WorldInput, visibleAfterSeconds?: number): void;
  setLifetimes(lifetimes: Lifetimes): void;
  setDialect(dialect: Dialect): void;
  /**
   * Credentials of a role as a service of AWS gets them for a machine or task: no caller and no
   * trust policy. Undefined when there is no such role.
   */
  issueForRole(roleArn: string, sessionName: string, seconds: number): Session | undefined;
  /** The code a device shows by the server's clock; undefined for one that shows none or is nobody's yet. */
  codeFor(serial: string): string | undefined;
  /** The same, but moves the server's clock on when the current step is spent already. */
  freshCode(serial: string): string | undefined;
};

const readRequest = async (incoming: IncomingMessage): Promise<ReceivedRequest | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? '';
    headers.push([name.toLowerCase(), incoming.rawHeaders[index + 1] ?? '']);
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    query: query.join('?'),
    headers,
    body: Buffer.concat(chunks),
  };
};

const send = (
  response: ServerResponse,
  reply: Reply,
  { time, fault }: { readonly time: number; readonly fault: Strike['fault'] },
): void => {
  response.sendDate = false;
  response.setHeader('Date', new Date(time).toUTCString());
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', reply.contentType);
  response.statusCode = reply.status;
  const body = Buffer.from(reply.body);
  const half = body.subarray(0, Math.floor(body.length / 2));
  switch (fault?.kind) {
    case 'truncated':
      response.setHeader('Content-Length', body.length);
      response.write(half, () => response.destroy());
      return;
    case 'broken-xml':
      response.end(half);
      return;
    case 'oversized':
      response.end(Buffer.concat([body, Buffer.alloc(fault.bytes, ' ')]));
      return;
    case 'wrong-content-type':
      response.setHeader('Content-Type', fault.contentType);
      response.end(fault.body);
      return;
    default:
      response.end(body);
  }
};

/** Starts a local AWS on loopback. Stop it, or its port stays taken. */
export const createLocalAws = async (options: LocalAwsOptions = {}): Promise<LocalAws> => {
  const clock = createServerClock(options.clock);
  const history = createWorldHistory(options.world ?? demoWorld(), clock);
  const sessions = createSessionStore();
  const codes = createCodeLedger();
  const faults = createFaults();
  const stopped = new AbortController();
  // Each request that waits listens to it for as long: more than Node's ten are no leak.
  setMaxListeners(0, stopped.signal);
  let lifetimes = options.lifetimes ?? {};
  let dialect: Dialect = options.dialect ?? 'aws';
  let entries: readonly LogEntry[] = [];
  let pending = 0;

  const deps: ServiceDeps = {
    clock,
    world: history.visible,
    newestWorld: history.newest,
    changeWorld: history.change,
    keyUses: new Map(),
    sessions,
    codes,
    lifetimes: () => lifetimes,
    messages: createAuthorizationMessages(),
  };
  const answering = createAnswering(deps);

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await readRequest(incoming);
    const request = received ?? {
      method: 'POST',
      path: '/',
      query: '',
      headers: [],
      body: Buffer.alloc(0),
    };
    const route = answering.route(request);
    const { delayMs, lateSeconds, held, fault } = faults.strike(route.operation);
    const note = (status: number, answer?: Answer): void => {
      entries = [
        ...entries,
        {
          time: clock.now(),
          service: route.service,
          action: route.action,
          host: header(request, 'host') ?? '',
          region: route.region,
          principal: answer?.principal,
          status,
          errorCode: answer?.errorCode,
          carriedCode: CODE_FIELDS.some((field) => route.params.has(field)),
          fault: fault?.kind ?? (delayMs > 0 ? 'latency' : lateSeconds > 0 ? 'late' : undefined),
        },
      ];
    };
    if (held !== undefined) await once(held, 'abort', { signal: stopped.signal });
    if (delayMs > 0) await delay(delayMs, undefined, { signal: stopped.signal });
    if (fault?.kind === 'reset-before') {
      note(0);
      incoming.socket.resetAndDestroy();
      return;
    }
    const imposed =
      received === undefined
        ? requestTooLarge()
        : faultError(fault, route.service === 'signin' ? 'sts' : route.service);
    const answer =
      imposed === undefined
        ? await answering.answer(request, route, {
            dialect,
            encoded: fault?.kind === 'encoded-denial',
            seenAfter: lateSeconds,
          })
        : answering.refuse(route, imposed, dialect);
    if (fault?.kind === 'reset-after') {
      note(0, answer);
      incoming.socket.resetAndDestroy();
      return;
    }
    note(answer.reply.status, answer);
    send(response, answer.reply, { time: clock.now(), fault });
  };

  const serve = (incoming: IncomingMessage, response: ServerResponse): void => {
    // Only a client that left, or the end of the server, gets here: there is nobody to answer.
    pending += 1;
    handle(incoming, response)
      .catch(() => incoming.socket.destroy())
      .finally(() => {
        pending -= 1;
      });
  };
  const server =
    options.tls === undefined
      ? createServer(serve)
      : createTlsServer({ cert: options.tls.certificate, key: options.tls.key }, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  // A person's device shows codes whether AWS knows of it already or not.
  const codesOf = (serial: string) => {
    const device = findDevice(history.newest(), serial);
    return device?.kind === 'totp' ? device : undefined;
  };
  const shownCode = (serial: string): string | undefined => {
    const device = codesOf(serial);
    return device && codeFor(device, clock.now());
  };

  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${HOST}:${port}`,
    port,
    stop: async () => {
      stopped.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
    now: clock.now,
    advance: clock.advance,
    setClockOffset: clock.setOffset,
    addFault: faults.add,
    clearFaults: faults.clear,
    hold: faults.hold,
    log: () => entries,
    clearLog: () => {
      entries = [];
    },
    pending: () => pending,
    world: history.newest,
    changeWorld: (change, visibleAfterSeconds = 0) => history.change(change, visibleAfterSeconds),
    setLifetimes: (next) => {
      lifetimes = next;
    },
    setDialect: (next) => {
      dialect = next;
    },
    issueForRole: (roleArn, sessionName, seconds) => {
      const target = findRole(history.visible(), roleArn);
      return (
        target &&
        issueForRole(deps, {
          target,
          sessionName,
          sourceIdentity: undefined,
          provider: undefined,
          options: { policies: undefined, tags: [], packedPercent: undefined },
          seconds,
          fromLongTermKey: false,
        })
      );
    },
    codeFor: shownCode,
    freshCode: (serial) => {
      const isSpent = (): boolean => {
        const device = codesOf(serial);
        return device !== undefined && codes.isSpent(serial, device, clock.now());
      };
      while (isSpent()) {
        clock.advance((nextStepAt(clock.now()) - clock.now()) / 1000);
      }
      return shownCode(serial);
    },
  };
};
