import { describe, expect, it } from 'vitest';
import type { Grant, GrantId } from '../../../app/model.ts';
import { noAttention } from '../../../app/session/attention.ts';
import { nextOf } from '../../../app/view/next-view.ts';
import { nextWords } from '../../../app/view/words.ts';
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

const AHEAD = 7;
const under = heldOf({ underSessionOf: NOW });
const ada = wanted(session(), { held: sessionHeld() });
const noSession = wanted(session());

/** What comes next of dev; the local clock is seven ms ahead. */
const next = (
  over: Partial<Grant>,
  at = NOW,
  of = ada,
  lettingEnd: ReadonlyMap<GrantId, number> = new Map(),
) => {
  const grant = wanted(role('dev'), over);
  const attention = { ...noAttention, lettingEnd };
  const state = stateOf({ roles: [roleOf('dev')], grants: [of, grant], attention });
  return nextOf(state, grant, at, (instant) => instant + AHEAD);
};

describe('what comes next of a role', () => {
  it('is its renewal, when it renews by itself', () => {
    expect(next({ held: under })).toEqual({ kind: 'renews', at: NOW + 40 * MINUTE + AHEAD });
  });

  it('is under way once that is due', () => {
    expect(next({ held: under }, NOW + 45 * MINUTE)).toEqual({ kind: 'renewing' });
  });

  it('is a person’s code, when no session can sign for it any more', () => {
    expect(next({ held: under }, NOW, noSession)).toEqual({
      kind: 'needs-you',
      at: NOW + HOUR + AHEAD,
    });
  });

  it('is a person’s code, when it was got with one', () => {
    expect(next({ held: heldOf({ withCode: true }) })?.kind).toBe('needs-you');
  });

  it('is its end, when nobody wants it any more', () => {
    expect(next({ held: under, wish: 'none' })).toEqual({ kind: 'ends', at: NOW + HOUR + AHEAD });
  });

  it('is its end, when a person lets it end, though a code would renew it', () => {
    const held = heldOf({ withCode: true });
    const letsEnd = new Map<GrantId, number>([['role:dev', held.expiresAt]]);
    expect(next({ held }, NOW, ada, letsEnd)?.kind).toBe('ends');
  });

  it.each<[string, Partial<Grant>]>([
    ['was never held', {}],
    ['ended', { held: heldOf({ expiresAt: NOW - 1 }) }],
  ])('is nothing, when it %s', (_, over) => {
    expect(next(over)).toBeNull();
  });
});

describe('words for what comes next', () => {
  const noon = Date.UTC(2027, 0, 15, 12);
  it.each([
    [{ kind: 'renewing' } as const, 'renewing'],
    [{ kind: 'renews', at: noon + 92 * MINUTE } as const, 'renews 13:32'],
    [{ kind: 'needs-you', at: noon + 3 * HOUR } as const, 'needs you 15:00'],
    [{ kind: 'ends', at: noon + 13 * HOUR } as const, 'ends Sat 01:00'],
  ])('%o: %s', (one, words) => {
    expect(nextWords(one, noon, 'UTC')).toBe(words);
  });
});
