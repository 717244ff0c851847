import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signInRequest } from '../../../app/export/console-url.ts';
import type { NetworkSettings } from '../../../app/ports.ts';
import { ok } from '../../../app/result.ts';
import { reveal, secret, type Secret } from '../../../app/secret.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { createFederation } from '../../../main/aws/federation.ts';
import type { Lines } from '../../../main/aws/lines.ts';
import { createAuthority } from '../../local-aws/certificates.ts';
import { createProxy } from '../../local-aws/proxy.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import {
  allow,
  arnOf,
  ending,
  given,
  mfaOf,
  role,
  start,
  stsFor,
  user,
  worldWith,
  type Keys,
} from '../../local-aws/support.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { directly, rawServer } from './aws-calls.ts';

const folder = temporaryFolders();
const world = worldWith([user({ policies: [allow()] })], [role('dev', { policies: [allow()] })]);

const bodyFor = (keys: Keys, durationSeconds: number | null = null): Secret =>
  signInRequest(
    {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: secret(keys.secretAccessKey),
      sessionToken: secret(keys.sessionToken ?? ''),
      expiresAt: 0,
    },
    durationSeconds,
  );

const assumed = async (aws: LocalAws): Promise<Keys> =>
  given(
    await stsFor(aws).send(
      new AssumeRoleCommand({ RoleArn: arnOf('dev'), RoleSessionName: 'ada' }),
    ),
  );

/** As the role of a machine has it: no call of STS, so a server behind TLS needs no trust for it. */
const issued = (aws: LocalAws): Keys => {
  const session = aws.issueForRole(arnOf('dev'), 'ada', 3600);
  if (session === undefined) throw new Error('no such role');
  return session;
};

const ask = (
  url: string,
  body: Secret,
  lines: Lines = directly(),
  caBundle: string | null = null,
) => createFederation(lines).getSigninToken({ url: `${url}/federation`, body, caBundle });

const through = (settings: Partial<NetworkSettings>, password?: string): Lines =>
  directly({
    settings: () => ({ ...defaultSettings, uncheckedEndpoints: [], ...settings }),
    passwords: { read: async () => ok(password === undefined ? null : secret(password)) },
  });

const secured = async () => {
  const authority = await createAuthority();
  const aws = await start({ world, tls: await authority.certify() });
  const bundle = join(folder(), 'ca.pem');
  writeFileSync(bundle, authority.certificate);
  return { aws, bundle };
};

describe('a sign-in token', () => {
  it('is given for a role, and signs it in (EX2)', async () => {
    const aws = await start({ world });
    const token = await ask(aws.url, bodyFor(await assumed(aws), 43_200));
    if (!token.ok) throw new Error(token.failure.kind);
    const login = new URL('/federation', aws.url);
    login.search = new URLSearchParams({
      Action: 'login',
      Destination: 'https://console.aws.amazon.com/',
      SigninToken: reveal(token.value),
    }).toString();
    expect(await (await fetch(login)).text()).toContain('assumed-role/dev/ada');
  });

  it('is asked for by one request', async () => {
    const aws = await start({ world });
    const keys = await assumed(aws);
    aws.clearLog();
    await ask(aws.url, bodyFor(keys));
    expect(aws.log().map(({ action }) => action)).toEqual(['getSigninToken']);
  });

  it('is not given for a session of GetSessionToken', async () => {
    const aws = await start({ world });
    const keys = given(await stsFor(aws).send(new GetSessionTokenCommand(mfaOf(aws))));
    expect(await ask(aws.url, bodyFor(keys))).toEqual({
      ok: false,
      failure: { kind: 'aws', code: 'HTTP 400', message: '', status: 400, requestId: null },
    });
  });

  it('is given over TLS to whom the server is trusted by, and the body is sent to no other', async () => {
    const { aws, bundle } = await secured();
    const body = bodyFor(issued(aws));
    expect((await ask(aws.url, body, directly(), bundle)).ok).toBe(true);
    aws.clearLog();
    expect(await ask(aws.url, body)).toMatchObject({
      failure: { kind: 'network', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    });
    expect(aws.log()).toEqual([]);
  });

  it('is not asked for without the file of certificates', async () => {
    const aws = await start({ world });
    const path = join(folder(), 'none.pem');
    expect(await ask(aws.url, bodyFor(issued(aws)), directly(), path)).toMatchObject({
      failure: { kind: 'file', path },
    });
    expect(aws.log()).toEqual([]);
  });
});

describe('through a proxy', () => {
  const login = { user: 'ada', password: 'pröxy' };

  it.each(['http', 'https'] as const)('a token is given over %s', async (scheme) => {
    const proxy = await ending(createProxy({ credentials: login }));
    const { aws, bundle } =
      scheme === 'https' ? await secured() : { aws: await start({ world }), bundle: null };
    const lines = through(
      { proxy: proxy.url, proxyUser: login.user, caBundle: bundle },
      login.password,
    );
    expect((await ask(aws.url, bodyFor(issued(aws)), lines)).ok).toBe(true);
    expect(proxy.passages()).toMatchObject([
      { kind: scheme === 'https' ? 'tunnel' : 'forward', status: 200 },
    ]);
  });

  it.each(['http', 'https'] as const)(
    'that wants a password, none is given over %s',
    async (scheme) => {
      const proxy = await ending(createProxy({ credentials: login }));
      const { aws } = scheme === 'https' ? await secured() : { aws: await start({ world }) };
      const answer = await ask(aws.url, bodyFor(issued(aws)), through({ proxy: proxy.url }));
      expect(answer).toMatchObject({ failure: { kind: 'proxy', cause: 'password' } });
      expect(aws.log()).toEqual([]);
    },
  );

  it('that is not there, none is given', async () => {
    const aws = await start({ world });
    const lines = through({ proxy: 'http://127.0.0.1:9' });
    expect(await ask(aws.url, bodyFor(issued(aws)), lines)).toMatchObject({
      failure: { kind: 'proxy', cause: 'unreachable', code: 'ECONNREFUSED' },
    });
  });
});

describe('an answer without a token', () => {
  const keys: Keys = {
    accessKeyId: 'ASIAX',
    secretAccessKey: 'planted-secret',
    sessionToken: 'planted-token',
  };

  it.each([
    ['a page', 200, '<html>Sign in to the network</html>'],
    ['half a JSON', 200, '{"SigninToken":"ab'],
    ['JSON without one', 200, '{"token":"x"}'],
    ['an empty one', 200, '{"SigninToken":""}'],
    ['more than any honest one', 200, `{"SigninToken":"${'x'.repeat(70_000)}"}`],
    ['a redirect', 302, ''],
  ])('is malformed: %s', async (_title, status, text) => {
    const server = await rawServer((response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:9/' });
      response.end(text);
    });
    const answer = await ask(server.context.endpoint.url, bodyFor(keys));
    expect(answer).toMatchObject({ failure: { kind: 'malformed' } });
    expect(server.requests()).toBe(1);
  });

  it('repeats nothing of what was sent', async () => {
    const server = await rawServer((response, request) => {
      response.writeHead(400, { 'content-type': 'text/html' });
      response.end(`<h1>planted-secret planted-token ${request.url}</h1>`);
    });
    const answer = await ask(server.context.endpoint.url, bodyFor(keys));
    expect(JSON.stringify(answer)).not.toContain('planted');
  });

  it('is a fault of the server: 503', async () => {
    const server = await rawServer((response) => response.writeHead(503).end());
    expect(await ask(server.context.endpoint.url, bodyFor(keys))).toMatchObject({
      failure: { kind: 'aws', status: 503 },
    });
  });

  it('is given up when it takes too long', async () => {
    const server = await rawServer(() => undefined);
    const lines = through({ callTimeout: 1 });
    expect(await ask(server.context.endpoint.url, bodyFor(keys), lines)).toMatchObject({
      failure: { kind: 'network', code: 'ETIMEDOUT' },
    });
  });

  it('is a broken connection when nobody listens, and when the server hangs up', async () => {
    expect(await ask('http://127.0.0.1:9', bodyFor(keys))).toMatchObject({
      failure: { kind: 'network', host: '127.0.0.1:9', code: 'ECONNREFUSED' },
    });
    const rude = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((resolve) => {
      rude.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void rude.close());
    const address = rude.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await ask(`http://127.0.0.1:${port}`, bodyFor(keys))).toMatchObject({
      failure: { kind: 'network', code: 'ECONNRESET' },
    });
  });
});
