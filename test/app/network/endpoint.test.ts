import { describe, expect, it } from 'vitest';
import {
  configuredEndpoints,
  endpointFor,
  plainEndpoints,
  type ProfileNetwork,
} from '../../../app/network/endpoint.ts';
import { environmentOf } from '../../../app/network/environment.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';

/** What a profile says, from the text of its section, read by the real parser. */
const profile = (text: string): ProfileNetwork => {
  const { profiles } = parseAwsFiles({
    config: {
      path: 'config',
      text: `[services s]\nsts =\n  endpoint_url = http://service-sts\n[profile a]\n${text}`,
    },
    credentials: undefined,
  });
  const found = profiles.get('a');
  if (found === undefined) throw new Error('no profile');
  return found;
};

const IGNORE = 'ignore_configured_endpoint_urls = true';
const URL = 'endpoint_url = http://profile';
const BOTH = `services = s\n${URL}`;

const configured = (
  environment: Readonly<Record<string, string>>,
  own: string | null,
  end: string | null = null,
) =>
  configuredEndpoints(
    environmentOf(environment),
    own === null ? null : profile(own),
    end === null ? null : profile(end),
  );

describe('the configured endpoint of STS is, in this order (BO1)', () => {
  const everywhere = { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_STS: 'http://env-sts' };
  it.each([
    ['none', {}, '', null, null],
    ['none where nothing is known', {}, null, null, null],
    ['AWS_ENDPOINT_URL_STS', everywhere, BOTH, null, 'http://env-sts'],
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://env' }, BOTH, null, 'http://env'],
    ['what is empty is not set', { AWS_ENDPOINT_URL: ' ' }, URL, null, 'http://profile'],
    ['that of IAM is not that of STS', { AWS_ENDPOINT_URL_IAM: 'http://iam' }, '', null, null],
    ['the services section', {}, BOTH, null, 'http://service-sts'],
    ['the profile', {}, URL, null, 'http://profile'],
    ['the profile with the keys', {}, '', 'endpoint_url = http://end', 'http://end'],
    ['the own before that', {}, URL, 'endpoint_url = http://end', 'http://profile'],
    ['ignored by the profile', {}, `${BOTH}\n${IGNORE}`, null, null],
    ['ignored by the profile, of the environment too', everywhere, IGNORE, null, null],
    ['ignored by the profile, of its source too', {}, IGNORE, URL, null],
    [
      'ignored by the environment',
      { ...everywhere, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' },
      URL,
      null,
      null,
    ],
    [
      'not ignored when the environment says so',
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      `${URL}\n${IGNORE}`,
      null,
      'http://profile',
    ],
  ])('%s', (_, environment, own, end, url) => {
    expect(configured(environment, own, end).sts).toBe(url);
  });

  it('is not that of IAM, whose order is the same', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_IAM: 'http://env-iam' };
    expect(configured(environment, '')).toMatchObject({ sts: 'http://env', iam: 'http://env-iam' });
    expect(configured({}, BOTH).iam).toBe('http://profile');
  });
});

describe('of the rest the environment wins over the profile, and that over the one with the keys', () => {
  it.each([
    ['region', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'x' }, 'region = y', '', 'eu-west-1'],
    ['region', { AWS_DEFAULT_REGION: 'eu-west-2' }, 'region = y', '', 'eu-west-2'],
    ['region', {}, 'region = eu-west-3', 'region = y', 'eu-west-3'],
    ['region', {}, '', 'region = eu-west-1', null],
    ['fips', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'use_fips_endpoint = false', '', true],
    ['fips', { AWS_USE_FIPS_ENDPOINT: 'false' }, 'use_fips_endpoint = true', '', false],
    ['fips', {}, 'use_fips_endpoint = True', '', true],
    ['fips', {}, '', 'use_fips_endpoint = true', true],
    ['fips', {}, 'use_fips_endpoint = yes', '', false],
    ['dualStack', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, '', '', true],
    ['dualStack', {}, 'use_dualstack_endpoint = true', '', true],
    ['caBundle', { AWS_CA_BUNDLE: '/env.pem' }, 'ca_bundle = /own.pem', '', '/env.pem'],
    ['caBundle', {}, 'ca_bundle = /own.pem', 'ca_bundle = /end.pem', '/own.pem'],
    ['caBundle', {}, '', 'ca_bundle = /end.pem', '/end.pem'],
  ] as const)('%s with %o and "%s", "%s": %s', (key, environment, own, end, value) => {
    expect(configured(environment, own, end)[key]).toBe(value);
  });
});

const CHINA = 'arn:aws-cn:iam::111122223333:role/dev';
const WORLD = 'arn:aws:iam::111122223333:role/dev';

describe('a call goes to (BO1)', () => {
  it.each([
    ['sts', {}, null, 'https://sts.us-east-1.amazonaws.com', 'us-east-1'],
    ['sts', {}, CHINA, 'https://sts.cn-northwest-1.amazonaws.com.cn', 'cn-northwest-1'],
    ['sts', { region: 'eu-west-1' }, WORLD, 'https://sts.eu-west-1.amazonaws.com', 'eu-west-1'],
    [
      'sts',
      { region: 'us-west-2', fips: true },
      WORLD,
      'https://sts-fips.us-west-2.amazonaws.com',
      'us-west-2',
    ],
    [
      'sts',
      { region: 'eu-west-1', dualStack: true },
      null,
      'https://sts.eu-west-1.api.aws',
      'eu-west-1',
    ],
    ['sts', { region: 'eu-north-9' }, WORLD, 'https://sts.eu-north-9.amazonaws.com', 'eu-north-9'],
    ['sts', { region: 'anywhere', sts: 'http://s' }, WORLD, 'http://s', 'anywhere'],
    [
      'sts',
      { region: 'anywhere', sts: 'http://s' },
      'arn:minio:iam:::role/x',
      'http://s',
      'anywhere',
    ],
    ['iam', { region: 'eu-west-1' }, WORLD, 'https://iam.amazonaws.com', 'us-east-1'],
    ['iam', {}, CHINA, 'https://iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['iam', { region: 'eu-west-1', iam: 'http://i' }, WORLD, 'http://i', 'eu-west-1'],
  ] as const)('%s with %o for %s: %s', (service, over, arn, url, region) => {
    expect(endpointFor(service, { ...plainEndpoints, ...over }, arn)).toEqual({
      ok: true,
      value: { url, region, caBundle: null },
    });
  });

  it.each([
    [{ region: 'eu-west-1' }, CHINA, 'region-elsewhere'],
    [{ region: 'EU-WEST-1' }, null, 'region-unknown'],
    [{ region: 'eu-west-1', fips: true }, WORLD, 'no-fips-endpoint'],
    [{ region: 'us-west-2', fips: true, sts: 'http://s' }, WORLD, 'url-and-way'],
    [{ region: 'us-west-2', dualStack: true, sts: 'http://s' }, WORLD, 'url-and-way'],
  ] as const)('nowhere with %o for %s: %s', (over, arn, kind) => {
    expect(endpointFor('sts', { ...plainEndpoints, ...over }, arn)).toMatchObject({
      ok: false,
      failure: { kind },
    });
  });

  it('where it takes its CA bundle along', () => {
    const found = endpointFor('sts', { ...plainEndpoints, caBundle: '/ca.pem' }, null);
    expect(found).toMatchObject({ ok: true, value: { caBundle: '/ca.pem' } });
  });
});
