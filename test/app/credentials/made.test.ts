import { noDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { decodersOf } from '../../../app/credentials/decoder.ts';
import {
  durationContextOf,
  lifeOfMadeRole,
  nextForMade,
  signerOfRole,
} from '../../../app/credentials/made-plan.ts';
import {
  isRemade,
  madeDecoder,
  nameInArn,
  nameOfFile,
  type How,
  type Made,
} from '../../../app/credentials/made.ts';
import { sealedText, unseal } from '../../../app/credentials/sealed.ts';
import type { Grant, GrantRef } from '../../../app/model.ts';
import { plainEndpoints } from '../../../app/network/endpoint.ts';
import { secret } from '../../../app/secret.ts';
import { identityBehind } from '../../../app/session/identity-behind.ts';
import type { AppState } from '../../../app/session/state.ts';
import { trieMap } from '../../../app/trie-map.ts';
import {
  heldOf,
  HOUR,
  identityOf,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const noPolicies = { policy: null, policyArns: [] };
const ROLE = 'arn:aws:iam::111122223333:role/analyst';

const hows: { readonly [K in How['kind']]: Extract<How, { kind: K }> } = {
  'assumed-role': {
    kind: 'assumed-role',
    profile: 'dev',
    roleSessionName: 'ada@laptop',
    durationSeconds: 3600,
    ...noPolicies,
    sourceIdentity: 'ada',
    tags: [{ key: 'team', value: 'red' }],
    transitiveTagKeys: ['team'],
  },
  saml: {
    kind: 'saml',
    roleArn: ROLE,
    principalArn: 'arn:aws:iam::111122223333:saml-provider/acme',
    durationSeconds: null,
    ...noPolicies,
    endpoints: plainEndpoints,
  },
  'web-identity': {
    kind: 'web-identity',
    roleArn: ROLE,
    roleSessionName: 'ci',
    providerId: null,
    tokenFile: '/run/token',
    durationSeconds: null,
    ...noPolicies,
    endpoints: plainEndpoints,
  },
  'federated-user': {
    kind: 'federated-user',
    identity: 'ada',
    userName: 'guest',
    durationSeconds: 3600,
    policy: '{}',
    policyArns: ['arn:aws:iam::aws:policy/x'],
    tags: [],
  },
  imported: { kind: 'imported', path: '/tmp/x.json', format: 'boto' },
};

const typed: How = { ...hows['web-identity'], tokenFile: null };
const madeOf = (how: How, name = 'one'): Made => ({ name, how });
const ref = (name = 'one'): GrantRef => ({ kind: 'made', name });

const stateWith = (
  how: How,
  grant: Partial<Grant> = {},
  more: Parameters<typeof stateOf>[0] = {},
): AppState =>
  stateOf({
    roles: [roleOf('dev')],
    ...more,
    grants: [...(more.grants ?? []), wanted(ref(), grant)],
    made: new Map([['one', madeOf(how)]]),
  });

describe('who signs AssumeRole with arguments of its own', () => {
  const alone = identityOf({ serial: null, mfaByDefault: false });
  it.each([
    ['the session, where MFA is needed', roleOf('dev'), identityOf(), session(), 'role-or-session'],
    [
      'the role before it in a chain',
      roleOf('data', { via: ['dev'] }),
      identityOf(),
      role('dev'),
      'role-or-session',
    ],
    [
      'temporary keys of a file',
      roleOf('dev', { temporary: true }),
      identityOf(),
      'ada',
      'role-or-session',
    ],
    ['the long-term key, where nothing asks for MFA', roleOf('dev'), alone, 'ada', 'user'],
  ] as const)('is %s', (_, one, identity, signer, signedBy) => {
    const state = stateOf({ roles: [roleOf('dev'), one], identities: [identity] });
    expect(signerOfRole(state, one)).toEqual(
      typeof signer === 'string'
        ? { kind: 'key', identity: signer }
        : { kind: 'grant', ref: signer },
    );
    expect(durationContextOf(state, one, false).signedBy).toBe(signedBy);
  });

  it.each([
    ['with a code, straight from the key', true, 7200],
    ['through the session', false, 3600],
  ])('lasts as long as it can %s', (_, withCode, seconds) => {
    const dev = roleOf('dev');
    expect(lifeOfMadeRole(stateOf({ roles: [dev] }), dev, 7200, withCode)).toBe(seconds);
  });

  it('is bounded by what was learnt of the role', () => {
    const dev = roleOf('dev');
    const maximums = trieMap([[dev.roleArn, { seconds: 7200, askedAt: NOW, refused: null }]]);
    const state = stateOf({ roles: [dev], maximums });
    expect(durationContextOf(state, dev, false).roleMaximum).toBe(7200);
  });
});

describe('what is done about a grant made directly', () => {
  const held = heldOf({ madeFor: ROLE });
  const due = { held, wish: 'wanted' } as const;
  const late = NOW + HOUR - 60_000;
  const failed = (retryAt: number | null): Grant['work'] => ({
    kind: 'failed',
    failure: { kind: 'clipboard', detail: noDetail },
    at: NOW,
    retryAt,
  });
  it.each<[string, How, Partial<Grant>, boolean, number, string]>([
    ['new, with its assertion', hows.saml, {}, true, NOW, 'call'],
    ['new, its assertion gone', hows.saml, {}, false, NOW, 'nothing'],
    ['new, from a token file', hows['web-identity'], {}, false, NOW, 'call'],
    ['new, with a typed token', typed, {}, true, NOW, 'call'],
    [
      'on its way',
      hows['web-identity'],
      { work: { kind: 'requesting', since: NOW } },
      false,
      NOW,
      'nothing',
    ],
    ['held and fresh', hows['web-identity'], due, false, NOW, 'nothing'],
    ['held and due, from a token file', hows['web-identity'], due, false, late, 'call'],
    ['held and due, by SAML', hows.saml, due, false, late, 'nothing'],
    ['held and due, with a typed token', typed, due, false, late, 'nothing'],
    ['held and due, from a file', hows.imported, due, false, late, 'nothing'],
    ['held and due, a federated user', hows['federated-user'], due, false, late, 'call'],
    ['stopped', hows['web-identity'], { wish: 'halted' }, false, NOW, 'nothing'],
    ['failed for good', hows['web-identity'], { work: failed(null) }, false, NOW, 'nothing'],
    [
      'failed, before its retry',
      hows['web-identity'],
      { work: failed(NOW + 1) },
      false,
      NOW,
      'nothing',
    ],
    ['failed, at its retry', hows['web-identity'], { work: failed(NOW) }, false, NOW, 'call'],
    ['new, with no session to sign', hows['assumed-role'], {}, false, NOW, 'wait'],
  ])('%s', (_, how, grant, hasInput, now, expected) => {
    expect(nextForMade(stateWith(how, grant), madeOf(how), hasInput, now).kind).toBe(expected);
  });

  it('a role signs with its session as soon as that is there', () => {
    const how = hows['assumed-role'];
    const grants = [wanted(session(), { held: sessionHeld() })];
    expect(nextForMade(stateWith(how, {}, { grants }), madeOf(how), false, NOW)).toEqual({
      kind: 'call',
      signer: { kind: 'grant', ref: session() },
    });
  });

  it('a role whose session failed for good is blocked by the same failure', () => {
    const how = hows['assumed-role'];
    const grants = [wanted(session(), { work: failed(null) })];
    expect(nextForMade(stateWith(how, {}, { grants }), madeOf(how), false, NOW)).toEqual({
      kind: 'blocked',
      failure: { kind: 'clipboard', detail: noDetail },
    });
  });

  it('a role whose profile is gone is blocked', () => {
    const how = hows['assumed-role'];
    expect(nextForMade(stateWith(how, {}, { roles: [] }), madeOf(how), false, NOW)).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'unknown-target' },
    });
  });
});

it.each<[string, How, boolean]>([
  ['a role with arguments of its own', hows['assumed-role'], true],
  ['SAML', hows.saml, false],
  ['a token file', hows['web-identity'], true],
  ['a typed token', typed, false],
  ['a federated user', hows['federated-user'], true],
  ['a file', hows.imported, false],
])('whether it can be made again: %s', (_, how, again) => {
  expect(isRemade(madeOf(how))).toBe(again);
});

it.each([
  ['arn:aws:iam::1:role/path/to/analyst', 'analyst'],
  ['analyst', 'analyst'],
  ['role/', 'role/'],
])('the name in %s is %s', (arn, name) => {
  expect(nameInArn(arn)).toBe(name);
});

it.each([
  ['/home/ada/saved.json', 'saved'],
  ['C:\\Users\\ada\\saved.old.json', 'saved.old'],
  ['~/.hidden', '.hidden'],
  ['plain', 'plain'],
  ['/home/ada/', 'imported'],
])('the name of %s is %s', (path, name) => {
  expect(nameOfFile(path)).toBe(name);
});

describe('sealed copies', () => {
  it.each(Object.values(hows))('bring back how $kind is made', (how) => {
    const state = stateWith(how, { held: heldOf({ about: undefined }) });
    const wallet = new Map([
      [
        'made:one' as const,
        {
          accessKeyId: 'ASIA',
          secretAccessKey: secret('s'),
          sessionToken: secret('t'),
          expiresAt: NOW + HOUR,
        },
      ],
    ]);
    const back = unseal(sealedText(state, wallet, NOW), NOW);
    expect(back.ok && back.value.made).toEqual([madeOf(how)]);
    expect(back.ok && back.value.grants.map((one) => one.ref)).toEqual([ref()]);
  });

  it('forget how what is not held was made', () => {
    const back = unseal(sealedText(stateWith(hows.saml), new Map(), NOW), NOW);
    expect(back.ok && back.value.made).toEqual([]);
  });

  it('keep what STS said of the credentials (BO10)', () => {
    const about = {
      id: 'AROAX:ada',
      sourceIdentity: 'ada',
      subject: 's',
      subjectType: 'persistent',
      audience: 'a',
      provider: 'p',
      nameQualifier: 'q',
    };
    const state = stateOf({ grants: [wanted(role('dev'), { held: heldOf({ about }) })] });
    const credentials = {
      accessKeyId: 'ASIA',
      secretAccessKey: secret('s'),
      sessionToken: secret('t'),
      expiresAt: NOW + HOUR,
    };
    const back = unseal(sealedText(state, new Map([['role:dev', credentials]]), NOW), NOW);
    expect(back.ok && back.value.grants[0]?.held.about).toEqual(about);
  });

  it('of a way that nobody knows are refused as another version’s', () => {
    expect(madeDecoder.safeParse({ name: 'x', how: { kind: 'magic' } }).success).toBe(false);
  });
});

describe('who may ask what an encoded message means (BO7)', () => {
  const active = { held: heldOf({ arn: 'arn:aws:sts::111122223333:assumed-role/x/y' }) };
  const other = roleOf('other', { account: '444455556666' });
  const base = {
    roles: [roleOf('dev'), roleOf('ops'), other],
    grants: [
      wanted(session(), { held: sessionHeld() }),
      wanted(role('other'), active),
      wanted(role('ops'), active),
      wanted(role('dev'), active),
    ],
  };
  const key = { kind: 'key', identity: 'ada' } as const;
  const by = (profile: string) => ({ kind: 'grant', ref: role(profile) }) as const;
  it.each<[string, GrantRef | null, AppState, unknown]>([
    [
      'the denied role, then its account’s, then others, then the key',
      role('dev'),
      stateOf(base),
      [by('dev'), by('ops'), by('other'), key],
    ],
    ['any role where none is named', null, stateOf(base), [by('other'), by('ops'), by('dev'), key]],
    ['never a session', session(), stateOf({ grants: base.grants.slice(0, 1) }), [key]],
    [
      'nothing that ended',
      role('dev'),
      stateOf({ ...base, grants: [wanted(role('dev'), { held: heldOf({ expiresAt: NOW }) })] }),
      [key],
    ],
    ['nobody', null, stateOf({ identities: [] }), []],
  ])('%s', (_, denied, state, expected) => {
    expect(decodersOf(state, denied, NOW)).toEqual(expected);
  });

  it('leaves the key its turn among five hundred roles', () => {
    const names = Array.from({ length: 500 }, (_, index) => `role-${index}`);
    const state = stateOf({ grants: names.map((name) => wanted(role(name), active)) });
    const decoders = decodersOf(state, null, NOW);
    expect(decoders).toHaveLength(4);
    expect(decoders.at(-1)).toEqual(key);
  });

  it('leaves out federated users, who may not', () => {
    const state = stateWith(hows['federated-user'], active);
    expect(decodersOf(state, ref(), NOW)).toEqual([key]);
  });

  it('takes a grant made by SAML like a role', () => {
    const state = stateWith(hows.saml, active);
    expect(decodersOf(state, ref(), NOW)[0]).toEqual({ kind: 'grant', ref: ref() });
  });

  it('begins with the key of the identity behind what was denied', () => {
    const identities = [identityOf({ name: 'bob' }), identityOf()];
    const state = stateOf({ roles: [roleOf('dev')], identities });
    expect(decodersOf(state, role('dev'), NOW)[0]).toEqual(key);
  });
});

it.each<[string, How, string | null]>([
  ['a role with arguments of its own', hows['assumed-role'], 'ada'],
  ['a federated user', hows['federated-user'], 'ada'],
  ['SAML', hows.saml, null],
])('the identity behind %s', (_, how, identity) => {
  expect(identityBehind(stateWith(how), ref())).toBe(identity);
});
