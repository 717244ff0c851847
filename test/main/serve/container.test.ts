import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../app/result.ts';
import type { Unready } from '../../../app/serving.ts';
import { exchange, GIVEN, openEndpoint, questionTo, type Question } from './open-endpoint.ts';

const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
const headOf = (reply: string): string => reply.slice(0, reply.indexOf('\r\n\r\n'));

/** Answers with credentials, and keeps who asked. */
const counted = () => {
  const asked: (string | null)[] = [];
  const answer = (program: string | null) => {
    asked.push(program);
    return ok(GIVEN);
  };
  return { asked, answer };
};

const REFUSED = [
  'HTTP/1.1 403 Forbidden',
  'Content-Type: application/json',
  'Content-Length: 39',
  'Cache-Control: no-store',
  'Connection: close',
  '',
  '{"code":"Refused","message":"Refused."}',
].join('\r\n');

describe('the container endpoint', () => {
  it('hands out credentials under the names that SDKs read, with Token', async () => {
    const endpoint = await openEndpoint();
    expect(bodyOf(await exchange(endpoint.port, questionTo(endpoint)))).toEqual({
      AccessKeyId: 'ASIAENDPOINT00000001',
      SecretAccessKey: 'endpoint-secret/+="$ 0123',
      Token: 'endpoint-token/+==',
      Expiration: '2027-01-15T08:00:00Z',
    });
  });

  it('lets nothing keep its reply, no page read it and no connection last', async () => {
    const endpoint = await openEndpoint();
    expect(headOf(await exchange(endpoint.port, questionTo(endpoint))).split('\r\n')).toEqual([
      'HTTP/1.1 200 OK',
      'Content-Type: application/json',
      expect.stringMatching(/^Content-Length: \d+$/),
      'Cache-Control: no-store',
      'Connection: close',
    ]);
  });

  it.each<[string, Question]>([
    ['localhost', {}],
    ['HTTP/1.0', { version: '1.0' }],
    ['keep-alive wanted', { more: ['Connection: keep-alive'] }],
    ['the headers of the JS SDK', { more: ['amz-sdk-request: attempt=1; max=3', 'Accept: */*'] }],
  ])('answers with %s', async (name, question) => {
    const endpoint = await openEndpoint();
    const host = name === 'localhost' ? { host: `localhost:${endpoint.port}` } : {};
    const reply = await exchange(endpoint.port, questionTo(endpoint, { ...question, ...host }));
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
  });

  it('has another port, path and token each time', async () => {
    const [one, other] = [await openEndpoint(), await openEndpoint()];
    expect(one.port).not.toBe(other.port);
    expect(one.token).not.toBe(other.token);
    expect(one.url.pathname).not.toBe(other.url.pathname);
    for (const text of [one.token, one.url.pathname.slice(1)])
      expect(Buffer.from(text, 'base64url')).toHaveLength(32);
  });

  it('is told the name a program goes by, without its version or anything behind it', async () => {
    const { asked, answer } = counted();
    const endpoint = await openEndpoint(answer);
    const more = ['User-Agent: aws-cli/2.9.19 Python/3.11.2 <script>'];
    await exchange(endpoint.port, questionTo(endpoint, { more }));
    await exchange(endpoint.port, questionTo(endpoint));
    await exchange(
      endpoint.port,
      questionTo(endpoint, { more: ['User-Agent: python-urllib3/1.26.12'] }),
    );
    expect(asked).toEqual(['aws-cli', null, 'awscli or boto3']);
  });
});

describe('who is not let in', () => {
  /** Everything else in the question is right. */
  const wrong: readonly (readonly [
    string,
    (port: number, path: string, token: string) => Question,
  ])[] = [
    ['no host', () => ({ host: null })],
    ['another host', () => ({ host: 'example.org' })],
    ['a name made to point here', (port) => ({ host: `rebound.example.org:${port}` })],
    ['a name that begins like ours', (port) => ({ host: `127.0.0.1.example.org:${port}` })],
    ['the host without its port', () => ({ host: '127.0.0.1' })],
    ['another port', (port) => ({ host: `127.0.0.1:${port + 1}` })],
    ['another address of the loopback', (port) => ({ host: `127.0.0.2:${port}` })],
    ['capitals', (port) => ({ host: `LOCALHOST:${port}` })],
    ['two hosts', (port) => ({ more: [`Host: localhost:${port}`] })],
    ['an origin', () => ({ more: ['Origin: https://example.org'] })],
    ['our own origin', (port) => ({ more: [`Origin: http://127.0.0.1:${port}`] })],
    ['an empty origin', () => ({ more: ['Origin:'] })],
    ['the null origin', () => ({ more: ['oRIGIN: null'] })],
    ['HEAD', () => ({ method: 'HEAD' })],
    ['POST', () => ({ method: 'POST', more: ['Content-Length: 2'], body: '{}' })],
    ['PUT', () => ({ method: 'PUT', more: ['Content-Length: 0'] })],
    ['DELETE', () => ({ method: 'DELETE' })],
    [
      'a preflight',
      () => ({
        method: 'OPTIONS',
        more: [
          'Access-Control-Request-Method: GET',
          'Access-Control-Request-Private-Network: true',
        ],
      }),
    ],
    ['TRACE', () => ({ method: 'TRACE' })],
    ['CONNECT', (port) => ({ method: 'CONNECT', path: `127.0.0.1:${port}` })],
    ['an upgrade', () => ({ more: ['Connection: upgrade', 'Upgrade: websocket'] })],
    ['an expectation', () => ({ more: ['Expect: 100-continue'] })],
    ['an unknown expectation', () => ({ more: ['Expect: wonders'] })],
    ['the root', () => ({ path: '/' })],
    ['a longer path', (_, path) => ({ path: `${path}/` })],
    ['a query', (_, path) => ({ path: `${path}?` })],
    ['a shorter path', (_, path) => ({ path: path.slice(0, -1) })],
    [
      'an encoded path',
      (_, path) => ({ path: `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}` }),
    ],
    ['a path with dots', (_, path) => ({ path: `/.${path}` })],
    ['a whole URL', (port, path) => ({ path: `http://127.0.0.1:${port}${path}` })],
    ['no token', () => ({ authorization: null })],
    ['an empty token', () => ({ authorization: '' })],
    ['another token', (_, __, token) => ({ authorization: token.toUpperCase() })],
    ['a shorter token', (_, __, token) => ({ authorization: token.slice(0, -1) })],
    ['a longer token', (_, __, token) => ({ authorization: `${token}A` })],
    ['a token behind Bearer', (_, __, token) => ({ authorization: `Bearer ${token}` })],
    ['two tokens', (_, __, token) => ({ more: [`Authorization: ${token}`] })],
    [
      'the token in a cookie',
      (_, __, token) => ({ authorization: null, more: [`Cookie: ${token}`] }),
    ],
    ['too long a header', () => ({ more: [`X-Long: ${'x'.repeat(5000)}`] })],
    ['too many headers', () => ({ more: Array.from({ length: 1000 }, (_, at) => `X${at}: 1`) })],
    ['no HTTP', () => ({ version: '9.9' })],
  ];

  it.each(wrong)('%s', async (_, change) => {
    const { asked, answer } = counted();
    const endpoint = await openEndpoint(answer);
    const question = change(endpoint.port, endpoint.url.pathname, endpoint.token);
    expect(await exchange(endpoint.port, questionTo(endpoint, question))).toBe(REFUSED);
    expect(asked).toEqual([]);
  });

  it('junk instead of a question', async () => {
    const { port } = await openEndpoint();
    expect(await exchange(port, '\0\u0001\u0002 junk\r\n\r\n')).toBe(REFUSED);
  });

  it('whoever asks an endpoint with the token of another', async () => {
    const [one, other] = [await openEndpoint(), await openEndpoint()];
    const question = questionTo(one, { authorization: other.token });
    expect(await exchange(one.port, question)).toBe(REFUSED);
  });

  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address, family, scopeid }) => (family === 'IPv6' && scopeid ? null : address))
    .filter((address) => address !== null);

  it.each(['127.0.0.2', '::1', ...elsewhere])('whoever comes over %s', async (host) => {
    const endpoint = await openEndpoint();
    await expect(exchange(endpoint.port, questionTo(endpoint), host)).rejects.toMatchObject({
      code: expect.stringMatching(/^E(CONNREFUSED|ADDRNOTAVAIL|NETUNREACH|HOSTUNREACH)$/),
    });
  });
});

describe('an endpoint without credentials', () => {
  it.each<[Unready, string, RegExp]>([
    [{ kind: 'waits' }, 'NotReady', /try again in a moment/],
    [{ kind: 'needs-code', identity: 'ada' }, 'CodeNeeded', /MFA code of ada/],
    [{ kind: 'declined' }, 'Declined', /set aside/],
    [
      { kind: 'failed', failure: { kind: 'no-device', identity: 'ada' } },
      'Failed',
      /No MFA device of ada/,
    ],
  ])('says so at once: %o', async (unready, code, message) => {
    const endpoint = await openEndpoint(() => fail(unready));
    const reply = await exchange(endpoint.port, questionTo(endpoint));
    expect(headOf(reply)).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    expect(bodyOf(reply)).toEqual({ code, message: expect.stringMatching(message) });
  });
});

describe('connections', () => {
  it('that say nothing or half a question are ended, and hinder nobody', async () => {
    const endpoint = await openEndpoint();
    const idle = [
      ...Array.from({ length: 20 }, () => ''),
      ...Array.from({ length: 20 }, () => `GET ${endpoint.url.pathname} HTTP/1.1\r\nHos`),
    ].map((bytes) => exchange(endpoint.port, bytes));
    expect(await exchange(endpoint.port, questionTo(endpoint))).toMatch(/^HTTP\/1.1 200 /);
    for (const reply of await Promise.all(idle)) expect(['', REFUSED]).toContain(reply);
  });

  it('carry one question: what is sent behind it is not looked at', async () => {
    const { asked, answer } = counted();
    const endpoint = await openEndpoint(answer);
    const reply = await exchange(endpoint.port, questionTo(endpoint).repeat(3));
    expect(reply.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
    expect(asked).toHaveLength(1);
  });

  it('beyond a fair number are cut off, and it goes on', async () => {
    const endpoint = await openEndpoint();
    const sockets = Array.from({ length: 1000 }, () =>
      createConnection({ host: '127.0.0.1', port: endpoint.port }).on('error', () => undefined),
    );
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    expect(await exchange(endpoint.port, questionTo(endpoint))).toMatch(/^HTTP\/1.1 200 /);
  });

  it('of whoever leaves before the answer hinder nobody', async () => {
    const endpoint = await openEndpoint();
    for (let one = 0; one < 50; one += 1) {
      const socket = createConnection({ host: '127.0.0.1', port: endpoint.port });
      socket.on('error', () => undefined);
      socket.on('connect', () => {
        socket.write(questionTo(endpoint));
        socket.resetAndDestroy();
      });
    }
    expect(await exchange(endpoint.port, questionTo(endpoint))).toMatch(/^HTTP\/1.1 200 /);
  });

  it('are cut when it is closed, and none is taken any more', async () => {
    const endpoint = await openEndpoint();
    const idle = exchange(endpoint.port, '');
    const before = exchange(endpoint.port, questionTo(endpoint));
    await before;
    endpoint.close();
    expect(await idle).toBe('');
    await expect(exchange(endpoint.port, questionTo(endpoint))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
