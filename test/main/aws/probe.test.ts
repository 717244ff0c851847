import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProbeFact, ProbeStep } from '../../../app/network/probe.ts';
import type { CallProblem, Endpoint, NetworkSettings } from '../../../app/ports.ts';
import { ok, type Result } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { createProbe } from '../../../main/aws/probe.ts';
import { createAuthority } from '../../local-aws/certificates.ts';
import { createProxy } from '../../local-aws/proxy.ts';
import { ending, start } from '../../local-aws/support.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { directly } from './aws-calls.ts';

const folder = temporaryFolders();

type Told = { readonly step: ProbeStep; readonly outcome: Result<ProbeFact, CallProblem> };

const probe = async (
  endpoint: Partial<Endpoint>,
  settings: Partial<NetworkSettings> = {},
  password: string | null = null,
): Promise<readonly Told[]> => {
  const told: Told[] = [];
  const lines = directly({
    settings: () => ({ ...defaultSettings, uncheckedEndpoints: [], ...settings }),
    passwords: { read: async () => ok(password === null ? null : secret(password)) },
  });
  const whole = { region: 'us-east-1', url: '', caBundle: null, ...endpoint };
  await createProbe(lines)(whole, (step, outcome) => told.push({ step, outcome }));
  return told;
};

const stepsOf = (told: readonly Told[]): string =>
  told.map(({ step, outcome }) => (outcome.ok ? step : `${step} failed`)).join(', ');

const secured = async (names: readonly string[] = ['localhost', '127.0.0.1']) => {
  const authority = await createAuthority('Company CA');
  const aws = await start({ tls: await authority.certify(names) });
  const caBundle = join(folder(), 'ca.pem');
  writeFileSync(caBundle, authority.certificate);
  return { aws, caBundle };
};

describe('a connection test (BO9)', () => {
  it('goes by name, connection, certificate and answer', async () => {
    const { aws, caBundle } = await secured();
    const told = await probe({ url: `https://localhost:${aws.port}`, caBundle });
    expect(stepsOf(told)).toBe('proxy, name, connect, tls, answer');
    expect(told.map(({ outcome }) => outcome)).toMatchObject([
      { value: { proxy: null, from: 'system' } },
      { value: { host: 'localhost' } },
      { value: { host: `localhost:${aws.port}` } },
      { value: { protocol: 'TLSv1.3', issuer: 'Company CA', checked: true } },
      { value: { status: 403 } },
    ]);
    expect(aws.log()).toHaveLength(1);
  });

  it('goes through the tunnel of a proxy that knows the login', async () => {
    const { aws, caBundle } = await secured();
    const proxy = await ending(createProxy({ credentials: { user: 'ada', password: 'right' } }));
    const settings = { proxy: proxy.url, proxyUser: 'ada' };
    const told = await probe({ url: aws.url, caBundle }, settings, 'right');
    expect(stepsOf(told)).toBe('proxy, connect, tunnel, tls, answer');
  });

  it.each([
    ['https', null, 'password'],
    ['https', 'wrong', 'login'],
    ['http', null, 'password'],
  ] as const)('names a proxy that refuses, over %s with %s', async (scheme, password, cause) => {
    const proxy = await ending(createProxy({ credentials: { user: 'ada', password: 'right' } }));
    const settings = { proxy: proxy.url, proxyUser: 'ada' };
    const told = await probe({ url: `${scheme}://127.0.0.1:9` }, settings, password);
    const step = scheme === 'https' ? 'tunnel' : 'answer';
    expect(stepsOf(told)).toBe(`proxy, connect, ${step} failed`);
    expect(told.at(-1)?.outcome).toMatchObject({
      failure: { kind: 'proxy', proxy: `127.0.0.1:${proxy.port}`, cause },
    });
  });

  it('names a proxy that gets no further', async () => {
    const proxy = await ending(createProxy());
    const told = await probe({ url: 'https://127.0.0.1:9' }, { proxy: proxy.url });
    expect(stepsOf(told)).toBe('proxy, connect, tunnel failed');
    expect(told.at(-1)?.outcome).toMatchObject({ failure: { cause: 'refused', code: 'HTTP 502' } });
  });

  it('names a proxy that hangs, at its deadline', async () => {
    const proxy = await ending(createProxy());
    proxy.setMode('hang');
    const settings = { proxy: proxy.url, callTimeout: 3 };
    const told = await probe({ url: 'https://127.0.0.1:9' }, settings);
    expect(stepsOf(told)).toBe('proxy, connect, tunnel failed');
    expect(told.at(-1)?.outcome).toMatchObject({ failure: { kind: 'proxy', code: 'ETIMEDOUT' } });
  });

  it('names a port where nobody listens', async () => {
    const told = await probe({ url: 'http://127.0.0.1:9' });
    expect(stepsOf(told)).toBe('proxy, connect failed');
    expect(told.at(-1)?.outcome).toMatchObject({
      failure: { kind: 'network', host: '127.0.0.1:9', code: 'ECONNREFUSED' },
    });
  });

  it('names a host that has no address', async () => {
    const told = await probe({ url: 'http://nowhere.invalid' });
    expect(stepsOf(told)).toBe('proxy, name failed');
    expect(told.at(-1)?.outcome).toMatchObject({ failure: { host: 'nowhere.invalid:80' } });
  });

  it('names a certificate that nobody trusted vouches for', async () => {
    const { aws } = await secured();
    const told = await probe({ url: aws.url });
    expect(stepsOf(told)).toBe('proxy, connect, tls failed');
    expect(told.at(-1)?.outcome).toMatchObject({ failure: { kind: 'network' } });
  });

  it('says that a certificate was not looked at', async () => {
    const { aws } = await secured(['elsewhere']);
    const told = await probe({ url: aws.url }, { uncheckedEndpoints: [aws.url] });
    expect(stepsOf(told)).toBe('proxy, connect, tls, answer');
    expect(told[2]?.outcome).toMatchObject({ value: { checked: false } });
  });

  it('names a CA bundle that is missing', async () => {
    const told = await probe({ url: 'https://127.0.0.1:9', caBundle: '/nowhere/ca.pem' });
    expect(stepsOf(told)).toBe('tls failed');
    expect(told[0]?.outcome).toMatchObject({ failure: { kind: 'file', path: '/nowhere/ca.pem' } });
  });
});
