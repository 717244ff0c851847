import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type Authority } from './certificates.ts';
import { createProxy, type Proxy, type ProxyOptions } from './proxy.ts';
import { AWS, CURL, environment, newFolder, run, type Ran } from './run-client.ts';
import type { LocalAws } from './server.ts';
import { ACCOUNT, ending, keysOf, start } from './support.ts';

/** Shown with curl and awscli, which know proxies better than anything in this repository. */

const ADA = { user: 'ada', password: 'p@ss:w/ord' };
const STS = 'sts.eu-west-1.amazonaws.com';
const ARN = `arn:aws:iam::${ACCOUNT}:user/ada`;

let authority: Authority;
beforeAll(async () => {
  authority = await createAuthority();
});

const proxied = (options: ProxyOptions = {}): Promise<Proxy> => ending(createProxy(options));

type CurlOptions = {
  readonly credentials?: typeof ADA;
  readonly region?: string;
  readonly args?: readonly string[];
};

/** GetCallerIdentity by curl's own SigV4; keys and passwords go in on stdin. */
const curl = async (
  aws: LocalAws,
  proxy: Proxy,
  url: string,
  { credentials, region = 'us-east-1', args = [] }: CurlOptions = {},
): Promise<Ran> => {
  const folder = await newFolder();
  await writeFile(join(folder, 'ca.pem'), authority.certificate);
  const { accessKeyId, secretAccessKey } = keysOf(aws.world());
  const lines = [
    `user = "${accessKeyId}:${secretAccessKey}"`,
    `aws-sigv4 = "aws:amz:${region}:sts"`,
    `proxy = "${proxy.url}"`,
    'noproxy = ""',
    ...(credentials === undefined
      ? []
      : [`proxy-user = "${credentials.user}:${credentials.password}"`]),
    `cacert = "${join(folder, 'ca.pem')}"`,
    'data = "Action=GetCallerIdentity&Version=2011-06-15"',
  ];
  return run(CURL, ['--silent', '--show-error', '--config', '-', ...args, url], {
    stdin: lines.join('\n'),
  });
};

describe('absolute form', () => {
  test('a signed request goes on unchanged, and is counted', async () => {
    const aws = await start();
    const proxy = await proxied();
    expect((await curl(aws, proxy, aws.url)).stdout).toContain(`<Arn>${ARN}</Arn>`);
    expect(proxy.passages()).toEqual([
      { kind: 'forward', target: `127.0.0.1:${aws.port}`, status: 200, user: undefined },
    ]);
    expect(proxy.bytes()).toBeGreaterThan(300);
  });

  test('a name of AWS leads to this machine', async () => {
    const aws = await start();
    const proxy = await proxied({ routes: { [`${STS}:80`]: aws.port } });
    const answer = await curl(aws, proxy, `http://${STS}/`, { region: 'eu-west-1' });
    expect(answer.stdout).toContain(`<Arn>${ARN}</Arn>`);
    expect(aws.log()).toMatchObject([{ host: STS, region: 'eu-west-1', status: 200 }]);
  });

  test('a name without a route leads nowhere', async () => {
    const aws = await start();
    const proxy = await proxied();
    const args = ['--output', '/dev/null', '--write-out', '%{http_code}'];
    expect((await curl(aws, proxy, `http://${STS}/`, { args })).stdout).toBe('502');
    expect(aws.log()).toEqual([]);
  });
});

describe('tunnels', () => {
  test('TLS goes through to the name asked for', async () => {
    const aws = await start({ tls: await authority.certify([STS]) });
    const proxy = await proxied({ routes: { [`${STS}:443`]: aws.port } });
    const answer = await curl(aws, proxy, `https://${STS}/`, { region: 'eu-west-1' });
    expect(answer.stdout).toContain(`<Arn>${ARN}</Arn>`);
    expect(proxy.passages()).toEqual([
      { kind: 'tunnel', target: `${STS}:443`, status: 200, user: undefined },
    ]);
    expect(proxy.bytes()).toBeGreaterThan(1000);
  });

  test('the endpoint’s region is the only one it believes', async () => {
    const aws = await start({ tls: await authority.certify([STS]) });
    const proxy = await proxied({ routes: { '*': aws.port } });
    const answer = await curl(aws, proxy, `https://${STS}/`, { region: 'us-east-1' });
    expect(answer.stdout).toContain('Credential should be scoped to a valid region');
  });

  test.each([
    ['a name without a route', `https://${STS}/`],
    ['a port nobody listens on', 'https://127.0.0.1:9/'],
  ])('%s: 502', async (_name, url) => {
    const aws = await start();
    const proxy = await proxied();
    const { exitCode, stderr } = await curl(aws, proxy, url);
    expect(exitCode).toBe(56);
    expect(stderr).toContain('502');
    expect(proxy.passages()).toMatchObject([{ kind: 'tunnel', status: 502 }]);
  });
});

describe('authentication', () => {
  test.each([
    ['none', undefined, '407', undefined],
    ['a wrong password', { ...ADA, password: 'guess' }, '407', 'ada'],
    ['a wrong user', { ...ADA, user: 'eve' }, '407', 'eve'],
    ['the right one', ADA, '200', 'ada'],
  ])('%s', async (_name, credentials, status, user) => {
    const aws = await start({ tls: await authority.certify() });
    const plain = await start();
    const proxy = await proxied({ credentials: ADA });
    const options = {
      ...(credentials === undefined ? {} : { credentials }),
      args: ['--output', '/dev/null', '--write-out', '%{http_connect} %{http_code}'],
    };
    const tunnel = await curl(aws, proxy, aws.url, options);
    expect(tunnel.stdout).toBe(status === '200' ? '200 200' : '407 000');
    expect((await curl(plain, proxy, plain.url, options)).stdout).toBe(`000 ${status}`);
    expect(proxy.passages()).toMatchObject([
      { kind: 'tunnel', status: Number(status), user },
      { kind: 'forward', status: Number(status), user },
    ]);
    expect(aws.log().length + plain.log().length).toBe(status === '200' ? 2 : 0);
  });

  test('the challenge names Basic', async () => {
    const aws = await start();
    const proxy = await proxied({ credentials: ADA });
    const args = ['--include'];
    expect((await curl(aws, proxy, aws.url, { args })).stdout).toMatch(
      /^HTTP\/1\.1 407 .*\r\nProxy-Authenticate: Basic realm="local proxy"/s,
    );
  });
});

test.each([
  ['fails', 'fail' as const, 0, '503'],
  ['hangs', 'hang' as const, 28, '000'],
])('a proxy that %s', async (_name, mode, exitCode, code) => {
  const aws = await start();
  const proxy = await proxied();
  proxy.setMode(mode);
  const longest = mode === 'hang' ? '0.3' : '60';
  const args = ['--max-time', longest, '--output', '/dev/null', '--write-out', '%{http_code}'];
  const answer = await curl(aws, proxy, aws.url, { args });
  expect([answer.exitCode, answer.stdout]).toEqual([exitCode, code]);
  expect(aws.log()).toEqual([]);
});

test('awscli goes through it to a regional endpoint, with its own CA bundle', async () => {
  const aws = await start({ tls: await authority.certify([STS]) });
  const proxy = await proxied({ credentials: ADA, routes: { [`${STS}:443`]: aws.port } });
  const bundle = join(await newFolder(), 'ca.pem');
  await writeFile(bundle, authority.certificate);
  const ran = await run(AWS, ['sts', 'get-caller-identity', '--query', 'Arn'], {
    env: {
      ...environment(keysOf(aws.world())),
      AWS_REGION: 'eu-west-1',
      AWS_CA_BUNDLE: bundle,
      HTTPS_PROXY: proxy.urlWithCredentials,
    },
  });
  expect(ran).toMatchObject({ exitCode: 0, stdout: `"${ARN}"\n` });
  expect(proxy.passages()).toMatchObject([{ kind: 'tunnel', status: 200, user: 'ada' }]);
});
