import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  arnOf,
  given,
  keysOf,
  mfaOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
  type Keys,
} from './support.ts';

const HOME = 'https://console.aws.amazon.com/console/home';
const NARROW = JSON.stringify(allow('s3:*'));
const MINUTES = 60;

const aws = (): Promise<LocalAws> =>
  start({
    world: worldWith([user({ policies: [allow()] })], [role('dev', { policies: [allow()] })], {
      buckets: [{ name: 'reports' }],
    }),
  });

const assume = async (
  server: LocalAws,
  by?: Keys,
  more: { readonly Policy?: string } = {},
): Promise<Keys> =>
  given(
    await stsFor(server, by).send(
      new AssumeRoleCommand({ RoleArn: arnOf('dev'), RoleSessionName: 'ada', ...more }),
    ),
  );

const withMfa = async (server: LocalAws): Promise<Keys> =>
  given(await stsFor(server).send(new GetSessionTokenCommand(mfaOf(server))));

const federated = async (server: LocalAws): Promise<Keys> =>
  given(
    await stsFor(server).send(new GetFederationTokenCommand({ Name: 'guest', Policy: NARROW })),
  );

const sessionJson = (keys: Keys): string =>
  JSON.stringify({
    sessionId: keys.accessKeyId,
    sessionKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
  });

type Answered = { readonly status: number; readonly type: string; readonly text: string };

const request = async (
  server: LocalAws,
  method: 'GET' | 'POST',
  fields: Readonly<Record<string, string>>,
): Promise<Answered> => {
  const form = new URLSearchParams(fields).toString();
  const url = `${server.url}/federation`;
  const answer =
    method === 'GET'
      ? await fetch(`${url}?${form}`)
      : await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, text: await answer.text() };
};

const tokenFor = (
  server: LocalAws,
  keys: Keys,
  more: Readonly<Record<string, string>> = {},
  method: 'GET' | 'POST' = 'POST',
): Promise<Answered> =>
  request(server, method, { Action: 'getSigninToken', Session: sessionJson(keys), ...more });

const tokenIn = ({ text }: Answered): string => {
  const parsed: unknown = JSON.parse(text);
  return String(Object(parsed)['SigninToken']);
};

const logIn = async (
  server: LocalAws,
  token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answered> =>
  request(server, 'GET', {
    Action: 'login',
    Issuer: 'https://broker.test',
    Destination: HOME,
    SigninToken: token,
    ...more,
  });

const fact = (page: Answered, name: string): string | undefined =>
  new RegExp(`<dd id="${name}">([^<]*)</dd>`).exec(page.text)?.[1];

describe('a sign-in token', () => {
  test.each(['POST', 'GET'] as const)('is given by %s', async (method) => {
    const server = await aws();
    const answer = await tokenFor(server, await assume(server), {}, method);
    expect(answer.status).toBe(200);
    expect(answer.type).toContain('application/json');
    expect(tokenIn(answer).length).toBeGreaterThan(100);
  });

  test('signs a role in, which sees what it may', async () => {
    const server = await aws();
    const page = await logIn(server, tokenIn(await tokenFor(server, await assume(server))));
    expect(fact(page, 'who')).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/dev/ada`);
    expect(fact(page, 'narrowed')).toBe('no');
    expect(fact(page, 'sees-buckets')).toBe('yes');
    expect(fact(page, 'destination')).toBe(HOME);
    expect(fact(page, 'issuer')).toBe('https://broker.test');
  });

  test('of a role narrowed by a session policy shows the narrowed one', async () => {
    const server = await aws();
    const keys = await assume(server, undefined, {
      Policy: JSON.stringify(allow('sts:GetCallerIdentity')),
    });
    const page = await logIn(server, tokenIn(await tokenFor(server, keys)));
    expect(fact(page, 'narrowed')).toBe('yes');
    expect(fact(page, 'sees-buckets')).toBe('no');
  });

  test('signs a federated user in', async () => {
    const server = await aws();
    const page = await logIn(server, tokenIn(await tokenFor(server, await federated(server))));
    expect(fact(page, 'who')).toBe(`arn:aws:sts::${ACCOUNT}:federated-user/guest`);
    expect(fact(page, 'sees-buckets')).toBe('yes');
  });

  test('is good for 15 minutes', async () => {
    const server = await aws();
    const token = tokenIn(await tokenFor(server, await assume(server)));
    server.advance(15 * MINUTES - 1);
    expect((await logIn(server, token)).status).toBe(200);
    server.advance(1);
    expect((await logIn(server, token)).status).toBe(400);
  });

  test('belongs to the session it was given for', async () => {
    const server = await aws();
    const one = tokenIn(await tokenFor(server, await assume(server)));
    const other = tokenIn(await tokenFor(server, await federated(server)));
    expect(fact(await logIn(server, one), 'who')).toContain('assumed-role');
    expect(fact(await logIn(server, other), 'who')).toContain('federated-user');
    expect((await logIn(server, `${one}x`)).status).toBe(400);
  });
});

describe('no sign-in token is given to', () => {
  const refused: Readonly<Record<string, (server: LocalAws) => Promise<Keys>>> = {
    'a session of GetSessionToken': withMfa,
    'a long-term key': async (server) => ({
      ...keysOf(server.world()),
      sessionToken: 'none',
    }),
    'a wrong secret key': async (server) => ({
      ...(await assume(server)),
      secretAccessKey: 'wrong',
    }),
    'a wrong session token': async (server) => ({ ...(await assume(server)), sessionToken: 'no' }),
    'credentials that have ended': async (server) => {
      const keys = await assume(server);
      server.advance(60 * MINUTES);
      return keys;
    },
    'a key nobody has': async (server) => ({
      ...(await assume(server)),
      accessKeyId: 'ASIANOBODY0000000000',
    }),
  };

  test.each(Object.entries(refused))('%s', async (_name, keys) => {
    const server = await aws();
    const answer = await tokenFor(server, await keys(server));
    expect(answer.status).toBe(400);
    expect(answer.type).toContain('text/html');
    expect(answer.text).toContain('Invalid credentials');
  });

  test.each([
    ['nothing', ''],
    ['half a session', '{"sessionId":"ASIA"'],
    ['a session without a token', '{"sessionId":"a","sessionKey":"b"}'],
  ])('%s', async (_name, session) => {
    const answer = await request(await aws(), 'POST', {
      Action: 'getSigninToken',
      Session: session,
    });
    expect(answer.status).toBe(400);
  });
});

describe('SessionDuration', () => {
  test.each([
    [900, 200],
    [43_200, 200],
    [899, 400],
    [43_201, 400],
    [-900, 400],
    [Number.NaN, 400],
  ])('of %d s for a role taken with a long-term key: %d', async (seconds, status) => {
    const server = await aws();
    const answer = await tokenFor(server, await assume(server), {
      SessionDuration: String(seconds),
    });
    expect(answer.status).toBe(status);
  });

  test('is how long the console lasts', async () => {
    const server = await aws();
    const token = tokenIn(
      await tokenFor(server, await assume(server), { SessionDuration: '43200' }),
    );
    const until = Date.parse(fact(await logIn(server, token), 'until') ?? '');
    expect(until - server.now()).toBeGreaterThan(43_100_000);
  });

  test('left out, the console lasts as long as the credentials', async () => {
    const server = await aws();
    const token = tokenIn(await tokenFor(server, await assume(server)));
    const until = Date.parse(fact(await logIn(server, token), 'until') ?? '');
    expect(until - server.now()).toBeLessThanOrEqual(3_600_000);
  });

  test('in another case of letters is not seen', async () => {
    const server = await aws();
    const answer = await tokenFor(server, await federated(server), { sessionduration: '900' });
    expect(answer.status).toBe(200);
  });

  const without: Readonly<Record<string, (server: LocalAws) => Promise<Keys>>> = {
    'a role taken under an MFA session': async (server) => assume(server, await withMfa(server)),
    'a federated user': federated,
    'a role a machine was given': async (server) =>
      server.issueForRole(arnOf('dev'), 'machine', 3600) ?? keysOf(server.world()),
  };
  test.each(Object.entries(without))('is refused for %s', async (_name, keys) => {
    const server = await aws();
    const held = await keys(server);
    expect((await tokenFor(server, held, { SessionDuration: '3600' })).status).toBe(400);
    expect((await tokenFor(server, held)).status).toBe(200);
  });
});

describe('a sign-in', () => {
  test.each([
    ['nowhere', ''],
    ['another host', 'https://console.example.org/'],
    ['a host that only ends like the console', 'https://evilconsole.aws.amazon.com/'],
    ['the console without TLS', 'http://console.aws.amazon.com/'],
    ['the console of another partition', 'https://console.amazonaws.cn/'],
  ])('leads to %s: refused', async (_name, Destination) => {
    const server = await aws();
    const token = tokenIn(await tokenFor(server, await assume(server)));
    expect((await logIn(server, token, { Destination })).status).toBe(400);
  });

  test('may lead to the console of a region', async () => {
    const server = await aws();
    const token = tokenIn(await tokenFor(server, await assume(server)));
    const Destination = 'https://eu-west-1.console.aws.amazon.com/s3/home';
    expect(fact(await logIn(server, token, { Destination }), 'destination')).toBe(Destination);
  });

  test('with an action nobody knows is refused', async () => {
    expect((await request(await aws(), 'GET', { Action: 'logout' })).status).toBe(400);
  });

  test('is in the log without its token', async () => {
    const server = await aws();
    const token = tokenIn(await tokenFor(server, await assume(server)));
    await logIn(server, token);
    const entries = server.log().filter(({ service }) => service === 'signin');
    expect(entries.map(({ action, status }) => [action, status])).toEqual([
      ['getSigninToken', 200],
      ['login', 200],
    ]);
    expect(JSON.stringify(server.log())).not.toContain(token);
  });
});
