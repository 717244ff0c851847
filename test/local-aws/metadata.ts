import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isoSeconds } from './clock.ts';
import type { LocalAws } from './server.ts';
import type { Session } from './sessions.ts';

/*
 * What AWS puts beside a task or a machine: the credentials endpoint of ECS, and the instance
 * metadata service of EC2, version 2 only. Both hand out credentials of a role of the local AWS.
 */

const HOST = '127.0.0.1';
const SIX_HOURS = 21_600;
/** New credentials are handed out when the old ones have less than this left, in milliseconds. */
const RENEW_MS = 5 * 60_000;

export type MetadataOptions = {
  /** A role of the world. */
  readonly roleArn: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** How long credentials live; 6 h by default. */
  readonly seconds?: number;
  readonly region?: string;
};

/** A request as the log keeps it, without any token. */
export type MetadataEntry = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** Answers in place of the right ones: to test what a client makes of them. */
export type MetadataFault = {
  /** The beginning of the paths it hits. */
  readonly path: string;
  readonly status: number;
  readonly body?: string;
  /** How many requests it hits; all when left out. */
  readonly times?: number;
};

export type Metadata = {
  readonly url: string;
  readonly ecs: {
    /** For AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, under `url` in place of 169.254.170.2. */
    readonly relativeUri: string;
    /** For AWS_CONTAINER_CREDENTIALS_FULL_URI. */
    readonly fullUri: string;
    /** For AWS_CONTAINER_AUTHORIZATION_TOKEN: the full URI wants it, as it stands. */
    readonly authorizationToken: string;
  };
  /** For AWS_EC2_METADATA_SERVICE_ENDPOINT; botocore wants the slash at its end. */
  readonly imds: { readonly endpoint: string; readonly roleName: string };
  log(): readonly MetadataEntry[];
  addFault(fault: MetadataFault): void;
  clearFaults(): void;
  /** The next request gets new credentials, whatever is left of the old ones. */
  rotate(): void;
  stop(): Promise<void>;
};

type Answer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const TOKEN_TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'x-aws-ec2-metadata-token';

const json = (status: number, body: unknown): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

const text = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'Content-Type': 'text/plain' },
});

const same = (left: string, right: string): boolean => {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
};

const one = (value: string | string[] | undefined): string => [value].flat()[0] ?? '';

/** Starts both endpoints on one port of loopback. */
export const createMetadata = async (
  aws: LocalAws,
  options: MetadataOptions,
): Promise<Metadata> => {
  const { roleArn, seconds = SIX_HOURS, region = 'us-east-1' } = options;
  const roleName = roleArn.split('/').at(-1) ?? '';
  const instanceId = `i-${randomBytes(9).toString('hex').slice(0, 17)}`;
  const authorizationToken = randomBytes(32).toString('base64url');
  const relativeUri = `/v2/credentials/${randomUUID()}`;
  const fullPath = `/v1/credentials`;
  const tokens = new Map<string, number>();
  let session: Session | undefined;
  let entries: readonly MetadataEntry[] = [];
  let faults: readonly { readonly fault: MetadataFault; left: number }[] = [];

  const current = (): Session | undefined => {
    if (session === undefined || session.expiresAt - aws.now() < RENEW_MS) {
      session = aws.issueForRole(roleArn, instanceId, seconds);
    }
    return session;
  };

  const containerAnswer = (): Answer => {
    const held = current();
    if (held === undefined) {
      return json(404, { code: 'NoSuchRole', message: 'The task has no role' });
    }
    return json(200, {
      RoleArn: roleArn,
      AccessKeyId: held.accessKeyId,
      SecretAccessKey: held.secretAccessKey,
      Token: held.sessionToken,
      Expiration: isoSeconds(held.expiresAt),
    });
  };

  const instanceAnswer = (path: string): Answer => {
    const held = current();
    if (held === undefined) return text(404, 'Not Found');
    switch (path) {
      case '/latest/meta-data/iam/security-credentials/':
      case '/latest/meta-data/iam/security-credentials':
        return text(200, roleName);
      case `/latest/meta-data/iam/security-credentials/${roleName}`:
        return text(
          200,
          JSON.stringify({
            Code: 'Success',
            LastUpdated: isoSeconds(held.issuedAt),
            Type: 'AWS-HMAC',
            AccessKeyId: held.accessKeyId,
            SecretAccessKey: held.secretAccessKey,
            Token: held.sessionToken,
            Expiration: isoSeconds(held.expiresAt),
          }),
        );
      case '/latest/meta-data/instance-id':
        return text(200, instanceId);
      case '/latest/meta-data/placement/region':
        return text(200, region);
      case '/latest/dynamic/instance-identity/document':
        return text(200, JSON.stringify({ instanceId, region, accountId: roleArn.split(':')[4] }));
      default:
        return text(404, 'Not Found');
    }
  };

  const tokenAnswer = ({ method, headers }: IncomingMessage): Answer => {
    if (method !== 'PUT') return text(405, 'Method Not Allowed');
    // A proxy on the machine must not be talked into fetching one.
    if (headers['x-forwarded-for'] !== undefined) return text(403, 'Forbidden');
    const given = one(headers[TOKEN_TTL]);
    const ttl = /^\d+$/.test(given) ? Number(given) : 0;
    if (ttl < 1 || ttl > SIX_HOURS) return text(400, 'Bad Request');
    const token = randomBytes(40).toString('base64');
    tokens.set(token, aws.now() + ttl * 1000);
    const answer = text(200, token);
    return { ...answer, headers: { ...answer.headers, [TOKEN_TTL]: String(ttl) } };
  };

  const answer = (incoming: IncomingMessage, path: string): Answer => {
    const struck = faults.find(({ fault, left }) => left > 0 && path.startsWith(fault.path));
    if (struck !== undefined) {
      struck.left -= 1;
      return text(struck.fault.status, struck.fault.body ?? '');
    }
    if (path === '/latest/api/token') return tokenAnswer(incoming);
    if (incoming.method !== 'GET') return text(405, 'Method Not Allowed');
    if (path === relativeUri) return containerAnswer();
    if (path === fullPath) {
      return same(one(incoming.headers.authorization), authorizationToken)
        ? containerAnswer()
        : json(401, { code: 'Unauthorized', message: 'The authorization token is wrong' });
    }
    if (!path.startsWith('/latest/')) return text(404, 'Not Found');
    const validUntil = tokens.get(one(incoming.headers[TOKEN])) ?? 0;
    return aws.now() < validUntil ? instanceAnswer(path) : text(401, 'Unauthorized');
  };

  const server = createServer((incoming, response: ServerResponse) => {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/';
    const { status, body, headers } = answer(incoming, path);
    entries = [...entries, { method: incoming.method ?? '', path, status }];
    incoming.resume();
    response.writeHead(status, { ...headers, Server: 'EC2ws' });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://${HOST}:${port}`;
  return {
    url,
    ecs: { relativeUri, fullUri: url + fullPath, authorizationToken },
    imds: { endpoint: `${url}/`, roleName },
    log: () => entries,
    addFault: (fault) => {
      faults = [...faults, { fault, left: fault.times ?? Infinity }];
    },
    clearFaults: () => {
      faults = [];
    },
    rotate: () => {
      session = undefined;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
