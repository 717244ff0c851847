import { describe, expect, it } from 'vitest';
import { moved } from '../../../app/session/skew.ts';
import { afterLook, idleLimit, locksWhen } from '../../../app/session/presence.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import type { AppState } from '../../../app/session/state.ts';
import { nextWakeup } from '../../../app/session/wakeups.ts';
import { decodeSetting, defaultSettings, type Settings } from '../../../app/settings.ts';
import { MINUTE, NOW, utc } from '../../support/model-state.ts';

const withSettings = (settings: Partial<Settings>, idle = true): AppState => ({
  ...emptyState,
  settings: { ...defaultSettings, ...settings },
  presence: { ...emptyState.presence, tells: { screen: true, sleep: true, idle, finger: false } },
});

describe('a lock by itself', () => {
  it.each([
    ['screen', {}, false],
    ['sleep', {}, false],
    ['screen', { lockWithScreen: 'on' }, true],
    ['sleep', { lockWithScreen: 'on' }, false],
    ['sleep', { lockBeforeSleep: 'on' }, true],
    ['screen', { lockBeforeSleep: 'on' }, false],
  ] as const)('by the %s with %j is %s', (how, settings, expected) => {
    expect(locksWhen(withSettings(settings), how)).toBe(expected);
  });

  it.each([
    ['is off by default', {}, true, null],
    ['comes after its time', { lockAfterIdle: 600 }, true, 600],
    ['never comes where the desktop does not tell', { lockAfterIdle: 600 }, false, null],
  ] as const)('when nobody is there %s', (_, settings, tells, expected) => {
    expect(idleLimit(withSettings(settings, tells))).toBe(expected);
  });

  it.each([
    [0, { kind: 'look', look: { at: NOW + 10 * MINUTE, limit: 600 } }],
    [9 * MINUTE, { kind: 'look', look: { at: NOW + MINUTE, limit: 600 } }],
    [10 * MINUTE - 1, { kind: 'look', look: { at: NOW + 1, limit: 600 } }],
    [10 * MINUTE, { kind: 'lock' }],
    [60 * MINUTE, { kind: 'lock' }],
  ])('after %i ms without a person, of 10 min, is decided to be %j', (idle, expected) => {
    expect(afterLook(idle, 600, NOW)).toEqual(expected);
  });

  it('arms one wake-up, which moves with the reckoning of time', () => {
    const state = {
      ...emptyState,
      presence: { ...emptyState.presence, look: { at: NOW + MINUTE, limit: 600 } },
    };
    expect(nextWakeup(state, NOW, utc)).toBe(NOW + MINUTE);
    expect(nextWakeup(moved(state, 0, 5000), NOW, utc)).toBe(NOW + MINUTE + 5000);
  });
});

describe('lock.after_idle', () => {
  it.each([
    ['', null],
    ['off', null],
    ['10s', 10],
    ['10m', 600],
    ['24h', 86_400],
  ])('takes "%s"', (text, value) => {
    expect(decodeSetting('lockAfterIdle', text)).toEqual({ ok: true, value });
  });

  it.each(['9s', '25h', 'soon', '-1m'])('does not take "%s"', (text) => {
    expect(decodeSetting('lockAfterIdle', text).ok).toBe(false);
  });
});
