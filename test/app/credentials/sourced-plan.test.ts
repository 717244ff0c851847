import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { callForCode, decide, lasts, nextFor, type Call } from '../../../app/credentials/plan.ts';
import type { Role, Work } from '../../../app/model.ts';
import type { CredentialSource } from '../../../app/profiles/profile.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  heldOf,
  role,
  roleOf,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const machine: CredentialSource = { kind: 'instance-metadata' };
const container: CredentialSource = { kind: 'container' };
const environment: CredentialSource = { kind: 'environment' };
const token: CredentialSource = { kind: 'web-identity', tokenFile: '/run/token' };

const sourced = (
  profile: string,
  source: CredentialSource,
  over: Partial<Role> & { readonly chained?: boolean; readonly via?: readonly string[] } = {},
): Role => {
  const { chained = true, via = [], ...rest } = over;
  return roleOf(profile, {
    chain: { kind: 'sourced', source, roles: [...via, profile], chained },
    ...rest,
  });
};

const long = { durationSeconds: 43_200 };

const first = (profile: string, source: CredentialSource, durationSeconds: number): Call => ({
  kind: 'assume-sourced-role',
  profile,
  signer: { kind: 'source', source },
  durationSeconds,
});

describe('the call to make for a role that begins outside the files', () => {
  it.each([
    ['a machine', machine, { ...long, chained: true }, 3600],
    ['a container', container, { ...long, chained: true }, 3600],
    ['temporary keys of the environment', environment, { ...long, chained: true }, 3600],
    ['a long-term key of the environment', environment, { ...long, chained: false }, 43_200],
    ['a token, which is not chained (BO4)', token, { ...long, chained: false }, 43_200],
    ['a machine, for less', machine, { durationSeconds: 900, chained: true }, 900],
  ])('%s: signed by it, without a code', (_, source, over, seconds) => {
    const state = stateOf({
      roles: [sourced('dev', source, over)],
      grants: [wanted(role('dev'))],
    });
    expect(nextFor(state, role('dev'), NOW)).toEqual({
      kind: 'call',
      call: first('dev', source, seconds),
    });
  });

  it.each([
    ['a machine', machine, true, { seconds: 3600, why: 'from-temporary' }],
    ['a long-term key of the environment', environment, false, { seconds: 43_200, why: 'no-code' }],
    ['a token', token, false, { seconds: 43_200, why: 'no-code' }],
  ])('says how long it lasts: from %s', (_, source, chained, expected) => {
    const one = sourced('dev', source, { ...long, chained });
    expect(lasts(stateOf({ roles: [one] }), one)).toEqual(expected);
  });

  it('says that a second role after a token lasts an hour', () => {
    const one = sourced('dev', token, { ...long, chained: false, via: ['hub'] });
    expect(lasts(stateOf({ roles: [one] }), one)).toEqual({ seconds: 3600, why: 'chained' });
  });

  const hub = sourced('hub', token, { ...long, chained: false });
  const dev = sourced('dev', token, { ...long, chained: false, via: ['hub'] });

  it('gets the role on the way first, for as long as that one may last', () => {
    const state = stateOf({ roles: [hub, dev], grants: [wanted(role('dev'))] });
    expect(nextFor(state, role('dev'), NOW)).toEqual({
      kind: 'call',
      call: first('hub', token, 43_200),
    });
  });

  it('signs the next role with the one before it, for an hour at most', () => {
    const grants = [
      wanted(role('dev')),
      wanted(role('hub'), { held: heldOf({ expiresAt: NOW + 12 * HOUR }) }),
    ];
    expect(nextFor(stateOf({ roles: [hub, dev], grants }), role('dev'), NOW)).toEqual({
      kind: 'call',
      call: {
        kind: 'assume-sourced-role',
        profile: 'dev',
        signer: { kind: 'grant', ref: role('hub') },
        durationSeconds: 3600,
      },
    });
  });

  it.each<readonly [string, Work, string]>([
    ['in flight', { kind: 'requesting', since: NOW }, 'wait'],
    ['failed for good', failed(null), 'blocked'],
    ['failed, with its next try ahead', failed(NOW + MINUTE), 'wait'],
    ['failed, with its next try due', failed(NOW), 'call'],
  ])('a call %s', (_, work, kind) => {
    const grants = [wanted(role('hub'), { work })];
    expect(nextFor(stateOf({ roles: [hub], grants }), role('hub'), NOW).kind).toBe(kind);
  });

  it('is renewed when less than 20 min are left', () => {
    const grants = [wanted(role('hub'), { held: heldOf() })];
    const state = stateOf({ roles: [hub], grants });
    expect(decide(state, NOW + 39 * MINUTE).calls).toEqual([]);
    expect(decide(state, NOW + 40 * MINUTE).calls).toEqual([first('hub', token, 43_200)]);
  });

  it('asks one source once for each role, and never for a code', () => {
    const roles = ['a', 'b', 'c'].map((name) => sourced(name, machine));
    const state = stateOf({ roles, grants: roles.map(({ profile }) => wanted(role(profile))) });
    const { calls, needCode } = decide(state, NOW);
    expect(calls).toEqual(['a', 'b', 'c'].map((name) => first(name, machine, 3600)));
    expect(needCode.size).toBe(0);
  });

  it('is not what a code typed for an identity is spent on', () => {
    const state = stateOf({ roles: [hub], grants: [wanted(role('hub'))] });
    expect(callForCode(state, 'ada', NOW)).toMatchObject({ kind: 'get-session', identity: 'ada' });
  });
});

function failed(retryAt: number | null): Work {
  const failure = {
    kind: 'source',
    source: 'web-identity',
    cause: { kind: 'file', path: '/run/token', detail: systemDetail('ENOENT') },
  } as const;
  return { kind: 'failed', failure, at: NOW, retryAt };
}
