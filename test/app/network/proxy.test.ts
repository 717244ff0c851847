import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostPort, originOf, parseUrl, type Address } from '../../../app/network/address.ts';
import { environmentOf } from '../../../app/network/environment.ts';
import { isExcepted } from '../../../app/network/no-proxy.ts';
import { decideProxy, parseSystemProxy, passwordPlace } from '../../../app/network/proxy.ts';
import { tlsCause } from '../../../app/network/tls.ts';
import { reveal } from '../../../app/secret.ts';

const at = (url: string): Address => {
  const parsed = parseUrl(url);
  if (parsed === null) throw new Error(`${url} is no URL`);
  return parsed;
};

describe('an address', () => {
  it.each([
    ['https://a.com', 'https://a.com:443'],
    ['http://A.com./x?y', 'http://a.com:80'],
    ['https://[::1]:8443/', 'https://[::1]:8443'],
    ['http://u:p@a:1', 'http://a:1'],
  ])('%s is %s', (url, origin) => {
    expect(originOf(at(url))).toBe(origin);
  });

  it.each([
    '',
    'a.com',
    'ftp://a',
    'http://',
    'http://a:0',
    'http://a:65536',
    'http://a b',
    'http://[a]',
  ])('"%s" is none', (text) => {
    expect(parseUrl(text)).toBeNull();
  });
});

describe('NO_PROXY (BO9)', () => {
  it.each([
    ['', 'https://a.com', false],
    ['*', 'https://a.com', true],
    ['a.com', 'https://a.com', true],
    ['a.com', 'https://sts.A.com', true],
    ['a.com', 'https://ba.com', false],
    ['.a.com', 'https://sts.a.com', true],
    ['.a.com', 'https://a.com', true],
    ['*.a.com', 'https://x.y.a.com', true],
    ['a.com.', 'https://a.com', true],
    ['a.com:443', 'https://a.com', true],
    ['a.com:8443', 'https://a.com', false],
    ['b.com, a.com', 'https://a.com', true],
    ['b.com a.com', 'https://a.com', true],
    ['127.0.0.1', 'http://127.0.0.1:4566', true],
    ['0.0.1', 'http://127.0.0.1', false],
    ['10.0.0.0/8', 'http://10.200.3.4', true],
    ['10.0.0.0/8', 'http://11.0.0.1', false],
    ['192.168.1.128/25', 'http://192.168.1.127', false],
    ['0.0.0.0/0', 'http://8.8.8.8', true],
    ['10.0.0.0/33', 'http://10.0.0.0', false],
    ['10.0.0.0/8', 'http://sts.amazonaws.com', false],
    ['::1', 'http://[::1]:80', true],
    ['[::1]:8080', 'http://[::1]:8080', true],
    ['[::1]:8080', 'http://[::1]:80', false],
    [',, ,', 'http://a', false],
    ['.', 'http://a', false],
  ])('"%s" for %s: %s', (noProxy, url, excepted) => {
    expect(isExcepted(noProxy, at(url))).toBe(excepted);
  });

  it('holds for every name under a domain and for none beside it', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(label, label, label, (a, b, c) => {
        const host: Address = { scheme: 'https', host: `${a}.${b}.${c}`, port: 443 };
        expect(isExcepted(`${b}.${c}`, host)).toBe(true);
        expect(isExcepted(`x${b}.${c}`, host)).toBe(false);
      }),
    );
  });
});

const P = 'http://proxy.corp:3128';

/** How a call goes, told in one line. */
const goes = (
  url: string,
  proxy: string,
  environment: Readonly<Record<string, string>>,
  noProxy: string | null = null,
): string => {
  const decision = decideProxy(at(url), { proxy, noProxy }, environmentOf(environment));
  if (decision.kind === 'ask-system') return 'asks the system';
  const ways = decision.routes.map((route) => (route.kind === 'proxy' ? route.url : route.kind));
  return `${ways.join(', ')} by ${decision.from}`;
};

describe('a call goes (BO9)', () => {
  it.each([
    ['https://a', 'none', { HTTPS_PROXY: P }, null, 'direct by setting'],
    ['https://a', P, {}, null, `${P} by setting`],
    ['https://a', P, { HTTPS_PROXY: 'http://other:1' }, null, `${P} by setting`],
    ['http://127.0.0.1:1', P, {}, null, `${P} by setting`],
    ['https://a', P, { NO_PROXY: 'a' }, null, 'direct by no-proxy'],
    ['https://a', P, { NO_PROXY: 'a' }, 'b', `${P} by setting`],
    ['https://b', P, {}, 'b', 'direct by no-proxy'],
    ['https://a', 'system', { HTTPS_PROXY: P }, null, `${P} by environment`],
    [
      'https://a',
      'system',
      { https_proxy: P, HTTPS_PROXY: 'http://o:1' },
      null,
      `${P} by environment`,
    ],
    ['https://a', 'system', { HTTP_PROXY: P }, null, 'asks the system'],
    ['http://a', 'system', { HTTP_PROXY: P }, null, `${P} by environment`],
    ['http://localhost', 'system', { http_proxy: P }, null, `${P} by environment`],
    ['https://a', 'system', { ALL_PROXY: P }, null, `${P} by environment`],
    ['https://a', 'system', { HTTPS_PROXY: 'proxy.corp:3128' }, null, `${P} by environment`],
    ['https://a', 'system', { HTTPS_PROXY: 'socks5://s:1' }, null, 'unsupported by environment'],
    ['https://a', 'system', { HTTPS_PROXY: P, no_proxy: 'a' }, null, 'direct by no-proxy'],
    ['https://a', 'system', { NO_PROXY: 'b' }, null, 'asks the system'],
    ['https://a', 'system', {}, null, 'asks the system'],
  ])('to %s with %s, %o, %s: %s', (url, proxy, environment, noProxy, way) => {
    expect(goes(url, proxy, environment, noProxy)).toBe(way);
  });

  it.each([
    ['ada:s3cret', 'ada', 's3cret'],
    ['ada', 'ada', ''],
    ['ad%40corp:a%3Ab%25', 'ad@corp', 'a:b%'],
    ['ada:50%', 'ada', '50%'],
    ['ada:a:b', 'ada', 'a:b'],
  ])('with the login %s of the environment', (userInfo, user, password) => {
    const environment = environmentOf({ HTTPS_PROXY: `http://${userInfo}@proxy:1` });
    const wishes = { proxy: 'system', noProxy: null };
    const decision = decideProxy(at('https://a'), wishes, environment);
    const [route] = decision.kind === 'routes' ? decision.routes : [];
    if (route?.kind !== 'proxy' || route.login === null) throw new Error('no login');
    expect([route.url, route.login.user, reveal(route.login.password)]).toEqual([
      'http://proxy:1',
      user,
      password,
    ]);
  });

  it('and what cannot be read as a proxy is told without what may be a password', () => {
    const environment = environmentOf({ HTTPS_PROXY: 'socks5://ada:planted@s:1' });
    const wishes = { proxy: 'system', noProxy: null };
    const decision = decideProxy(at('https://a'), wishes, environment);
    expect(JSON.stringify(decision)).not.toContain('planted');
  });
});

describe("the system's answer", () => {
  it.each([
    ['DIRECT', ['direct']],
    ['', ['direct']],
    ['PROXY a:8080', ['http://a:8080']],
    ['PROXY a:8080; DIRECT', ['http://a:8080', 'direct']],
    ['proxy a:1;HTTPS b:443 ; ', ['http://a:1', 'https://b:443']],
    ['HTTP a', ['http://a:80']],
    ['SOCKS5 c:1080; PROXY a:1', ['unsupported', 'http://a:1']],
    ['PROXY', ['unsupported']],
    ['PROXY [::1]:3128', ['http://[::1]:3128']],
  ])('"%s" is %o', (answer, ways) => {
    expect(
      parseSystemProxy(answer).map((route) => (route.kind === 'proxy' ? route.url : route.kind)),
    ).toEqual(ways);
  });
});

describe('a proxy password', () => {
  it.each([
    ['system', 'ada', 'ada@system'],
    [P, 'ada', `ada@${P}`],
    [P, null, null],
    ['none', 'ada', null],
  ])('for %s and %s is filed as %s, so that no other proxy gets it', (proxy, proxyUser, place) => {
    expect(passwordPlace({ proxy, proxyUser })).toBe(place);
  });
});

describe('a broken connection', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'not-yet-valid'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong-host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'other'],
    ['ECONNREFUSED', null],
    ['ETIMEDOUT', null],
  ])('%s says of trust: %s', (code, cause) => {
    expect(tlsCause(code)).toBe(cause);
  });
});

describe('host and port', () => {
  it('are written as in a URL', () => {
    expect(['http://a', 'http://[::1]:2'].map((url) => hostPort(at(url)))).toEqual([
      'a:80',
      '[::1]:2',
    ]);
  });
});
