import { describe, expect, it } from 'vitest';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { catalogOf } from '../../../app/session/catalog.ts';

/** The endpoints that roles and identities get from a config file and the environment. */
const endpointsIn = (config: string, environment: Readonly<Record<string, string>> = {}) => {
  const credentials =
    '[ada]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abcdefghijklmnop\n';
  const files = {
    config: { path: 'config', text: config },
    credentials: { path: 'credentials', text: credentials },
  };
  const none = { path: '', text: null, problem: null };
  const { event } = catalogOf(
    { config: none, credentials: none },
    parseAwsFiles(files),
    [],
    new Map(),
    {
      user: 'ada',
      host: 'laptop',
      shell: 'bash',
      environment,
      languages: [],
      helper: '/bin/fobwatch',
    },
    'none',
  );
  return { dev: event.roles.get('dev')?.endpoints, ada: event.identities.get('ada')?.endpoints };
};

const files = (ofRole: string, ofEnd = ''): string =>
  `[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = ada\n${ofRole}\n[profile ada]\n${ofEnd}`;

describe('a role is asked for (BO1)', () => {
  it.each([
    ['', 'endpoint_url = http://end', 'http://end'],
    ['endpoint_url = http://own', 'endpoint_url = http://end', 'http://own'],
    ['ignore_configured_endpoint_urls = true', 'endpoint_url = http://end', null],
    ['', '', null],
  ])('with "%s", and "%s" where the keys are, at %s', (ofRole, ofEnd, url) => {
    expect(endpointsIn(files(ofRole, ofEnd)).dev).toMatchObject({ sts: url, iam: url });
  });

  it('in the region of AWS_REGION first, as in every tool of AWS', () => {
    const { dev } = endpointsIn(files('region = eu-west-1'), { AWS_REGION: 'eu-central-1' });
    expect(dev?.region).toBe('eu-central-1');
  });
});

describe('an identity is asked', () => {
  it.each([
    ['region = eu-west-1', '', 'eu-west-1'],
    ['region = eu-west-1', 'region = eu-west-2', 'eu-west-2'],
    ['', '', null],
  ])('with "%s" on its role and "%s" of its own in %s', (ofRole, ofEnd, region) => {
    expect(endpointsIn(files(ofRole, ofEnd)).ada?.region).toBe(region);
  });

  it('where its first role is asked for, when it names no endpoint of its own', () => {
    expect(endpointsIn(files('endpoint_url = http://role')).ada?.sts).toBe('http://role');
  });
});
