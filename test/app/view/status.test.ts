import { describe, expect, it } from 'vitest';
import type { Made } from '../../../app/credentials/made.ts';
import type { Failure } from '../../../app/failure.ts';
import type { Grant } from '../../../app/model.ts';
import { statusOf, type GrantStatus } from '../../../app/view/status.ts';
import {
  heldOf,
  HOUR,
  identityOf,
  MINUTE,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  SECOND,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const denied: Failure = {
  kind: 'aws',
  operation: 'AssumeRole',
  cause: 'throttled',
  code: 'Throttling',
  message: 'Rate exceeded',
  status: 400,
  requestId: null,
};

const dev = (grant: Partial<Grant>, now = NOW): GrantStatus | undefined =>
  statusOf(stateOf({ roles: [roleOf('dev')], grants: [wanted(role('dev'), grant)] }), now).roles[0];

describe('the status of a grant', () => {
  it('tells what is left as numbers and in words, by the clock of STS (ST5)', () => {
    expect(dev({ held: heldOf() }, NOW + 20 * MINUTE + 48 * SECOND)).toMatchObject({
      phase: 'fresh',
      renews: true,
      obtainedAt: '2027-01-15T08:00:00Z',
      expiresAt: '2027-01-15T09:00:00Z',
      left: {
        totalSeconds: 2352,
        days: 0,
        hours: 0,
        minutes: 39,
        seconds: 12,
        percent: 65,
        words: '39 min 12 s',
      },
      failure: null,
    });
  });

  it.each<readonly [string, Partial<Grant>, Partial<GrantStatus>]>([
    ['that nobody started', { wish: 'none' }, { phase: 'off', renews: false }],
    ['on its way', { work: { kind: 'requesting', since: NOW } }, { phase: 'starting' }],
    ['that waits for a code', { work: { kind: 'needs-code' } }, { phase: 'needs-code' }],
    ['that ended', { held: heldOf({ expiresAt: NOW }) }, { phase: 'ended' }],
  ])('%s has nothing left (ST4)', (_what, grant, told) => {
    const nothing = { obtainedAt: null, expiresAt: null, left: null };
    expect(dev(grant)).toMatchObject({ ...nothing, ...told });
  });

  it('tells its last failure by code and sentence, and when it is tried again (ST3)', () => {
    const work = { kind: 'failed', failure: denied, at: NOW, retryAt: NOW + MINUTE } as const;
    expect(dev({ work })?.failure).toEqual({
      kind: 'aws',
      code: 'Throttling',
      sentence: 'AWS asked to slow down; it is tried again by itself.',
      retryAt: '2027-01-15T08:01:00Z',
    });
  });

  it.each([
    [900, true],
    [3600, false],
  ])('of %i s warns whoever uses it: %s', (seconds, warns) => {
    const held = heldOf({ expiresAt: NOW + seconds * SECOND });
    expect((dev({ held })?.warning ?? '').startsWith('These credentials last 15 min')).toBe(warns);
  });

  it('is that of the profile where it is broken', () => {
    const failure: Failure = { kind: 'unknown-target', target: role('dev') };
    const state = stateOf({ roles: [roleOf('dev', { chain: { kind: 'broken', failure } })] });
    expect(statusOf(state, NOW).roles[0]).toMatchObject({
      phase: 'off',
      failure: { kind: 'unknown-target', code: null, retryAt: null },
    });
  });
});

describe('the status of all', () => {
  const guest: Made = {
    name: 'saved',
    how: { kind: 'imported', path: '/home/ada/saved.json', format: 'boto' },
  };
  const state = stateOf({
    identities: [
      identityOf({
        check: {
          kind: 'known',
          arn: 'arn:aws:iam::111122223333:user/ada',
          account: '111122223333',
          alias: null,
          user: 'ada',
          devices: [],
        },
      }),
      identityOf({ name: 'grace', serial: null }),
    ],
    roles: [roleOf('dev'), roleOf('ops')],
    grants: [
      wanted(session(), { held: sessionHeld() }),
      wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) }),
      wanted({ kind: 'made', name: 'saved' }, { held: heldOf(), wish: 'none' }),
    ],
    made: new Map([['saved', guest]]),
  });

  it('names each identity, role and grant made directly, and when a person is needed (ST3)', () => {
    const status = statusOf(state, NOW);
    expect(status.needsYouAt).toBe('2027-01-15T20:00:00Z');
    expect(status.identities).toMatchObject([
      { name: 'ada', account: '111122223333', phase: 'fresh', left: { words: '12 h' } },
      { name: 'grace', account: null, phase: 'off', left: null },
    ]);
    expect(status.roles.map(({ profile, phase }) => [profile, phase])).toEqual([
      ['dev', 'fresh'],
      ['ops', 'off'],
    ]);
    expect(status.made).toMatchObject([{ name: 'saved', how: 'imported', phase: 'fresh' }]);
  });

  it('tells how far the renewals have come (ST3)', () => {
    const [first, second] = statusOf(state, NOW + MINUTE).roles;
    expect(first?.renewals).toMatchObject({ done: 0, left: { words: '11 h 59 min' } });
    expect(first?.renewals?.words).toBe(
      `renewal 0 of ${first?.renewals?.total ?? ''}, 11 h 59 min left`,
    );
    expect(second?.renewals).toBeNull();
  });

  it('is plain JSON', () => {
    const status = statusOf(state, NOW + HOUR / 2);
    expect(JSON.parse(JSON.stringify(status))).toEqual(status);
  });

  it('tells of a code that was refused at its identity', () => {
    const failure: Failure = { kind: 'code-spent', nextCodeAt: NOW - 60_000 + 14_000 };
    const check = { kind: 'refused', failure, at: NOW, refusals: 1 } as const;
    const spent = { ...state, skew: 60_000, codeChecks: new Map([['grace', check]]) };
    expect(statusOf(spent, NOW).identities[1]?.failure).toMatchObject({
      kind: 'code-spent',
      sentence: 'This code is spent: next code in 14 s.',
    });
  });
});
