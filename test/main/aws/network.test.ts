import { ownDetail, systemDetail } from '../../../app/detail.ts';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../app/network/environment.ts';
import type { CallContext, NetworkSettings } from '../../../app/ports.ts';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { defaultSettings } from '../../../app/settings.ts';
import type { Lines } from '../../../main/aws/lines.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { createAuthority, type Validity } from '../../local-aws/certificates.ts';
import { createProxy, type Proxy, type ProxyOptions } from '../../local-aws/proxy.ts';
import { ending, start } from '../../local-aws/support.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { directly, freshMfa, userContext } from './aws-calls.ts';

const folder = temporaryFolders();
const login = { user: 'ada', password: 'pröxy: 100%' };

const proxyFor = (options: ProxyOptions = {}): Promise<Proxy> => ending(createProxy(options));

type Wishes = {
  readonly settings?: Partial<NetworkSettings>;
  readonly environment?: Environment;
  readonly password?: string;
  readonly system?: string;
};

const through = ({ settings, environment, password, system }: Wishes): Lines =>
  directly({
    settings: () => ({ ...defaultSettings, uncheckedEndpoints: [], ...settings }),
    ...(environment === undefined ? {} : { environment }),
    ...(system === undefined ? {} : { askSystem: async () => system }),
    passwords: { read: async () => ok(password === undefined ? null : secret(password)) },
  });

/** A local AWS behind TLS, and the file that vouches for it. */
const secured = async (names: readonly string[] = ['127.0.0.1'], validity?: Validity) => {
  const authority = await createAuthority();
  const aws = await start({ tls: await authority.certify(names, validity) });
  const bundle = join(folder(), 'ca.pem');
  writeFileSync(bundle, `# of the company\n${authority.certificate}`);
  return { aws, bundle };
};

const trusting = (context: CallContext, caBundle: string): CallContext => ({
  ...context,
  endpoint: { ...context.endpoint, caBundle },
});

const ask = async (lines: Lines, context: CallContext) =>
  (await createSts(lines).getCallerIdentity(context)).outcome;

describe('a call through a proxy that wants a login (BO9)', () => {
  it.each(['http', 'https'] as const)('passes with user and password, over %s', async (scheme) => {
    const proxy = await proxyFor({ credentials: login });
    const { aws, bundle } = await (scheme === 'https'
      ? secured()
      : start().then((plain) => ({ aws: plain, bundle: null })));
    const lines = through({
      settings: { proxy: proxy.url, proxyUser: login.user, caBundle: bundle },
      password: login.password,
    });
    const { outcome } = await createSts(lines).getSessionToken(userContext(aws), {
      durationSeconds: 900,
      mfa: freshMfa(aws),
    });
    expect(outcome.ok).toBe(true);
    expect(proxy.passages()).toEqual([
      {
        kind: scheme === 'https' ? 'tunnel' : 'forward',
        target: `127.0.0.1:${aws.port}`,
        status: 200,
        user: 'ada',
      },
    ]);
    expect(aws.log()).toHaveLength(1);
  });

  it.each([
    ['http', undefined, 'password'],
    ['http', 'wrong', 'login'],
    ['https', undefined, 'password'],
    ['https', 'wrong', 'login'],
  ] as const)('is refused over %s with the password %s: %s', async (scheme, password, cause) => {
    const proxy = await proxyFor({ credentials: login });
    const { aws } = await (scheme === 'https'
      ? secured()
      : start().then((plain) => ({ aws: plain })));
    const lines = through({
      settings: { proxy: proxy.url, proxyUser: login.user },
      ...(password === undefined ? {} : { password }),
    });
    expect(await ask(lines, userContext(aws))).toEqual({
      ok: false,
      failure: { kind: 'proxy', proxy: `127.0.0.1:${proxy.port}`, cause, code: 'HTTP 407' },
    });
    expect(proxy.passages()).toHaveLength(1);
    expect(aws.log()).toEqual([]);
  });

  it('takes the login that HTTPS_PROXY carries', async () => {
    const proxy = await proxyFor({ credentials: login });
    const { aws, bundle } = await secured();
    const lines = through({ environment: { HTTPS_PROXY: proxy.urlWithCredentials } });
    expect((await ask(lines, trusting(userContext(aws), bundle))).ok).toBe(true);
    expect(proxy.passages()).toMatchObject([{ kind: 'tunnel', user: 'ada', status: 200 }]);
  });
});

describe('the way', () => {
  it('is around the proxy where NO_PROXY says so', async () => {
    const proxy = await proxyFor();
    const aws = await start();
    const lines = through({
      settings: { proxy: proxy.url },
      environment: { NO_PROXY: 'example.org,127.0.0.0/8' },
    });
    expect((await ask(lines, userContext(aws))).ok).toBe(true);
    expect(proxy.passages()).toEqual([]);
  });

  it("is the system's answer, and its next one where the first proxy does not listen", async () => {
    const proxy = await proxyFor();
    const aws = await start();
    const lines = through({ system: `PROXY 127.0.0.1:9; PROXY 127.0.0.1:${proxy.port}; DIRECT` });
    expect((await ask(lines, userContext(aws))).ok).toBe(true);
    expect(proxy.passages()).toHaveLength(1);
    expect(aws.log()).toHaveLength(1);
  });

  it('is direct where the system names a dead proxy and DIRECT behind it', async () => {
    const aws = await start();
    const lines = through({ system: 'PROXY 127.0.0.1:9; DIRECT' });
    expect((await ask(lines, userContext(aws))).ok).toBe(true);
  });

  it.each(['http', 'https'])(
    'to a proxy that is down fails by its name, over %s',
    async (scheme) => {
      const lines = through({ settings: { proxy: 'http://127.0.0.1:9' } });
      const aws = await start();
      const context = userContext(aws);
      const url = `${scheme}://127.0.0.1:${aws.port}`;
      expect(await ask(lines, { ...context, endpoint: { ...context.endpoint, url } })).toEqual({
        ok: false,
        failure: {
          kind: 'proxy',
          proxy: '127.0.0.1:9',
          cause: 'unreachable',
          code: 'ECONNREFUSED',
        },
      });
    },
  );

  it('through a proxy that cannot get there is refused by the proxy, not by AWS', async () => {
    const proxy = await proxyFor();
    proxy.setMode('fail');
    const { aws, bundle } = await secured();
    const lines = through({ settings: { proxy: proxy.url } });
    expect(await ask(lines, trusting(userContext(aws), bundle))).toMatchObject({
      ok: false,
      failure: { kind: 'proxy', cause: 'refused', code: 'HTTP 503' },
    });
  });

  it('through a kind of proxy nobody speaks here is told as such', async () => {
    const aws = await start();
    expect(await ask(through({ system: 'SOCKS5 127.0.0.1:1080' }), userContext(aws))).toMatchObject(
      { ok: false, failure: { kind: 'proxy', cause: 'unsupported' } },
    );
    expect(aws.log()).toEqual([]);
  });
});

describe('a certificate', () => {
  it.each(['setting', 'endpoint'] as const)(
    'is accepted by the bundle of the %s (BO9)',
    async (of) => {
      const { aws, bundle } = await secured();
      const context = userContext(aws);
      const answer =
        of === 'setting'
          ? await ask(through({ settings: { caBundle: bundle } }), context)
          : await ask(through({}), trusting(context, bundle));
      expect(answer.ok).toBe(true);
    },
  );

  it.each([
    ['of an authority nobody knows', ['127.0.0.1'], undefined, false, /^UNABLE_TO_|SELF_SIGNED/],
    ['of another host', ['sts.example.org'], undefined, true, /^ERR_TLS_CERT_ALTNAME_INVALID$/],
    ['that expired', ['127.0.0.1'], { from: 0, to: 1_000_000_000_000 }, true, /^CERT_HAS_EXPIRED$/],
  ] as const)('%s is refused before anything is sent', async (_, names, validity, known, code) => {
    const { aws, bundle } = await secured(names, validity);
    const lines = through(known ? { settings: { caBundle: bundle } } : {});
    expect(await ask(lines, userContext(aws))).toEqual({
      ok: false,
      failure: {
        kind: 'network',
        host: `127.0.0.1:${aws.port}`,
        code: expect.stringMatching(code),
      },
    });
    expect(aws.log()).toEqual([]);
  });

  it("of another host is refused behind a proxy too, whatever the proxy's own name is", async () => {
    const proxy = await proxyFor({ routes: {} });
    const { aws, bundle } = await secured(['localhost']);
    const lines = through({ settings: { proxy: proxy.url, caBundle: bundle } });
    expect(await ask(lines, userContext(aws))).toMatchObject({
      ok: false,
      failure: { kind: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  it('is not looked at for the one endpoint that settings.ini names', async () => {
    const { aws } = await secured(['sts.example.org']);
    const other = await secured(['sts.example.org']);
    const lines = through({ settings: { uncheckedEndpoints: [aws.url] } });
    expect((await ask(lines, userContext(aws))).ok).toBe(true);
    expect((await ask(lines, userContext(other.aws))).ok).toBe(false);
  });

  it.each([
    ['is not there', null, systemDetail('ENOENT')],
    ['holds no certificate', 'hello', ownDetail('no-certificate')],
  ])('bundle that %s is named, and nothing is sent', async (_, text, detail) => {
    const aws = await start();
    const path = join(folder(), 'bundle.pem');
    if (text !== null) writeFileSync(path, text);
    expect(await ask(through({ settings: { caBundle: path } }), userContext(aws))).toEqual({
      ok: false,
      failure: { kind: 'file', path, detail },
    });
    expect(aws.log()).toEqual([]);
  });

  it('bundle that changes on disk counts at the next call', async () => {
    const first = await secured();
    const second = await secured();
    const lines = through({ settings: { caBundle: first.bundle } });
    expect((await ask(lines, userContext(second.aws))).ok).toBe(false);
    const { readFileSync } = await import('node:fs');
    writeFileSync(first.bundle, `\n\n${readFileSync(second.bundle, 'utf8')}`);
    expect((await ask(lines, userContext(second.aws))).ok).toBe(true);
  });
});

/** Takes connections and says nothing; counts them. */
const silent = async () => {
  const state = { connections: 0, open: 0 };
  const server = createServer((socket) => {
    state.connections += 1;
    state.open += 1;
    socket
      .on('error', () => undefined)
      .on('close', () => {
        state.open -= 1;
      });
    socket.resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, state };
};

describe('a call whose answer does not come', () => {
  it('ends at its deadline, was sent once, and leaves no connection behind', async () => {
    const server = await silent();
    const aws = await start();
    const context = userContext(aws);
    const lines = through({ settings: { callTimeout: 3 } });
    const answer = await ask(lines, {
      ...context,
      endpoint: { ...context.endpoint, url: server.url },
    });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'network', code: 'ETIMEDOUT' } });
    expect(server.state.connections).toBe(1);
    await expect.poll(() => server.state.open).toBe(0);
  });

  it('because a proxy hangs is the proxy’s fault, and leaves no connection behind either', async () => {
    const server = await silent();
    const { aws, bundle } = await secured();
    const lines = through({ settings: { proxy: server.url, connectTimeout: 3 } });
    expect(await ask(lines, trusting(userContext(aws), bundle))).toMatchObject({
      ok: false,
      failure: { kind: 'proxy', cause: 'unreachable', code: 'ETIMEDOUT' },
    });
    expect(server.state.connections).toBe(1);
    await expect.poll(() => server.state.open).toBe(0);
    expect(aws.log()).toEqual([]);
  });

  it('waits 15 s in all and 5 s for a connection unless the settings say otherwise', () => {
    expect(directly().times()).toEqual({ connect: 5000, whole: 15_000 });
  });
});
