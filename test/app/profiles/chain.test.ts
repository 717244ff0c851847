import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createChainResolver,
  MAX_CHAIN_PROFILES,
  namedMfaSerial,
  resolveChain,
  roleProfiles,
  type ChainResult,
} from '../../../app/profiles/chain.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { reveal } from '../../../app/secret.ts';
import { patience, runs } from '../../support/runs.ts';

const parse = (config: string, credentials = '') =>
  parseAwsFiles({
    config: { path: '/c', text: config },
    credentials: { path: '/k', text: credentials },
  });

const resolve = (
  name: string,
  config: string,
  { credentials = '', identities = [] }: { credentials?: string; identities?: string[] } = {},
): ChainResult => resolveChain(parse(config, credentials), name, new Set(identities));

const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

const role = (name: string, source: string, more = ''): string =>
  `[profile ${name}]\nrole_arn = ${arn(name)}\nsource_profile = ${source}\n${more}\n`;

const keys = (name: string, more = ''): string =>
  `[${name}]\naws_access_key_id = AKIA${name.toUpperCase()}\naws_secret_access_key = s\n${more}\n`;

/** What matters of a result on one line: `end kind:name > roles`, or the failure. */
const told = (result: ChainResult): string => {
  if (!result.ok) return `fails ${JSON.stringify(result.failure)}`;
  const { end, roles } = result.value;
  return [`${end.kind}:${end.name}`, ...roles.map(({ profile }) => profile)].join(' > ');
};

describe('where a chain ends', () => {
  const dev = role('dev', 'ada');
  it.each([
    ['at an identity without a profile', dev, '', ['ada'], 'identity:ada > dev'],
    ['at an identity before the keys of the file', dev, keys('ada'), ['ada'], 'identity:ada > dev'],
    ['at keys in the file', dev, keys('ada'), [], 'static:ada > dev'],
    [
      'at the first identity of a longer way',
      dev + role('ada', 'root'),
      '',
      ['ada', 'root'],
      'identity:ada > dev',
    ],
    [
      'at the first keys of a longer way, as in the SDKs',
      dev + role('ada', 'root'),
      keys('ada') + keys('root'),
      [],
      'static:ada > dev',
    ],
    [
      'through several roles, from the end outwards',
      dev + role('ada', 'hub') + role('hub', 'root'),
      '',
      ['root'],
      'identity:root > hub > ada > dev',
    ],
    [
      'through a hop without a role, which counts for nothing',
      `${dev}[profile ada]\nsource_profile = root`,
      keys('root'),
      [],
      'static:root > dev',
    ],
    ['at itself, if it holds keys', role('dev', 'dev'), keys('dev'), [], 'static:dev > dev'],
    ['at itself, if it is an identity', role('dev', 'dev'), '', ['dev'], 'identity:dev > dev'],
    [
      'at a self-sourced role used as a source: its keys come first',
      role('dev', 'ada') + role('ada', 'ada'),
      keys('ada'),
      [],
      'static:ada > dev',
    ],
    [
      'at its source even if it holds keys of its own',
      dev,
      keys('dev') + keys('ada'),
      [],
      'static:ada > dev',
    ],
  ])('%s', (_, config, credentials, identities, expected) => {
    expect(told(resolve('dev', config, { credentials, identities }))).toBe(expected);
  });

  it('lists every profile passed, also the hop without a role', () => {
    const config = `${role('dev', 'hop')}[profile hop]\nsource_profile = ada`;
    const result = resolve('dev', config, { identities: ['ada'] });
    expect(result.ok && result.value.through).toEqual(['ada', 'hop', 'dev']);
  });

  it('names a self-sourced role once', () => {
    const result = resolve('dev', role('dev', 'dev'), { identities: ['dev'] });
    expect(result.ok && result.value.through).toEqual(['dev']);
  });

  it('gives a session token from the file along, to be used as it is', () => {
    const credentials = keys('ada', 'aws_session_token = t==');
    const result = resolve('dev', dev, { credentials });
    if (!result.ok || result.value.end.kind !== 'static') throw new Error(told(result));
    const { sessionToken, accessKeyId } = result.value.end;
    expect(accessKeyId).toBe('AKIAADA');
    expect(sessionToken === null ? null : reveal(sessionToken)).toBe('t==');
  });

  it.each([
    ['an identity that no file knows', 'ada', '', ['ada'], 'identity:ada'],
    ['a profile with keys', 'ada', keys('ada'), [], 'static:ada'],
  ])('resolves %s to itself without roles', (_, name, credentials, identities, expected) => {
    expect(told(resolve(name, '', { credentials, identities }))).toBe(expected);
  });
});

describe('why there is no way', () => {
  it.each([
    ['an unknown profile', '', '', { kind: 'no-such-profile', profile: 'dev', namedBy: null }],
    [
      'a missing source',
      role('dev', 'ada'),
      '',
      { kind: 'no-such-profile', profile: 'ada', namedBy: 'dev' },
    ],
    [
      'a missing source further in',
      role('dev', 'hub') + role('hub', 'ada'),
      '',
      { kind: 'no-such-profile', profile: 'ada', namedBy: 'hub' },
    ],
    ['itself without keys', role('dev', 'dev'), '', { kind: 'loop', profiles: ['dev'] }],
    [
      'a loop of two',
      role('dev', 'ada') + role('ada', 'dev'),
      '',
      { kind: 'loop', profiles: ['ada', 'dev'] },
    ],
    [
      'a loop it only leads to',
      role('dev', 'a') + role('a', 'b') + role('b', 'c') + role('c', 'b'),
      '',
      { kind: 'loop', profiles: ['b', 'c'] },
    ],
    [
      'a loop of hops without roles',
      `${role('dev', 'a')}[profile a]\nsource_profile = a`,
      '',
      { kind: 'loop', profiles: ['a'] },
    ],
    [
      'a loop back to its own keys',
      role('dev', 'a') + role('a', 'b') + role('b', 'dev'),
      keys('dev'),
      { kind: 'loop', profiles: ['dev', 'a', 'b'] },
    ],
    [
      'half a key pair at the end',
      role('dev', 'ada'),
      '[ada]\naws_access_key_id = AKIA',
      { kind: 'half-key-pair', profile: 'ada', missing: 'aws_secret_access_key' },
    ],
    [
      'half a key pair in its own source',
      role('dev', 'dev'),
      '[dev]\naws_secret_access_key = x',
      { kind: 'half-key-pair', profile: 'dev', missing: 'aws_access_key_id' },
    ],
    [
      'two sources',
      role('dev', 'ada', 'credential_source = Environment'),
      keys('ada'),
      {
        kind: 'conflicting-sources',
        profile: 'dev',
        keys: ['source_profile', 'credential_source'],
      },
    ],
    [
      'no source',
      `[profile dev]\nrole_arn = ${arn('dev')}`,
      '',
      { kind: 'no-source', profile: 'dev' },
    ],
    [
      'a source with nothing in it',
      `${role('dev', 'ada')}[profile ada]\nregion = eu-west-1`,
      '',
      { kind: 'no-credentials', profile: 'ada' },
    ],
    [
      'a broken setting of its own',
      role('dev', 'ada', 'duration_seconds = 1'),
      keys('ada'),
      {
        kind: 'invalid-setting',
        profile: 'dev',
        key: 'duration_seconds',
        rule: { kind: 'range', min: 900, max: 43200 },
      },
    ],
    [
      'a broken role ARN on the way',
      `${role('dev', 'hub')}[profile hub]\nrole_arn = nonsense\nsource_profile = ada`,
      keys('ada'),
      { kind: 'invalid-setting', profile: 'hub', key: 'role_arn', rule: { kind: 'role-arn' } },
    ],
    [
      'a broken endpoint at the end',
      role('dev', 'ada'),
      keys('ada', 'endpoint_url = nope'),
      { kind: 'invalid-setting', profile: 'ada', key: 'endpoint_url', rule: { kind: 'http-url' } },
    ],
    [
      'a key at the end that is no key',
      role('dev', 'ada'),
      '[ada]\naws_access_key_id = A K\naws_secret_access_key = s',
      {
        kind: 'invalid-setting',
        profile: 'ada',
        key: 'aws_access_key_id',
        rule: { kind: 'characters', allowed: 'A-Z a-z 0-9 _ -' },
      },
    ],
  ])('%s', (_, config, credentials, failure) => {
    expect(resolve('dev', config, { credentials })).toEqual({ ok: false, failure });
  });

  it('a role from a credential_source that no SDK knows', () => {
    const line = 'credential_source = Elsewhere';
    expect(resolve('dev', `[profile dev]\nrole_arn = ${arn('dev')}\n${line}`)).toMatchObject({
      failure: { kind: 'unsupported-source', source: { kind: 'credential_source' } },
    });
  });

  it('a source with a token file and no role that the token is for', () => {
    const ada = '[profile ada]\nweb_identity_token_file = /t';
    expect(resolve('dev', role('dev', 'ada') + ada)).toEqual({
      ok: false,
      failure: { kind: 'token-without-role', profile: 'ada' },
    });
  });

  it.each([
    ['sso', 'sso_session = corp'],
    ['credential_process', 'credential_process = /bin/x'],
    ['login_session', 'login_session = arn:x'],
    ['credential_source', 'credential_source = Elsewhere'],
  ])('a source with %s, which is not supported', (kind, line) => {
    expect(resolve('dev', `${role('dev', 'ada')}[profile ada]\n${line}`)).toMatchObject({
      failure: { kind: 'unsupported-source', profile: 'ada', source: { kind } },
    });
  });

  it('is not disturbed by half a key pair where an identity is in the keychain', () => {
    const credentials = '[ada]\naws_access_key_id = AKIA';
    expect(told(resolve('dev', role('dev', 'ada'), { credentials, identities: ['ada'] }))).toBe(
      'identity:ada > dev',
    );
  });

  it('is not disturbed by broken role settings of a profile that only holds keys', () => {
    const credentials = keys('ada', 'duration_seconds = 1');
    expect(told(resolve('dev', role('dev', 'ada'), { credentials }))).toBe('static:ada > dev');
  });

  it('is not disturbed by a broken key of a role that signs with another', () => {
    const config = role('dev', 'ada', 'aws_access_key_id = A K');
    expect(told(resolve('dev', config, { identities: ['ada'] }))).toBe('identity:ada > dev');
  });

  it('names a missing source by each profile that names it', () => {
    const found = roleProfiles(parse(role('a', 'x') + role('b', 'x')), new Set());
    expect(found.map(({ chain }) => chain.ok || chain.failure)).toEqual([
      { kind: 'no-such-profile', profile: 'x', namedBy: 'a' },
      { kind: 'no-such-profile', profile: 'x', namedBy: 'b' },
    ]);
  });
});

describe('what a chain knows', () => {
  const SERIAL = 'arn:aws:iam::123456789012:mfa/ada';
  const OTHER = 'arn:aws:iam::123456789012:mfa/other';

  it.each([
    ['nobody', '', '', null, null, null, null],
    ['the role', `mfa_serial = ${SERIAL}`, '', SERIAL, null, null, SERIAL],
    ['the source', '', `mfa_serial = ${SERIAL}`, null, SERIAL, SERIAL, SERIAL],
    ['both', `mfa_serial = ${SERIAL}`, `mfa_serial = ${OTHER}`, SERIAL, OTHER, OTHER, SERIAL],
  ])('who names the device: %s', (_, ofRole, ofEnd, own, source, end, named) => {
    const result = resolve('dev', role('dev', 'ada', ofRole), { credentials: keys('ada', ofEnd) });
    if (!result.ok) throw new Error(told(result));
    expect(result.value.roles).toMatchObject([{ mfaSerial: own, sourceMfaSerial: source }]);
    expect(result.value.end.mfaSerial).toBe(end);
    expect(namedMfaSerial(result.value)).toBe(named);
  });

  it('does not take the device of a source for that of the role', () => {
    const config = role('dev', 'hub') + role('hub', 'ada', `mfa_serial = ${SERIAL}`);
    const result = resolve('dev', config, { identities: ['ada'] });
    expect(result.ok && result.value.roles).toMatchObject([
      { profile: 'hub', mfaSerial: SERIAL, sourceMfaSerial: null },
      { profile: 'dev', mfaSerial: null, sourceMfaSerial: SERIAL },
    ]);
  });

  it('tells AssumeRole what the profile says', () => {
    const more =
      'external_id = ex\nrole_session_name = {user}\nduration_seconds = 7200\nregion = eu-west-1';
    const result = resolve('dev', role('dev', 'ada', more), { identities: ['ada'] });
    expect(result.ok && result.value.roles).toMatchObject([
      {
        arn: { text: arn('dev'), account: '123456789012', name: 'dev' },
        externalId: 'ex',
        roleSessionName: '{user}',
        durationSeconds: 7200,
        region: 'eu-west-1',
      },
    ]);
  });

  it('takes the region of the role and never that of its source', () => {
    const credentials = keys('ada', 'region = us-east-1');
    const region = (more: string): unknown => {
      const result = resolve('dev', role('dev', 'ada', more), { credentials });
      return result.ok && result.value.region;
    };
    expect(region('region = eu-west-1')).toBe('eu-west-1');
    expect(region('')).toBeNull();
  });
});

describe('all roles at once', () => {
  it('lists role profiles in file order, broken ones among them', () => {
    const config = `${role('z', 'ada')}[profile plain]\n${role('a', 'nobody')}[profile bad]\nrole_arn = x\n`;
    const found = roleProfiles(parse(config), new Set(['ada']));
    expect(found.map(({ profile, chain }) => [profile.name, chain.ok])).toEqual([
      ['z', true],
      ['a', false],
      ['bad', false],
    ]);
  });

  it('refuses a chain of more profiles than anyone walks', () => {
    const config = Array.from({ length: 100 }, (_, i) => role(`r${i + 1}`, `r${i}`)).join('');
    const resolver = createChainResolver(parse(config), new Set(['r0']));
    expect(resolver(`r${MAX_CHAIN_PROFILES - 1}`).ok).toBe(true);
    for (const name of [`r${MAX_CHAIN_PROFILES}`, 'r100']) {
      expect(resolver(name)).toEqual({
        ok: false,
        failure: {
          kind: 'too-long',
          profile: `r${MAX_CHAIN_PROFILES}`,
          limit: MAX_CHAIN_PROFILES,
        },
      });
    }
  });

  it('walks a file in which each of 20,000 roles names the next one', () => {
    const size = 20_000;
    const config = Array.from({ length: size }, (_, i) => role(`r${i}`, `r${(i + 1) % size}`));
    const found = roleProfiles(parse(config.join('')), new Set());
    // Each of them remembers one and the same loop: the work was done once.
    const [first] = found;
    expect(found).toHaveLength(size);
    expect(first?.chain.ok).toBe(false);
    const loops = new Set(found.slice(1).map(({ chain }) => (chain.ok ? chain : chain.failure)));
    expect(loops.size).toBe(1);
  });
});

describe('any tangle of profiles', { timeout: patience(1000) }, () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e'];
  const node = fc.record({
    isRole: fc.boolean(),
    source: fc.option(fc.constantFrom(...NAMES, 'missing'), { nil: null }),
    hasKeys: fc.boolean(),
  });
  const tangle = fc.tuple(
    fc.array(node, { minLength: 5, maxLength: 5 }),
    fc.subarray([...NAMES, 'outside']),
  );

  it('resolves each name to a way or a fault, with loops that are loops', () => {
    fc.assert(
      fc.property(tangle, ([nodes, held]) => {
        const sources = new Map(NAMES.map((name, i) => [name, nodes[i]?.source ?? null]));
        const config = NAMES.map((name, i) =>
          [
            `[profile ${name}]`,
            nodes[i]?.isRole === true ? `role_arn = ${arn(name)}` : '',
            nodes[i]?.source === null ? '' : `source_profile = ${nodes[i]?.source}`,
            nodes[i]?.hasKeys === true ? 'aws_access_key_id = A\naws_secret_access_key = s' : '',
          ].join('\n'),
        ).join('\n');
        const set = parse(config);
        const identities = new Set(held);
        const shared = createChainResolver(set, identities);
        for (const name of [...NAMES, 'outside', 'missing']) {
          const result = shared(name);
          expect(contradictions(result, name, identities, sources)).toEqual([]);
          // What was remembered for others says the same as a walk of its own (loops may turn).
          const alone = resolveChain(set, name, identities);
          expect(alone.ok ? told(alone) : alone.failure.kind).toBe(
            result.ok ? told(result) : result.failure.kind,
          );
        }
      }),
      runs(1000),
    );
  });
});

/** What a result claims against the files it was made from. */
const contradictions = (
  result: ChainResult,
  name: string,
  identities: ReadonlySet<string>,
  sources: ReadonlyMap<string, string | null>,
): readonly string[] => {
  const wrong: string[] = [];
  if (result.ok) {
    const { end, through } = result.value;
    if (new Set(through).size !== through.length) wrong.push('a profile is passed twice');
    if (through.at(-1) !== name) wrong.push('the way does not lead to the profile');
    if (through[0] !== end.name) wrong.push('the way does not begin at its end');
    if ((end.kind === 'identity') !== identities.has(end.name)) wrong.push('the end is another');
    for (const [i, outer] of through.entries()) {
      if (i > 0 && sources.get(outer) !== through[i - 1]) wrong.push(`${outer} has another source`);
    }
  } else if (result.failure.kind === 'loop') {
    const { profiles } = result.failure;
    if (profiles.length === 0) wrong.push('the loop has no name');
    for (const [i, profile] of profiles.entries()) {
      if (sources.get(profile) !== profiles[(i + 1) % profiles.length]) wrong.push('no such loop');
    }
  }
  return wrong;
};
