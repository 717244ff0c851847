import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import type { Grant } from '../../../app/model.ts';
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
