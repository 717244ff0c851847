import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../app/session/empty-state.ts';
import { neededFrom, needsYouOf, waitingNow } from '../../../app/view/needs-you.ts';
import { statusOf } from '../../../app/view/status.ts';
import { trayFigure, trayView } from '../../../app/view/tray-view.ts';
import { statusLines } from '../../../app/view/words/agent.ts';
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

const END = NOW + 12 * HOUR;
const needsCode = { kind: 'needs-code' } as const;
const roles = [roleOf('dev'), roleOf('ops')];
const ada = wanted(session(), { held: sessionHeld() });
const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) });
const ended = stateOf({
  roles,
  grants: [
    { ...ada, work: needsCode },
    { ...dev, work: needsCode },
  ],
});
const ownCodes = { ...emptyState.devices, sources: new Map([['ada', { kind: 'seed' } as const]]) };

const lastLine = (state: typeof ended, now: number) =>
  statusLines(statusOf(state, now), needsYouOf(state, now), now, 'UTC').at(-1);

describe('a person is needed', () => {
  it('now, once what ended waits for a code', () => {
    expect(needsYouOf(ended, END)).toEqual({ kind: 'now', waiting: ['session:ada', 'role:dev'] });
    expect(neededFrom(needsYouOf(ended, END), END)).toBe(END);
    expect(waitingNow(ended, END)).toEqual(new Map([['ada', ['session:ada', 'role:dev']]]));
  });

  it('at its end, while what waits for a code is still valid', () => {
    const state = stateOf({ grants: [{ ...ada, work: needsCode }] });
    expect(needsYouOf(state, END - 5 * MINUTE)).toMatchObject({ kind: 'at', at: END });
    expect(neededFrom(needsYouOf(state, END - 5 * MINUTE), NOW)).toBe(END);
  });

  it.each([
    ['nothing is wanted', stateOf({ roles })],
    ['it was stopped', stateOf({ grants: [{ ...ada, work: needsCode, wish: 'halted' }] })],
    ['the code comes by itself', { ...ended, devices: ownCodes }],
  ])('never, where %s', (_, state) => {
    expect(needsYouOf(state, END)).toEqual({ kind: 'never' });
    expect(neededFrom(needsYouOf(state, END), END)).toBeNull();
  });
});

describe('tray and status', () => {
  it('say the same of what ended and waits for a code', () => {
    expect(trayFigure(ended, END)).toEqual({ kind: 'needs-code' });
    expect(trayView(ended, END).tooltip).toBe('Nothing active, needs you now');
    expect(lastLine(ended, END)).toBe('Needs you now: a code for session:ada, dev.');
    const status = statusOf(ended, END);
    expect(status.needsYouAt).toBe('2027-01-15T20:00:00Z');
    expect([...status.identities, ...status.roles].map(({ phase }) => phase)).toEqual([
      'needs-code',
      'needs-code',
      'off',
    ]);
  });

  it.each([
    [
      'of a role with a code of its own beside a session',
      stateOf({
        roles: [roleOf('audit', { durationSeconds: 43_200 })],
        grants: [ada, wanted(role('audit'), { work: needsCode })],
      }),
      NOW,
      'Needs you now: a code for audit.',
    ],
    [
      'of a session in its last minutes',
      stateOf({ grants: [{ ...ada, work: needsCode }] }),
      END - 5 * MINUTE,
      'Needs you 20:00, in 5 min 00.',
    ],
    ['of nothing', stateOf(), NOW, 'Needs nobody.'],
    ['of codes that come by themselves', { ...ended, devices: ownCodes }, END, 'Needs nobody.'],
  ])('say the same %s', (_, state, now, words) => {
    expect(lastLine(state, now)).toBe(words);
    expect(trayView(state, now).tooltip.includes('needs you now')).toBe(words.includes('now'));
  });
});
