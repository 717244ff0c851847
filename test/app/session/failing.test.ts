import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import type { Grant } from '../../../app/model.ts';
import { noDevices } from '../../../app/session/device-wizard.ts';
import { noticeDue } from '../../../app/session/notices.ts';
import { reduce } from '../../../app/session/reduce.ts';
import type { AppState } from '../../../app/session/state.ts';
import { everyFailure } from '../../support/every-failure.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  heldOf,
  role,
  roleOf,
  sessionHeld,
  session,
  stateOf,
  utc,
  wanted,
} from '../../support/model-state.ts';

const failureOf = (kind: Failure['kind']): Failure => {
  const found = everyFailure.find((failure) => failure.kind === kind);
  if (found === undefined) throw new Error(`no failure is ${kind}`);
  return found;
};

const offline = failureOf('network');
const denied = failureOf('aws');

const ada = wanted(session(), { held: sessionHeld() });
/** A role of an hour that renews with 20 minutes left. */
const failed = (
  profile: string,
  failure: Failure,
  over: Partial<Grant> & { readonly retryAt?: number | null } = {},
): Grant => {
  const { retryAt = NOW + HOUR, ...rest } = over;
  return wanted(role(profile), {
    held: heldOf({ underSessionOf: NOW }),
    attempts: 4,
    work: { kind: 'failed', failure, at: NOW + 40 * MINUTE, retryAt },
    ...rest,
  });
};

const stateWith = (...grants: readonly Grant[]): AppState =>
  stateOf({ roles: [roleOf('dev'), roleOf('ops'), roleOf('data')], grants: [ada, ...grants] });

const HALF = NOW + 50 * MINUTE;

const told = (state: AppState, now: number): AppState => {
  const due = noticeDue(state, now, utc);
  if (due === null) throw new Error('nothing is due');
  return reduce(state, { kind: 'told', keys: due.keys });
};

const about = (state: AppState, now = HALF) => {
  const notice = noticeDue(state, now, utc)?.notice;
  return notice?.kind === 'cannot-renew' ? [notice.target, notice.others, notice.over] : null;
};

/** `data` is reached through `dev`, which nobody wants for itself. */
const throughDev = (dev: Partial<Grant>, data: Partial<Grant> = {}): AppState =>
  stateOf({
    roles: [roleOf('dev'), roleOf('data', { via: ['dev'] })],
    grants: [
      ada,
      { ...failed('dev', offline), wish: 'none', ...dev },
      wanted(role('data'), { held: heldOf({ underSessionOf: NOW }), ...data }),
    ],
  });

describe('a renewal that fails on the way is told', () => {
  const gone = heldOf({ expiresAt: NOW + 45 * MINUTE });

  it('of the role that was started, with half of its time over', () => {
    const state = throughDev({ held: gone });
    expect(about(state, HALF - 1)).toBeNull();
    expect(about(state)).toEqual([role('data'), 0, false]);
  });

  it.each([
    ['the role on the way signs still', throughDev({ held: heldOf() })],
    ['it was tried a few times only', throughDev({ held: gone, attempts: 3 })],
    [
      'the role itself is not due',
      throughDev({ held: gone }, { held: heldOf({ expiresAt: NOW + 3 * HOUR }) }),
    ],
  ])('not while %s', (_, state) => {
    expect(about(state)).toBeNull();
  });

  it('once, with the role on the way where that is wanted as well', () => {
    const work = { kind: 'failed', failure: denied, at: NOW, retryAt: null } as const;
    const blocked = new Map([['role:data' as const, denied]]);
    const state = { ...throughDev({ held: gone, wish: 'wanted', work }), blocked };
    expect(about(state)).toEqual([role('dev'), 0, true]);
    expect(about(told(state, HALF))).toBeNull();
  });

  it('once, while the role on the way is tried again', () => {
    const state = told(throughDev({ held: gone }), HALF);
    const trying = reduce(state, { kind: 'requesting', ref: role('dev'), at: HALF });
    const grants = trying.grants.with([['role:ops', failed('ops', offline)]]);
    expect(about({ ...trying, grants })).toBeNull();
  });
});

describe('a renewal that cannot be tried is told', () => {
  const idle = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) });
  const blocked = (grant: Grant): AppState => ({
    ...stateWith(grant),
    blocked: new Map([['role:dev', failureOf('broken-profile')]]),
  });

  it('as soon as it is due', () => {
    expect(about(blocked(idle), NOW + 40 * MINUTE - 1)).toBeNull();
    expect(about(blocked(idle), NOW + 40 * MINUTE)).toEqual([role('dev'), 0, false]);
  });
});

describe('a renewal by codes that come by themselves is told', () => {
  const END = NOW + 12 * HOUR;
  const waiting = wanted(session(), { held: sessionHeld(), work: { kind: 'needs-code' } });
  const refusedFor = (failure: Failure, sources = ['ada'], grant = waiting): AppState =>
    stateOf({
      roles: [roleOf('dev')],
      grants: [grant],
      codeChecks: new Map([['ada', { kind: 'refused', failure, at: NOW, refusals: 0 }]]),
      devices: {
        ...noDevices,
        sources: new Map(sources.map((name) => [name, { kind: 'seed' } as const])),
      },
    });

  it('with half of its time over, while they do not get through', () => {
    expect(about(refusedFor(offline), END - 5 * MINUTE - 1)).toBeNull();
    expect(about(refusedFor(offline), END - 5 * MINUTE)).toEqual([session(), 0, false]);
  });

  it('once, while the next one is tried', () => {
    const state = told(refusedFor(offline), END - MINUTE);
    const check = { kind: 'checking', since: NOW } as const;
    const trying = reduce(state, { kind: 'code', identity: 'ada', check });
    const grants = trying.grants.with([['role:ops', failed('ops', offline)]]);
    expect(about({ ...trying, grants }, END - MINUTE)).toBeNull();
  });

  it.each([
    ['of a code that was lost, by what it was lost for', 'code-unsure', 'network'],
    ['not of a step that is spent', 'code-spent', undefined],
  ] as const)('%s', (_, kind, expected) => {
    const failure: Failure =
      kind === 'code-unsure'
        ? { kind, nextCodeAt: NOW, cause: offline }
        : { kind, nextCodeAt: NOW };
    const notice = noticeDue(refusedFor(failure), END - MINUTE, utc)?.notice;
    expect(notice?.kind === 'cannot-renew' ? notice.failure : undefined).toBe(expected);
  });

  it.each([
    ['a session', waiting, END - MINUTE],
    [
      'a role that outlives its session',
      wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }), work: { kind: 'needs-code' } }),
      NOW + 59 * MINUTE,
    ],
  ])('not of %s where a person types them, who is told that it ends', (_, grant, now) => {
    const notice = noticeDue(refusedFor(offline, [], grant), now, utc)?.notice;
    expect(notice?.kind).toBe('ends-soon');
  });
});

describe('a failed renewal is told', () => {
  it.each([
    ['not while half of its time is left', failed('dev', offline), HALF - 1, null],
    ['with half of its time over', failed('dev', offline), HALF, [role('dev'), 0, false]],
    ['not after a few tries', failed('dev', offline, { attempts: 3 }), HALF, null],
    [
      'at once where trying again is of no use',
      failed('dev', denied, { retryAt: null, attempts: 1 }),
      NOW + 41 * MINUTE,
      [role('dev'), 0, false],
    ],
    ['also when it has ended', failed('dev', offline), NOW + 2 * HOUR, [role('dev'), 0, true]],
    ['not of what nobody wants', failed('dev', offline, { wish: 'halted' }), HALF, null],
    [
      'not of a first start, which a person looks at',
      failed('dev', offline, { held: null }),
      HALF,
      null,
    ],
  ])('%s', (_, grant, now, expected) => {
    expect(about(stateWith(grant), now)).toEqual(expected);
  });

  it('once for all that fail for the same, those not due yet among them', () => {
    const later = failed('ops', offline, { held: heldOf({ expiresAt: NOW + 2 * HOUR }) });
    const state = stateWith(failed('dev', offline), later);
    expect(about(state)).toEqual([role('dev'), 1, false]);
    expect(about(told(state, HALF), NOW + 119 * MINUTE)).toBeNull();
  });

  it('not again for each retry, nor for others that the same cause reaches later', () => {
    const state = told(stateWith(failed('dev', offline)), HALF);
    const trying = reduce(state, { kind: 'requesting', ref: role('dev'), at: HALF });
    const grants = trying.grants.with([['role:ops', failed('ops', offline)]]);
    expect(about({ ...trying, grants })).toBeNull();
    const again = reduce(
      { ...trying, grants },
      {
        kind: 'failed',
        ref: role('dev'),
        failure: offline,
        at: HALF,
        retryAt: HALF + MINUTE,
      },
    );
    expect(about(again)).toBeNull();
  });

  it('beside that, where a role fails for a reason of its own', () => {
    const state = told(stateWith(failed('dev', offline)), HALF);
    const grants = state.grants.with([['role:ops', failed('ops', denied, { retryAt: null })]]);
    expect(about({ ...state, grants })).toEqual([role('ops'), 0, false]);
  });

  it('again only once it had worked', () => {
    const state = told(stateWith(failed('dev', offline)), HALF);
    const held = heldOf({ obtainedAt: HALF, expiresAt: HALF + HOUR, underSessionOf: NOW });
    const renewed = reduce(state, { kind: 'granted', ref: role('dev'), held });
    const grants = renewed.grants.with([['role:dev', failed('dev', offline, { held })]]);
    expect(about(renewed, HALF + 50 * MINUTE)).toBeNull();
    expect(about({ ...renewed, grants }, HALF + 50 * MINUTE)).toEqual([role('dev'), 0, false]);
  });
});
