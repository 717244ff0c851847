import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import {
  asksAt,
  canSign,
  dueAt,
  lastRenewalAt,
  needsYouAt,
  renewsAt,
  renewsByItself,
  signingMargin,
} from '../../../app/session/expiry.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import { isValid, type AppState } from '../../../app/session/state.ts';
import { defaultSettings } from '../../../app/settings.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  SECOND,
  heldOf,
  identityOf,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const lasting = (ms: number) => heldOf({ expiresAt: NOW + ms });

describe('credentials may be handed out (ST4)', () => {
  it.each([
    ['until the last ms', NOW + HOUR - 1, true],
    ['not at their end', NOW + HOUR, false],
  ])('%s', (_, at, valid) => {
    expect(isValid(heldOf(), at)).toBe(valid);
  });
});

describe('a session signs (BO6)', () => {
  it.each([
    ['until a minute before its end', 12 * HOUR, MINUTE],
    ['until 45 s before the end of 15 minutes', 15 * MINUTE, 45 * SECOND],
    ['until a twentieth before the end of 20 s', 20 * SECOND, SECOND],
  ])('%s', (_, life, margin) => {
    const held = lasting(life);
    expect(signingMargin(held)).toBe(margin);
    expect(canSign(held, NOW + life - margin - 1)).toBe(true);
    expect(canSign(held, NOW + life - margin)).toBe(false);
  });

  it('only when there is one', () => {
    expect(canSign(null, NOW)).toBe(false);
  });
});

describe('a grant without a code is renewed when less is left than (ST3)', () => {
  it.each([
    ['20 min of an hour', HOUR, 1200, 20 * MINUTE],
    ['a third of 15 minutes', 15 * MINUTE, 1200, 5 * MINUTE],
    ['the window of the settings', HOUR, 3, 3 * SECOND],
  ])('%s', (_, life, renewWindow, left) => {
    expect(renewsAt(lasting(life), { ...defaultSettings, renewWindow })).toBe(NOW + life - left);
  });
});

describe('a grant with a code asks for the next when less is left than', () => {
  it.each([
    ['10 min of 12 h', 12 * HOUR, 600, 10 * MINUTE],
    ['a third of 15 minutes', 15 * MINUTE, 600, 5 * MINUTE],
    ['the lead of the settings', 12 * HOUR, 60, MINUTE],
  ])('%s', (_, life, noticeLead, left) => {
    expect(asksAt(lasting(life), { ...defaultSettings, noticeLead })).toBe(NOW + life - left);
  });
});

describe('the last renewal under a session', () => {
  it.each([
    ['is 5 min before 12 h end', 12 * HOUR, 5 * MINUTE],
    ['is 3 min before 15 minutes end', 15 * MINUTE, 3 * MINUTE],
    ['leaves twice the time in which the session cannot sign', 20 * SECOND, 4 * SECOND],
  ])('%s', (_, life, left) => {
    expect(lastRenewalAt(sessionHeld({ expiresAt: NOW + life }))).toBe(NOW + life - left);
  });

  it('comes before the regular one when the session ends first', () => {
    const end = NOW + 12 * HOUR;
    const held = heldOf({
      obtainedAt: end - 10 * MINUTE,
      expiresAt: end + 50 * MINUTE,
      underSessionOf: NOW,
    });
    expect(dueAt(held, sessionHeld(), defaultSettings)).toBe(end - 5 * MINUTE);
  });

  it('happens once: what was obtained in it waits for the regular time', () => {
    const end = NOW + 12 * HOUR;
    const held = heldOf({
      obtainedAt: end - 5 * MINUTE,
      expiresAt: end + 55 * MINUTE,
      underSessionOf: NOW,
    });
    expect(dueAt(held, sessionHeld(), defaultSettings)).toBe(end + 35 * MINUTE);
  });

  it('is not needed under a session that renews without a code', () => {
    const free = sessionHeld({ withCode: false, expiresAt: NOW + 30 * MINUTE });
    const held = heldOf({ underSessionOf: NOW });
    expect(dueAt(held, free, defaultSettings)).toBe(NOW + 40 * MINUTE);
  });
});

const under = heldOf({ underSessionOf: NOW });
const ada = wanted(session(), { held: sessionHeld() });
const optional = identityOf({ mfaByDefault: false });

describe('renewal by itself', () => {
  const renews = (grant: Grant, others: readonly Grant[], at = NOW, identities = [identityOf()]) =>
    renewsByItself(
      stateOf({ identities, roles: [roleOf('dev')], grants: [...others, grant] }),
      grant,
      at,
    );

  it.each<[string, Partial<Grant>, readonly Grant[], boolean]>([
    ['under a session that lasts', { held: under }, [ada], true],
    ['with a key and no code', { held: heldOf() }, [], true],
    ['with a code of its own', { held: heldOf({ withCode: true }) }, [ada], false],
    ['after its session was stopped', { held: under }, [], false],
    ['when stopped', { held: under, wish: 'halted' }, [ada], false],
    ['only on the way to others', { held: under, wish: 'none' }, [ada], false],
    ['when nothing is held', {}, [ada], false],
  ])('%s', (_, parts, others, expected) => {
    expect(renews(wanted(role('dev'), parts), others)).toBe(expected);
  });

  it('is still to come before the last renewal, though the session ends first', () => {
    const at = NOW + 11 * HOUR + 45 * MINUTE;
    const held = heldOf({ obtainedAt: at, expiresAt: at + HOUR, underSessionOf: NOW });
    expect(renews(wanted(role('dev'), { held }), [ada], at)).toBe(true);
  });

  it('is over after the last renewal', () => {
    const at = NOW + 11 * HOUR + 56 * MINUTE;
    const held = heldOf({ obtainedAt: at, expiresAt: at + HOUR, underSessionOf: NOW });
    expect(renews(wanted(role('dev'), { held }), [ada], at)).toBe(false);
  });

  it('needs no session where nothing asks for MFA, whoever signed last', () => {
    expect(renews(wanted(role('dev'), { held: under }), [], NOW, [optional])).toBe(true);
  });
});

describe('needs you at', () => {
  const at = (grants: readonly Grant[], now = NOW, identities = [identityOf()]) =>
    needsYouAt(stateOf({ identities, roles: [roleOf('dev'), roleOf('ops')], grants }), now);

  it.each<[string, readonly Grant[], number | null]>([
    ['is nowhere when nothing is held', [wanted(role('dev'))], null],
    ['is the end of the session', [ada, wanted(role('dev'), { held: under })], NOW + 12 * HOUR],
    [
      'is the end of a role with a code of its own, when that is earlier',
      [ada, wanted(role('dev'), { held: sessionHeld({ expiresAt: NOW + HOUR }) })],
      NOW + HOUR,
    ],
    [
      'is the end of a role whose session is gone',
      [wanted(role('dev'), { held: under })],
      NOW + HOUR,
    ],
    [
      'is nowhere for a role from a key without codes',
      [wanted(role('dev'), { held: heldOf() })],
      null,
    ],
    ['leaves out what nobody wants', [{ ...ada, wish: 'halted' }], null],
  ])('%s', (_, grants, expected) => {
    expect(at(grants)).toBe(expected);
  });

  it('leaves out what has ended', () => {
    expect(at([ada], NOW + 12 * HOUR)).toBeNull();
  });

  it('is nowhere for a role that is had again without MFA', () => {
    expect(at([wanted(role('dev'), { held: under })], NOW, [optional])).toBeNull();
  });

  describe('of an identity whose codes come by themselves', () => {
    const grants = [ada, wanted(role('dev'), { held: under })];
    const devices = {
      ...emptyState.devices,
      sources: new Map([['ada', { kind: 'seed' } as const]]),
    };
    const withCheck = (codeChecks: AppState['codeChecks']): AppState =>
      stateOf({ roles: [roleOf('dev')], grants, devices, codeChecks });

    it('is nowhere, and what it holds is said to renew', () => {
      const state = withCheck(new Map());
      expect(needsYouAt(state, NOW)).toBeNull();
      expect(renewsByItself(state, ada, NOW)).toBe(true);
    });

    it('is the end of the session once AWS refused one, until a person has helped', () => {
      const failure = { kind: 'no-device', identity: 'ada' } as const;
      const state = withCheck(
        new Map([['ada', { kind: 'refused', failure, refusals: 1, at: NOW }]]),
      );
      expect(needsYouAt(state, NOW)).toBe(NOW + 12 * HOUR);
      expect(renewsByItself(state, ada, NOW)).toBe(false);
    });
  });
});
