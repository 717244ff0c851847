import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import { noticeDue } from '../../../app/session/notices.ts';
import { reduce } from '../../../app/session/reduce.ts';
import {
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

const END = NOW + 12 * HOUR;
const ada = wanted(session(), { held: sessionHeld() });
const due = (grants: readonly Grant[], now: number, told: readonly string[] = []) =>
  noticeDue(
    stateOf({
      identities: [identityOf(), identityOf({ name: 'grace' })],
      roles: [roleOf('dev'), roleOf('ops'), roleOf('audit')],
      grants,
      told: new Set(told),
    }),
    now,
    (instant) => instant + 7,
  );

describe('a notice', () => {
  it.each([
    ['not earlier than its lead', END - 10 * MINUTE - 1, undefined],
    ['ten minutes ahead', END - 10 * MINUTE, 'ends-soon'],
    ['once it has ended', END, 'ended'],
    ['still after a night', END + 12 * HOUR, 'ended'],
    ['not when it is no news any more', END + 12 * HOUR + 1, undefined],
  ])('tells of a session %s', (_, now, kind) => {
    expect(due([ada], now)?.notice.kind).toBe(kind);
  });

  it('names the end by this computer’s clock', () => {
    expect(due([ada], END - MINUTE)?.notice).toEqual({
      kind: 'ends-soon',
      key: `ends-soon session:ada ${END}`,
      target: session(),
      endsAt: END + 7,
      others: 0,
      roles: 0,
    });
  });

  it.each([
    ['ahead', END - MINUTE, `ends-soon session:ada ${END}`],
    ['after the end', END, `ended session:ada ${END}`],
  ])('is told once %s', (_, now, key) => {
    expect(due([ada], now)?.keys).toEqual([key]);
    expect(due([ada], now, [key])).toBeNull();
  });

  it('of the end follows one ahead: each phase is told', () => {
    expect(due([ada], END, [`ends-soon session:ada ${END}`])?.notice.kind).toBe('ended');
  });

  it('counts the roles that live on the same code', () => {
    const under = { held: heldOf({ underSessionOf: NOW }) };
    const grants = [ada, wanted(role('dev'), under), wanted(role('ops'), under)];
    expect(due(grants, END - MINUTE)?.notice).toMatchObject({ others: 0, roles: 2 });
  });

  it('tells of a role with a code of its own', () => {
    const audit = wanted(role('audit'), { held: sessionHeld() });
    expect(due([audit], END - MINUTE)?.notice).toMatchObject({ target: role('audit'), roles: 0 });
  });

  it.each<[string, Grant]>([
    ['is renewed without a code', wanted(role('dev'), { held: heldOf() })],
    ['nobody wants', { ...ada, wish: 'halted' }],
    ['is not held', wanted(session())],
  ])('is not made of what %s', (_, grant) => {
    expect(due([grant], NOW + HOUR - MINUTE)).toBeNull();
  });
});

describe('after a wake', () => {
  const grace = wanted(session('grace'), { held: sessionHeld({ expiresAt: END - HOUR }) });
  const audit = wanted(role('audit'), { held: sessionHeld({ expiresAt: END - 2 * HOUR }) });

  it('all that ended is one digest, named after the first', () => {
    expect(due([ada, grace, audit], END + HOUR)?.notice).toMatchObject({
      kind: 'ended',
      target: role('audit'),
      others: 2,
    });
  });

  it('everything in the digest counts as told', () => {
    const { keys = [] } = due([ada, grace, audit], END + HOUR) ?? {};
    expect(keys).toHaveLength(3);
    expect(due([ada, grace, audit], END + HOUR, keys)).toBeNull();
  });
});

describe('what was told', () => {
  it('is forgotten once its cause is gone, so that it does not pile up', () => {
    const old = `ended session:ada ${NOW}`;
    const now = `ends-soon session:ada ${END}`;
    const state = stateOf({ grants: [ada], told: new Set([old, now]) });
    const next = reduce(state, { kind: 'told', keys: [`ended session:ada ${END}`] });
    expect([...next.told]).toEqual([now, `ended session:ada ${END}`]);
  });
});
