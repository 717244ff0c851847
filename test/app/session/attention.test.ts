import { describe, expect, it, vi } from 'vitest';
import { decide } from '../../../app/credentials/plan.ts';
import type { Grant, GrantRef } from '../../../app/model.ts';
import {
  leadOf,
  noAttention,
  snoozedUntil,
  snoozesFor,
  toldFrom,
} from '../../../app/session/attention.ts';
import { needsYouAt } from '../../../app/session/expiry.ts';
import { noticeDue } from '../../../app/session/notices.ts';
import { reduce } from '../../../app/session/reduce.ts';
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

const END = NOW + 12 * HOUR;
const ada = wanted(session(), { held: sessionHeld() });
const under = (profile: string): Grant =>
  wanted(role(profile), { held: heldOf({ underSessionOf: NOW, expiresAt: END + HOUR / 2 }) });

const stateWith = (grants: readonly Grant[], leads: Readonly<Record<string, number>> = {}) =>
  stateOf({
    roles: [roleOf('dev'), roleOf('ops'), roleOf('audit', { durationSeconds: 43_200 })],
    grants,
    attention: { ...noAttention, leads: new Map(Object.entries(leads)) },
  });

const letEnd = (state: AppState, ...refs: readonly GrantRef[]): AppState =>
  reduce(state, { kind: 'let-end', refs });

describe('how long ahead', () => {
  it.each([
    ['a session is told by the settings', {}, session(), 600],
    ['a role is told as it was chosen', { audit: 1800 }, role('audit'), 1800],
    ['a session is told by the role on it that is told first', { dev: 1800 }, session(), 1800],
    ['a role that does not run moves no session', { audit: 1800 }, session(), 600],
    ['a session can be told later, once all on it are', { dev: 60, ops: 120 }, session(), 120],
    ['what was chosen for the session itself counts', { dev: 1800, ada: 300 }, session(), 300],
  ])('%s', (_, leads, ref, seconds) => {
    expect(leadOf(stateWith([ada, under('dev'), under('ops')], leads), ref)).toBe(seconds);
  });

  it('is reckoned for all sessions in one walk over what runs', () => {
    const state = stateWith([ada, under('dev'), under('ops')], { dev: 1800 });
    const walks = vi.spyOn(state.grants, 'values');
    const sessions = ['ada', 'grace', 'linus', 'ada'].map((name) => session(name));
    expect(sessions.map((ref) => leadOf(state, ref))).toEqual([1800, 600, 600, 1800]);
    expect(walks).toHaveBeenCalledOnce();
  });

  it('is never the first half of a life', () => {
    const held = sessionHeld({ expiresAt: NOW + 15 * MINUTE });
    expect(toldFrom(stateWith([]), session(), held)).toBe(NOW + 7.5 * MINUTE);
  });
});

describe('a snooze', () => {
  it.each([
    [40, [300, 600, 1800]],
    [12, [300, 600]],
    [6, [300]],
    [5, []],
  ])('with %i min left is offered for %j s', (minutes, seconds) => {
    expect(snoozesFor(END, END - minutes * MINUTE)).toEqual(seconds);
  });

  it.each([
    ['ends after its time', 300, 10, END - 5 * MINUTE],
    ['ends a minute before the end at the latest', 1800, 10, END - MINUTE],
    ['is not given in the last minute', 300, 1, null],
  ])('%s', (_, seconds, left, until) => {
    expect(snoozedUntil(END, seconds, END - left * MINUTE)).toBe(until);
  });

  const snoozed = (at: number): AppState => {
    const told = reduce(stateWith([ada]), { kind: 'told', keys: [`ends-soon session:ada ${END}`] });
    return reduce(told, { kind: 'snoozed', refs: [session()], seconds: 300, now: at });
  };

  it.each([
    ['not before its time', END - 5 * MINUTE - 1, undefined],
    ['at its time', END - 5 * MINUTE, 'ends-soon'],
    ['as over once it is over', END, 'ended'],
  ])('is told again %s', (_, now, kind) => {
    expect(noticeDue(snoozed(END - 10 * MINUTE), now, utc)?.notice.kind).toBe(kind);
  });

  it('is over with new credentials: their end is told ahead of time', () => {
    const held = sessionHeld({ expiresAt: END + HOUR });
    const next = reduce(snoozed(END - 10 * MINUTE), { kind: 'granted', ref: session(), held });
    expect(noticeDue(next, END + HOUR - 10 * MINUTE, utc)?.notice.kind).toBe('ends-soon');
  });
});

describe('what is let to end', () => {
  const all = [ada, under('dev')];

  it.each([
    ['a session', [session()]],
    ['each by itself', [session(), role('dev')]],
  ])('needs nobody: %s', (_, refs) => {
    const state = letEnd(stateWith(all), ...refs);
    expect(needsYouAt(state, NOW)).toBeNull();
    expect(noticeDue(state, END - MINUTE, utc)).toBeNull();
    expect(noticeDue(state, END + MINUTE, utc)).toBeNull();
  });

  it.each([
    ['nor when the session has ended', END + MINUTE],
    ['nor when all has ended', END + HOUR],
  ])('asks for no code, %s', (_, now) => {
    expect(decide(stateWith(all), now).needCode.size).toBe(2);
    expect(decide(letEnd(stateWith(all), session()), now).needCode.size).toBe(0);
  });

  it('renews no role any more that was let to end itself', () => {
    const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) });
    const late = NOW + 50 * MINUTE;
    expect(decide(stateWith([ada, dev]), late).calls).toHaveLength(1);
    expect(decide(letEnd(stateWith([ada, dev]), role('dev')), late).calls).toHaveLength(0);
  });

  it('goes on renewing the roles of a session that is let to end, as long as it lasts', () => {
    const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) });
    const state = letEnd(stateWith([ada, dev]), session());
    expect(decide(state, NOW + 50 * MINUTE).calls).toHaveLength(1);
  });

  it.each([
    ['the session', session()],
    ['a role on it', role('dev')],
  ])('goes on when %s is started again', (_, ref) => {
    const state = reduce(letEnd(stateWith(all), session()), { kind: 'goes-on', refs: [ref] });
    expect(noticeDue(state, END - MINUTE, utc)?.notice.kind).toBe('ends-soon');
    expect(decide(state, END + HOUR).needCode.size).toBe(2);
  });

  it('goes on with new credentials', () => {
    const held = sessionHeld({ expiresAt: END + 12 * HOUR });
    const state = reduce(letEnd(stateWith(all), session()), {
      kind: 'granted',
      ref: session(),
      held,
    });
    expect(needsYouAt(state, NOW)).toBe(END + 12 * HOUR);
  });

  it('leaves a role with a code of its own alone when its session is let to end', () => {
    const audit = wanted(role('audit'), { held: sessionHeld({ expiresAt: END - HOUR }) });
    const state = letEnd(stateWith([ada, audit]), session());
    expect(needsYouAt(state, NOW)).toBe(END - HOUR);
  });
});
