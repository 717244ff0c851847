import { describe, expect, it } from 'vitest';
import { systemDetail } from '../../../app/detail.ts';
import { inheritsProduction, isProduction } from '../../../app/guard/production.ts';
import type { GrantRef, IdentityCheck } from '../../../app/model.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { standsFor, type AppState } from '../../../app/session/state.ts';
import { defaultSettings } from '../../../app/settings.ts';
import {
  heldOf,
  identityOf,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const KEY = 'AKIAMODEL00000000001';
const OTHER_KEY = 'AKIAMODEL00000000002';
const USER = 'arn:aws:iam::111122223333:user/ada';
const owner = { arn: USER, account: '111122223333', alias: 'acme-prod' };

/** AWS said once who the key is. */
const known = (productionRules: string) => ({
  settings: { ...defaultSettings, productionRules },
  keyOwners: new Map([[KEY, owner]]),
});

const failure = {
  kind: 'file',
  action: 'read',
  path: '/home/ada/.aws/credentials',
  detail: systemDetail('EIO'),
} as const;

describe('a key that AWS named once', () => {
  it.each<[string, IdentityCheck]>([
    ['was not asked of since the start', { kind: 'unchecked' }],
    ['is being asked of', { kind: 'checking', known: null }],
    ['could not be asked of', { kind: 'failed', failure }],
  ])('and %s decides by its ARN, its account and its alias', (_, check) => {
    const of = { identities: [identityOf({ check })], roles: [roleOf('dev')] };
    expect(isProduction(stateOf({ ...of, ...known(USER) }), session())).toBe(true);
    expect(isProduction(stateOf({ ...of, ...known('1111*') }), session())).toBe(true);
    expect(isProduction(stateOf({ ...of, ...known('prod') }), role('dev'))).toBe(true);
  });

  it('says nothing of another key under its name', () => {
    const identities = [identityOf({ accessKeyId: OTHER_KEY })];
    expect(isProduction(stateOf({ identities, ...known(USER) }), session())).toBe(false);
  });

  it('says the same of the key that takes its place', () => {
    const identities = [identityOf({ accessKeyId: OTHER_KEY })];
    const state = reduce(stateOf({ identities, ...known(USER) }), {
      kind: 'rotation',
      identity: 'ada',
      rotation: {
        identity: 'ada',
        from: 'keychain',
        into: 'keychain',
        oldId: KEY,
        before: [],
        follow: [],
        startedAt: NOW,
        touchedAt: NOW,
        step: { kind: 'storing', newId: OTHER_KEY },
      },
    });
    expect(isProduction(state, session())).toBe(true);
  });
});

describe('what is held of a profile that has gone from the files', () => {
  const rules = known(`arn:aws:iam::*:role/eu-admin, ${USER}`);
  const made = (how: 'assumed-role' | 'federated-user'): GrantRef => ({ kind: 'made', name: how });
  const limits = { durationSeconds: 3600, policy: null, policyArns: [], tags: [] } as const;
  const all = stateOf({
    ...rules,
    roles: [roleOf('eu-admin')],
    made: new Map([
      [
        'assumed-role',
        {
          name: 'assumed-role',
          how: {
            kind: 'assumed-role',
            profile: 'eu-admin',
            roleSessionName: 'ada',
            ...limits,
            sourceIdentity: null,
            transitiveTagKeys: [],
          },
        },
      ],
      [
        'federated-user',
        {
          name: 'federated-user',
          how: { kind: 'federated-user', identity: 'ada', userName: 'guest', ...limits },
        },
      ],
    ]),
  });
  /** The profiles go while it is held. */
  const left = (ref: GrantRef): AppState => {
    const held = ref.kind === 'session' ? sessionHeld() : heldOf();
    const grant = wanted(ref, { held: { ...held, madeFor: standsFor(all, ref) ?? '' } });
    const { grants } = stateOf({ grants: [grant] });
    return { ...all, grants, roles: new Map(), identities: new Map() };
  };

  it.each<[string, GrantRef]>([
    ['a role', role('eu-admin')],
    ['a session', session()],
    ['a role assumed with arguments of its own', made('assumed-role')],
    ['a federated user', made('federated-user')],
  ])('is production as before: %s', (_, ref) => {
    expect(isProduction(all, ref)).toBe(true);
    expect(isProduction(left(ref), ref)).toBe(true);
  });

  it.each<[string, GrantRef]>([
    ['a role assumed with arguments of its own', made('assumed-role')],
    ['a federated user', made('federated-user')],
  ])('has it from what it was made from: %s', (_, ref) => {
    expect(inheritsProduction(all, ref)).toBe(true);
  });

  it.each<[string, GrantRef]>([
    ['a role', role('eu-admin')],
    ['a session', session()],
  ])('has it by itself: %s', (_, ref) => {
    expect(inheritsProduction(all, ref)).toBe(false);
  });

  it('has it by itself where only its own name is that of production', () => {
    const named = { ...all, ...known('federated-user') };
    expect(isProduction(named, made('federated-user'))).toBe(true);
    expect(inheritsProduction(named, made('federated-user'))).toBe(false);
  });
});

describe('a role that was no production when it was asked about', () => {
  const { settings } = known('prod, 9999*');
  const before = stateOf({ identities: [identityOf()], roles: [roleOf('dev')], settings });
  const live = { account: '999988887777' };
  const aliases = [{ account: '111122223333', iam: null, alias: 'acme-prod', askedAt: NOW }];

  it.each<[string, AppState]>([
    ['the rules say so', { ...before, settings: known('dev').settings }],
    ['AWS named its account', reduce(before, { kind: 'account-aliases', aliases })],
    ['AWS named the account of the key', { ...before, keyOwners: new Map([[KEY, owner]]) }],
    [
      'its profile names another account',
      { ...before, roles: new Map([['dev', roleOf('dev', live)]]) },
    ],
  ])('is production once %s, and is none where that is taken back', (_, after) => {
    expect(isProduction(before, role('dev'))).toBe(false);
    expect(isProduction(after, role('dev'))).toBe(true);
    expect(isProduction(before, role('dev'))).toBe(false);
  });
});
