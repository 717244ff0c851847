import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import { nextWakeup } from '../../../app/session/wakeups.ts';
import type { AppState } from '../../../app/session/state.ts';
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
  utc,
  wanted,
} from '../../support/model-state.ts';

const at = (
  grants: readonly Grant[],
  now = NOW,
  over: Partial<Pick<AppState, 'copy' | 'clipboard'>> = {},
) => nextWakeup(stateOf({ roles: [roleOf('dev')], grants, ...over }), now, utc);

const dev = wanted(role('dev'), { held: heldOf() });
const ada = wanted(session(), { held: sessionHeld() });
const failure = { kind: 'no-device', identity: 'ada' } as const;

describe('the next wake-up', () => {
  it('is none when nothing is to come', () => {
    expect(at([wanted(role('dev'))])).toBeNull();
  });

  it.each([
    ['the renewal', NOW, NOW + 40 * MINUTE],
    ['then the end of signing', NOW + 40 * MINUTE, NOW + 59 * MINUTE],
    ['then the end', NOW + 59 * MINUTE, NOW + HOUR],
    ['then nothing', NOW + HOUR, null],
  ])('of a role is for %s', (_, now, expected) => {
    expect(at([dev], now)).toBe(expected);
  });

  it.each([
    ['each minute, since the tray counts them', NOW, NOW + MINUTE],
    ['the full minute', NOW + 1, NOW + MINUTE],
    [
      'the notice, ten minutes ahead',
      NOW + 12 * HOUR - 10 * MINUTE - 1,
      NOW + 12 * HOUR - 10 * MINUTE,
    ],
    ['its end', NOW + 12 * HOUR - MINUTE, NOW + 12 * HOUR],
  ])('of a session is for %s', (_, now, expected) => {
    expect(at([ada], now)).toBe(expected);
  });

  it('is on a whole millisecond, once it has passed', () => {
    const held = heldOf({ expiresAt: NOW + 1_000_001 });
    expect(at([wanted(role('dev'), { held })])).toBe(NOW + 666_668);
  });

  it('waits a little for others that fall due, the longer the more grants there are', () => {
    const many = Array.from({ length: 500 }, (_, i) =>
      wanted(role(`r${i}`), { held: heldOf({ expiresAt: NOW + HOUR + i }) }),
    );
    expect(at(many, NOW + 40 * MINUTE)).toBe(NOW + 40 * MINUTE + 500);
  });

  it('is for the retry of a failure that passes', () => {
    const work = { kind: 'failed', failure, at: NOW, retryAt: NOW + 1234 } as const;
    expect(at([wanted(role('dev'), { work })])).toBe(NOW + 1234);
  });

  it('is none for a failure that stays', () => {
    const work = { kind: 'failed', failure, at: NOW, retryAt: null } as const;
    expect(at([wanted(role('dev'), { work })])).toBeNull();
  });

  const as = { form: 'bash', block: 'exports' } as const;

  it('is for clearing the clipboard, whatever was asked for since', () => {
    const clearsAt = NOW + 60_000;
    const clipboard = { target: role('dev'), what: 'exports', clearsAt, copy: clearsAt } as const;
    const copy = { kind: 'failed', target: role('ops'), as, failure, at: 0 } as const;
    expect(at([], NOW, { clipboard, copy })).toBe(NOW + 60_000);
  });

  it('is for giving up a copy that waits', () => {
    const copy = { kind: 'pending', target: role('dev'), as, until: NOW + 120_000 } as const;
    expect(at([], NOW, { copy })).toBe(NOW + 120_000);
  });

  it('always lies ahead', () => {
    let now = NOW;
    for (let wakes = 0; wakes < 2_000; wakes += 1) {
      const next = at([ada, dev], now);
      if (next === null) break;
      expect(next).toBeGreaterThan(now);
      now = next;
    }
    expect(now).toBe(NOW + 12 * HOUR);
  });
});
