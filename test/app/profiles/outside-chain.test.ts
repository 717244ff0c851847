import { describe, expect, it } from 'vitest';
import { resolveChain, roleProfiles, type ChainResult } from '../../../app/profiles/chain.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';

const parse = (config: string, credentials = '') =>
  parseAwsFiles({
    config: { path: '/c', text: config },
    credentials: { path: '/k', text: credentials },
  });

const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

const role = (name: string, line: string): string =>
  `[profile ${name}]\nrole_arn = ${arn(name)}\n${line}\n`;

const ENVIRONMENT = 'credential_source = Environment';
const CONTAINER = 'credential_source = EcsContainer';
const MACHINE = 'credential_source = Ec2InstanceMetadata';
const TOKEN = 'web_identity_token_file = /run/token';

/** What matters of a result on one line: `source kind > roles`, or the failure's kind and whose it is. */
const told = (result: ChainResult): string => {
  if (!result.ok) return `fails ${result.failure.kind}`;
  const { end, roles } = result.value;
  const from = end.kind === 'source' ? end.source.kind : end.kind;
  return [`${from} of ${end.name}`, ...roles.map(({ profile }) => profile)].join(' > ');
};

const resolve = (name: string, config: string, credentials = '', identities: string[] = []) =>
  told(resolveChain(parse(config, credentials), name, new Set(identities)));

describe('a chain that begins outside the files', () => {
  it.each([
    ['in the environment', role('dev', ENVIRONMENT), 'environment of dev > dev'],
    ['beside a container', role('dev', CONTAINER), 'container of dev > dev'],
    ['on a machine', role('dev', MACHINE), 'instance-metadata of dev > dev'],
    [
      'with a token, which is for the first role itself (BO4)',
      role('dev', TOKEN),
      'web-identity of dev > dev',
    ],
    [
      'goes on to the roles that name such a role as their source',
      role('dev', 'source_profile = hub') + role('hub', MACHINE),
      'instance-metadata of hub > hub > dev',
    ],
    [
      'goes on from the role a token is for',
      role('dev', 'source_profile = hub') + role('hub', TOKEN),
      'web-identity of hub > hub > dev',
    ],
    [
      'may begin at a profile that is no role, as in the JavaScript SDK',
      `${role('dev', 'source_profile = base')}[profile base]\n${ENVIRONMENT}`,
      'environment of base > dev',
    ],
    [
      'passes a hop without a role, which counts for nothing',
      `${role('dev', 'source_profile = hop')}[profile hop]\nsource_profile = base\n[profile base]\n${CONTAINER}`,
      'container of base > dev',
    ],
  ])('%s', (_, config, expected) => {
    expect(resolve('dev', config)).toBe(expected);
  });

  it('gives way to keys that such a source profile holds, as in the SDKs', () => {
    const config = role('dev', 'source_profile = hub') + role('hub', MACHINE);
    const credentials = '[hub]\naws_access_key_id = AKIA\naws_secret_access_key = s';
    expect(resolve('dev', config, credentials)).toBe('static of hub > dev');
    expect(resolve('hub', config, credentials)).toBe('instance-metadata of hub > hub');
  });

  it('gives way to an identity in the keychain of the source profile’s name', () => {
    const config = role('dev', 'source_profile = hub') + role('hub', TOKEN);
    expect(resolve('dev', config, '', ['hub'])).toBe('identity of hub > dev');
  });

  it('takes no code, whatever device its roles name', () => {
    const config = role('dev', `${MACHINE}\nmfa_serial = arn:aws:iam::123456789012:mfa/ada`);
    const result = resolveChain(parse(config), 'dev', new Set());
    expect(result.ok && result.value.end.mfaSerial).toBeNull();
  });

  it('does not begin with a token that is for no role', () => {
    const config = `${role('dev', 'source_profile = hub')}[profile hub]\n${TOKEN}`;
    expect(resolve('dev', config)).toBe('fails token-without-role');
  });
});

describe('the list of what there is to start', () => {
  const SSO = '[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\n';
  const LOGIN = '[profile login]\nlogin_session = arn:aws:iam::123456789012:user/ada\n';
  const PROCESS = '[profile other-tool]\ncredential_process = /opt/other-tool print\n';

  const listed = (config: string, credentials = '', identities: string[] = []) =>
    roleProfiles(parse(config, credentials), new Set(identities)).map(({ profile, chain }) => [
      profile.name,
      chain.ok || chain.failure.kind !== 'unsupported-source' || chain.failure.source.kind,
    ]);

  it('names what only another tool can start, with the reason', () => {
    expect(listed(SSO + LOGIN + PROCESS)).toEqual([
      ['sso', 'sso'],
      ['login', 'login_session'],
      ['other-tool', 'credential_process'],
    ]);
  });

  it.each([
    ['a live profile of its own', '[profile dev-live]\ncredential_process = fobwatch get dev', ''],
    ['keys in the file', SSO, '[sso]\naws_access_key_id = AKIA\naws_secret_access_key = s'],
    ['a source', '[profile sso]\nsource_profile = ada\nsso_session = corp', ''],
    ['nothing at all', '[profile plain]\nregion = eu-west-1', ''],
  ])('leaves out a profile with %s', (_, config, credentials) => {
    expect(listed(config, credentials)).toEqual([]);
  });

  it('leaves out a profile whose key is in the keychain', () => {
    expect(listed(SSO, '', ['sso'])).toEqual([]);
  });
});
