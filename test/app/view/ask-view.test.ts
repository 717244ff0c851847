import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import type { Grant } from '../../../app/model.ts';
import type { AppState } from '../../../app/session/state.ts';
import { askView, mostInNeed } from '../../../app/view/ask-view.ts';
import {
  DEVICE,
  HOUR,
  NOW,
  identityOf,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const needsCode = { work: { kind: 'needs-code' } } as const;
const waiting = (name: string): Grant => wanted(role(name), needsCode);
const ada = wanted(session(), { held: sessionHeld() });
const GRACE = 'arn:aws:iam::444455556666:mfa/grace';
const grace = identityOf({ name: 'grace', serial: GRACE });
const ofGrace = { kind: 'walks', identity: 'grace', roles: ['lab'], temporary: false } as const;
const names = ['a', 'b', 'c', 'd'];

const view = (parts: Parameters<typeof stateOf>[0], now = NOW) =>
  askView(stateOf(parts), now, (at) => at + 7);

describe('a code is asked for', () => {
  it('when roles wait for it, three of them by name', () => {
    expect(view({ roles: names.map((name) => roleOf(name)), grants: names.map(waiting) })).toEqual({
      kind: 'asked',
      identity: 'ada',
      account: '111122223333',
      serial: DEVICE,
      waiting: ['a', 'b', 'c'],
      askedBy: [],
      waitingCount: 4,
      nextCodeAt: null,
      checking: false,
      failure: null,
      refusals: 0,
      others: [],
      ending: null,
    });
  });

  it('on a fresh start, of who has a device: the way in', () => {
    expect(view({})).toMatchObject({ kind: 'asked', identity: 'ada', waiting: [] });
  });

  it('when a person chose to, though nothing waits', () => {
    expect(view({ grants: [ada], ask: { chosen: 'ada', aside: false } }).kind).toBe('asked');
  });

  it('of the chosen one first, the others who wait are named', () => {
    expect(
      view({
        identities: [identityOf(), grace],
        roles: [roleOf('a'), roleOf('lab', { chain: ofGrace })],
        grants: [waiting('a'), waiting('lab')],
        ask: { chosen: 'grace', aside: false },
      }),
    ).toMatchObject({ identity: 'grace', serial: GRACE, waiting: ['lab'], others: ['ada'] });
  });

  it('with the account AWS named, before that of the device’s ARN', () => {
    const check = {
      kind: 'known',
      arn: '',
      account: '999900001111',
      alias: null,
      user: null,
      devices: [],
    } as const;
    expect(view({ identities: [identityOf({ check })] })).toMatchObject({
      account: '999900001111',
    });
  });

  it('of a hardware device without an account', () => {
    expect(view({ identities: [identityOf({ serial: 'GAHT12345678' })] })).toMatchObject({
      account: null,
      serial: 'GAHT12345678',
    });
  });
});

describe('no code is asked for', () => {
  it.each<[string, Parameters<typeof stateOf>[0]]>([
    ['while a session lasts and nothing waits', { grants: [ada] }],
    ['of nobody', { identities: [] }],
    ['of who has no device', { identities: [identityOf({ serial: null, mfaByDefault: false })] }],
    ['of whose session was stopped', { grants: [wanted(session(), { wish: 'halted' })] }],
    ['of who is gone', { identities: [], ask: { chosen: 'ada', aside: false } }],
    ['for what no code helps any more', { roles: [roleOf('a')], grants: [ada, waiting('a')] }],
  ])('%s', (_, parts) => {
    expect(view(parts)).toEqual({ kind: 'none' });
  });

  it('once it was set aside: a quiet line remains', () => {
    expect(view({ ask: { chosen: null, aside: true } })).toEqual({
      kind: 'aside',
      identity: 'ada',
      remindsAt: null,
    });
  });
});

const refused: Failure = { kind: 'code-malformed', digits: 5 };

describe('the field says', () => {
  const asked = (parts: Partial<AppState>, now = NOW) =>
    askView({ ...stateOf(), ...parts }, now, (at) => at + 7);

  it('when the next code counts, by this computer’s clock, while this step is spent', () => {
    const spentSteps = new Map([[DEVICE, NOW / 30_000]]);
    expect(asked({ spentSteps })).toMatchObject({ nextCodeAt: NOW + 30_000 + 7 });
    expect(asked({ spentSteps }, NOW + 30_000)).toMatchObject({ nextCodeAt: null });
  });

  it('that AWS is checking', () => {
    const codeChecks = new Map([['ada', { kind: 'checking', since: NOW } as const]]);
    expect(asked({ codeChecks })).toMatchObject({ checking: true, failure: null });
  });

  it('what was wrong with the last one, and how often', () => {
    const check = { kind: 'refused', failure: refused, at: NOW, refusals: 2 } as const;
    expect(asked({ codeChecks: new Map([['ada', check]]) })).toMatchObject({
      checking: false,
      failure: refused,
      refusals: 2,
    });
  });
});

describe('who is meant when nobody is named', () => {
  const both = [identityOf(), grace];
  it.each<[string, Parameters<typeof stateOf>[0], string | null]>([
    ['nobody, when nobody has a device', { identities: [] }, null],
    ['the first, when all is alike', { identities: both }, 'ada'],
    ['who has no session', { identities: both, grants: [ada] }, 'grace'],
    [
      'whose session ends first',
      {
        identities: both,
        grants: [ada, wanted(session('grace'), { held: sessionHeld({ expiresAt: NOW + HOUR }) })],
      },
      'grace',
    ],
    [
      'who is waited for',
      {
        identities: both,
        roles: [roleOf('lab', { chain: ofGrace })],
        grants: [waiting('lab')],
      },
      'grace',
    ],
  ])('%s', (_, parts, name) => {
    expect(mostInNeed(stateOf(parts), NOW)).toBe(name);
  });
});
