import { describe, expect, it } from 'vitest';
import {
  callForCode,
  decide,
  isDue,
  lasts,
  nextFor,
  rolesUnderSession,
  type Call,
} from '../../../app/credentials/plan.ts';
import type { Failure } from '../../../app/failure.ts';
import type { Grant, Role, Work } from '../../../app/model.ts';
import { defaultSettings } from '../../../app/settings.ts';
import {
  DEVICE,
  HOUR,
  MINUTE,
  NOW,
  heldOf,
  identityOf,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const noDevice = identityOf({ serial: null, mfaByDefault: false });
/** A device that only some role names: not asked of the others. */
const optional = identityOf({ mfaByDefault: false });
const withSession: Grant = wanted(session(), { held: sessionHeld() });
const long = { durationSeconds: 43_200 };

const bySession = { kind: 'grant', ref: session() } as const;
const byKey = { kind: 'key' } as const;
const toRole = (profile: string, over: Partial<Extract<Call, { kind: 'assume-role' }>>): Call => ({
  kind: 'assume-role',
  profile,
  identity: 'ada',
  signer: bySession,
  durationSeconds: 3600,
  serial: null,
  ...over,
});
const toSession: Call = {
  kind: 'get-session',
  identity: 'ada',
  durationSeconds: 43_200,
  serial: DEVICE,
};

describe('the call to make (aws-rules.md, Which call to make)', () => {
  it('for a role of 1 h is one code for the session that all share', () => {
    const state = stateOf({ roles: [roleOf('dev')], grants: [wanted(role('dev'))] });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'code', call: toSession });
  });

  it('for a role of 1 h under a session is signed by it, without a code', () => {
    const state = stateOf({ roles: [roleOf('dev')], grants: [withSession, wanted(role('dev'))] });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'call', call: toRole('dev', {}) });
  });

  it('for a role above 1 h is signed by the key, with a code of its own, whatever session there is', () => {
    const state = stateOf({
      roles: [roleOf('audit', long)],
      grants: [withSession, wanted(role('audit'))],
    });
    expect(nextFor(state, role('audit'), NOW)).toEqual({
      kind: 'code',
      call: toRole('audit', { signer: byKey, durationSeconds: 43_200, serial: DEVICE }),
    });
  });

  it('for a role above 1 h carries the serial the role names itself', () => {
    const serial = 'GAHT12345678';
    const state = stateOf({
      roles: [roleOf('audit', { ...long, serial })],
      grants: [wanted(role('audit'))],
    });
    expect(nextFor(state, role('audit'), NOW)).toMatchObject({ call: { serial } });
  });

  it('for a role where nothing names a device is signed by the key, for as long as wanted', () => {
    const state = stateOf({
      identities: [noDevice],
      roles: [roleOf('dev', long)],
      grants: [wanted(role('dev'))],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({
      kind: 'call',
      call: toRole('dev', { signer: byKey, durationSeconds: 43_200 }),
    });
  });

  it('for a role that AWS denied without a code goes through the session', () => {
    const state = stateOf({
      identities: [optional],
      roles: [roleOf('dev')],
      grants: [wanted(role('dev'), { demandsCode: true })],
    });
    expect(nextFor(state, role('dev'), NOW).kind).toBe('code');
  });

  it('for a role without a device uses a session that is there anyway, and spares the key', () => {
    const state = stateOf({
      identities: [optional],
      roles: [roleOf('dev')],
      grants: [withSession, wanted(role('dev'))],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'call', call: toRole('dev', {}) });
  });

  it('for a role that needs MFA is not signed by a session begun without any', () => {
    const state = stateOf({
      roles: [roleOf('dev')],
      grants: [wanted(session(), { held: sessionHeld({ withCode: false }) }), wanted(role('dev'))],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'code', call: toSession });
  });

  it('for the second role of a chain is the first one, under the session, at most 1 h', () => {
    const state = stateOf({
      roles: [roleOf('dev', long), roleOf('data', { via: ['dev'], ...long })],
      grants: [withSession, wanted(role('data'))],
    });
    expect(nextFor(state, role('data'), NOW)).toEqual({ kind: 'call', call: toRole('dev', {}) });
  });

  it('for the second role of a chain is signed by the first once that is held, at most 1 h', () => {
    const state = stateOf({
      roles: [roleOf('dev'), roleOf('data', { via: ['dev'], ...long })],
      grants: [withSession, wanted(role('dev'), { held: heldOf() }), wanted(role('data'))],
    });
    expect(nextFor(state, role('data'), NOW)).toEqual({
      kind: 'call',
      call: toRole('data', { signer: { kind: 'grant', ref: role('dev') } }),
    });
  });

  it('from temporary keys is signed by them, without a session, at most 1 h', () => {
    const state = stateOf({
      identities: [],
      roles: [roleOf('dev', { temporary: true, serial: DEVICE, ...long })],
      grants: [wanted(role('dev'))],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({
      kind: 'call',
      call: toRole('dev', { signer: byKey }),
    });
  });

  it('for a session without a device is made without a code', () => {
    const state = stateOf({ identities: [noDevice], grants: [wanted(session())] });
    expect(nextFor(state, session(), NOW)).toEqual({
      kind: 'call',
      call: { ...toSession, serial: null },
    });
  });

  it('for a session asks for the life the settings want (ST1, SE3)', () => {
    const state = stateOf({
      identities: [noDevice],
      grants: [wanted(session())],
      settings: { ...defaultSettings, tokenLife: 900 },
    });
    expect(nextFor(state, session(), NOW)).toMatchObject({ call: { durationSeconds: 900 } });
  });

  it('for a role takes the profile’s duration before that of the settings', () => {
    const settings = { ...defaultSettings, credentialLife: 1800 };
    const roles = [roleOf('dev', { durationSeconds: 900 }), roleOf('ops')];
    const state = stateOf({ roles, grants: [withSession], settings });
    expect(['dev', 'ops'].map((name) => nextFor(state, role(name), NOW))).toMatchObject([
      { call: { durationSeconds: 900 } },
      { call: { durationSeconds: 1800 } },
    ]);
  });
});

const denial: Failure = {
  kind: 'aws',
  operation: 'AssumeRole',
  cause: 'denied',
  code: 'AccessDenied',
  message: '',
  status: 403,
  requestId: null,
};
const failed = (retryAt: number | null): Work => ({
  kind: 'failed',
  failure: denial,
  at: NOW,
  retryAt,
});

describe('what stands in the way', () => {
  const next = (work: Work, target = 'dev') =>
    nextFor(
      stateOf({
        roles: [roleOf('dev'), roleOf('data', { via: ['dev'] })],
        grants: [withSession, wanted(role('dev'), { work }), wanted(role('data'))],
      }),
      role(target),
      NOW,
    );

  it.each<[string, Work, string]>([
    ['a call in flight is joined, not repeated', { kind: 'requesting', since: NOW }, 'wait'],
    ['a failure that passes waits for its time', failed(NOW + 1), 'wait'],
    ['a failure whose time has come is tried again', failed(NOW), 'call'],
    ['a failure that stays blocks', failed(null), 'blocked'],
  ])('%s', (_, work, kind) => {
    expect(next(work).kind).toBe(kind);
  });

  it('holds up the roles behind it with the same reason', () => {
    expect(next(failed(null), 'data')).toEqual({ kind: 'blocked', failure: denial });
  });

  it('a session on its way is waited for, not asked for again', () => {
    const state = stateOf({
      roles: [roleOf('dev')],
      grants: [wanted(session(), { work: { kind: 'requesting', since: NOW } })],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'wait' });
  });

  it('a broken chain says what is wrong with it', () => {
    const failure: Failure = {
      kind: 'broken-profile',
      profile: 'dev',
      cause: { kind: 'no-source', profile: 'dev' },
    };
    const state = stateOf({ roles: [roleOf('dev', { chain: { kind: 'broken', failure } })] });
    expect(nextFor(state, role('dev'), NOW)).toEqual({ kind: 'blocked', failure });
  });

  it.each([
    ['role', role('gone')],
    ['session', session('gone')],
  ])('a %s that is in no file is unknown', (_, target) => {
    expect(nextFor(stateOf(), target, NOW)).toEqual({
      kind: 'blocked',
      failure: { kind: 'unknown-target', target },
    });
  });
});

describe('whether a grant is due', () => {
  const under = heldOf({ underSessionOf: NOW });
  it.each<[string, Partial<Grant>, number, boolean]>([
    ['nothing held', {}, NOW, true],
    ['fresh', { held: under }, NOW + 39 * MINUTE, false],
    ['20 min left', { held: under }, NOW + 40 * MINUTE, true],
    ['ended', { held: under }, NOW + HOUR, true],
    ['fresh, but denied under this session', { held: under, sessionAfter: NOW }, NOW, true],
    ['fresh, denied under the session before', { held: under, sessionAfter: NOW - 1 }, NOW, false],
  ])('%s', (_, parts, at, due) => {
    const grant = wanted(role('dev'), parts);
    const state = stateOf({ roles: [roleOf('dev')], grants: [withSession, grant] });
    expect(isDue(state, grant, at)).toBe(due);
  });
});

describe('all wanted grants at once', () => {
  it('are one call each, also when several roles go through the same one', () => {
    const names = ['a', 'b', 'c'];
    const state = stateOf({
      roles: [roleOf('dev'), ...names.map((name) => roleOf(name, { via: ['dev'] }))],
      grants: [withSession, ...names.map((name) => wanted(role(name)))],
    });
    expect(decide(state, NOW).calls).toEqual([toRole('dev', {})]);
  });

  it('leave alone what nobody wants', () => {
    const state = stateOf({
      roles: [roleOf('dev')],
      grants: [withSession, wanted(role('dev'), { wish: 'halted' })],
    });
    expect(decide(state, NOW)).toEqual({ calls: [], needCode: new Set(), blocked: new Map() });
  });

  it('tell who waits for a code', () => {
    const state = stateOf({
      roles: [roleOf('dev'), roleOf('ops')],
      grants: [wanted(role('dev')), wanted(role('ops'))],
    });
    expect(decide(state, NOW).needCode).toEqual(new Set(['role:dev', 'role:ops']));
  });
});

describe('a code typed now', () => {
  it('goes to the session before a role with a code of its own, since it serves all', () => {
    const state = stateOf({
      roles: [roleOf('audit', long), roleOf('dev')],
      grants: [wanted(role('audit')), wanted(role('dev'))],
    });
    expect(callForCode(state, 'ada', NOW)).toEqual(toSession);
  });

  it('goes to the role with a code of its own when nothing else waits', () => {
    const state = stateOf({
      roles: [roleOf('audit', long)],
      grants: [withSession, wanted(role('audit'))],
    });
    expect(callForCode(state, 'ada', NOW)).toMatchObject({ profile: 'audit', signer: byKey });
  });

  it('renews the session when nothing waits at all', () => {
    expect(callForCode(stateOf({ grants: [withSession] }), 'ada', NOW)).toEqual(toSession);
  });

  it('of one identity is not spent on another’s roles', () => {
    const grace = { kind: 'walks', identity: 'grace', roles: ['ops'], temporary: false } as const;
    const state = stateOf({
      identities: [identityOf(), identityOf({ name: 'grace' })],
      roles: [roleOf('ops', { chain: grace, ...long })],
      grants: [wanted(role('ops'))],
    });
    expect(callForCode(state, 'ada', NOW)).toEqual(toSession);
  });
});

describe('a fresh session starts', () => {
  const start = (roles: readonly Role[], grants: readonly Grant[] = []) =>
    rolesUnderSession(stateOf({ roles, grants }), 'ada');

  it.each([
    ['roles of 1 h', roleOf('dev'), true],
    ['chains', roleOf('data', { via: ['dev'] }), true],
    ['no role with a code of its own', roleOf('audit', long), false],
    [
      'no broken profile',
      roleOf('bad', {
        chain: { kind: 'broken', failure: { kind: 'no-device', identity: 'ada' } },
      }),
      false,
    ],
  ])('%s', (_, one, starts) => {
    expect(start([one])).toEqual(starts ? [role(one.profile)] : []);
  });

  it('no role that a person stopped', () => {
    expect(start([roleOf('dev')], [wanted(role('dev'), { wish: 'halted' })])).toEqual([]);
  });
});

describe('why a role lasts as long as it does', () => {
  it.each([
    ['an hour under the session', [identityOf()], {}, 3600, 'shares-session'],
    ['12 h for a code of its own', [identityOf()], long, 43_200, 'own-code'],
    ['12 h where no code is needed', [noDevice], long, 43_200, 'no-code'],
    ['at most an hour in a chain', [identityOf()], { via: ['dev'], ...long }, 3600, 'chained'],
    ['at most an hour from temporary keys', [], { temporary: true, ...long }, 3600, 'chained'],
  ] as const)('%s', (_, identities, over, seconds, why) => {
    const one = roleOf('audit', over);
    expect(lasts(stateOf({ identities, roles: [one] }), one)).toEqual({ seconds, why });
  });
});
