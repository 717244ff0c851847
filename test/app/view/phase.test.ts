import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import { phaseOf } from '../../../app/view/phase.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  heldOf,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const under = heldOf({ underSessionOf: NOW });
const ada = wanted(session(), { held: sessionHeld() });
const failure = { kind: 'no-device', identity: 'ada' } as const;
const failed = (retryAt: number | null) => ({ kind: 'failed', failure, at: NOW, retryAt }) as const;
const needsCode = { kind: 'needs-code' } as const;
const requesting = { kind: 'requesting', since: NOW } as const;

/** The phase of dev under ada's session; the local clock is seven ms ahead. */
const phase = (over: Partial<Grant>, at = NOW, blocked = false) =>
  phaseOf(
    stateOf({
      roles: [roleOf('dev')],
      grants: [ada, wanted(role('dev'), over)],
      blocked: new Map(blocked ? [['role:dev', failure]] : []),
    }),
    wanted(role('dev'), over),
    at,
    (instant) => instant + 7,
  );

describe('the phase of a role that is not held', () => {
  it('nobody asked for is off', () => {
    expect(phaseOf(stateOf(), undefined, NOW, (at) => at)).toEqual({ kind: 'off' });
  });

  it.each<[string, Partial<Grant>, string]>([
    ['stopped', { wish: 'halted' }, 'off'],
    ['only on the way to others', { wish: 'none' }, 'off'],
    ['wanted', {}, 'starting'],
    ['asked of AWS', { work: requesting }, 'starting'],
    ['waiting for its retry', { work: failed(NOW + 1) }, 'starting'],
    ['failed for good', { work: failed(null) }, 'failed'],
    ['waiting for a code', { work: needsCode }, 'needs-code'],
  ])('%s', (_, over, kind) => {
    expect(phase(over).kind).toBe(kind);
  });

  it('and held up by another is failed', () => {
    expect(phase({}, NOW, true).kind).toBe('failed');
  });
});

describe('the phase of a role that is held', () => {
  it('has its instants by this computer’s clock', () => {
    expect(phase({ held: under })).toEqual({
      kind: 'fresh',
      obtainedAt: NOW + 7,
      endsAt: NOW + HOUR + 7,
      renews: true,
    });
  });

  it.each<[string, Partial<Grant>, number, string]>([
    ['until its renewal', {}, NOW + 40 * MINUTE - 1, 'fresh'],
    ['from its renewal on', {}, NOW + 40 * MINUTE, 'due'],
    ['while renewed', { work: requesting }, NOW + 40 * MINUTE, 'due'],
    ['while a renewal waits for its retry', { work: failed(NOW + HOUR) }, NOW + 45 * MINUTE, 'due'],
    ['while its renewal failed for good', { work: failed(null) }, NOW + 45 * MINUTE, 'due'],
    ['while a code is waited for', { work: needsCode }, NOW + 45 * MINUTE, 'needs-code'],
    ['at its end', {}, NOW + HOUR, 'ended'],
    ['after its end, with a code waited for', { work: needsCode }, NOW + 2 * HOUR, 'needs-code'],
    ['after its end, stopped', { work: needsCode, wish: 'halted' }, NOW + 2 * HOUR, 'ended'],
    ['after its end, asked of AWS', { work: requesting }, NOW + 2 * HOUR, 'starting'],
    ['after its end, failed for good', { work: failed(null) }, NOW + 2 * HOUR, 'failed'],
    [
      'only on the way to others, when it would be renewed',
      { wish: 'none' },
      NOW + 45 * MINUTE,
      'fresh',
    ],
  ])('%s', (_, over, at, kind) => {
    expect(phase({ held: under, ...over }, at).kind).toBe(kind);
  });

  it.each<[string, Partial<Grant>, string]>([
    ['that is not held', { held: null }, 'starting'],
    ['that ended', { held: sessionHeld({ obtainedAt: NOW - HOUR, expiresAt: NOW }) }, 'starting'],
    [
      'in its last minutes',
      { held: sessionHeld({ obtainedAt: NOW - HOUR, expiresAt: NOW + MINUTE }) },
      'due',
    ],
  ])('of a session %s needs none of a person whose codes come by themselves', (_, over, kind) => {
    const grant = wanted(session(), { work: needsCode, ...over });
    const own = { ...emptyState.devices, sources: new Map([['ada', { kind: 'seed' } as const]]) };
    const asked = stateOf({ grants: [grant] });
    const local = (at: number): number => at;
    expect(phaseOf(asked, grant, NOW, local).kind).toBe('needs-code');
    expect(phaseOf({ ...asked, devices: own }, grant, NOW, local).kind).toBe(kind);
  });

  it.each([
    [45 * MINUTE, { obtainedAt: NOW + 7, endsAt: NOW + HOUR + 7, endedAt: null }],
    [2 * HOUR, { endsAt: null, endedAt: NOW + HOUR + 7 }],
  ])(
    'tells in %i ms, with a code waited for, how long it lives or when it ended',
    (after, times) => {
      expect(phase({ held: under, work: needsCode }, NOW + after)).toEqual({
        kind: 'needs-code',
        ...times,
      });
    },
  );
});
