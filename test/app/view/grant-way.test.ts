import { describe, expect, it } from 'vitest';
import type { GrantRef } from '../../../app/model.ts';
import type { AppState } from '../../../app/session/state.ts';
import { wayTo } from '../../../app/view/grant-way.ts';
import { wayName, wayNote } from '../../../app/view/words.ts';
import { STEP, wayPicture } from '../../../app/view/way-picture.ts';
import {
  heldOf,
  HOUR,
  identityOf,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

/** The way in words, as it stands beside the picture. */
const told = (state: AppState, ref: GrantRef): readonly string[] =>
  wayTo(state, ref, NOW, (at) => at).map((step) =>
    `${wayName(step)}: ${wayNote(step, NOW, 'UTC')}`.replace(/: $/, ''),
  );

const withoutDevice = [identityOf({ serial: null, mfaByDefault: false })];
const environment = {
  kind: 'sourced',
  source: { kind: 'environment' },
  roles: ['dev'],
  chained: false,
} as const;

describe('the way to a grant', () => {
  it.each([
    [
      'a role under the session’s code',
      stateOf({ roles: [roleOf('dev')] }),
      role('dev'),
      ['ada: long-term key in the keychain', 'Session: with a code', 'dev: 1111-2222-3333'],
    ],
    [
      'a role with a code of its own, past the session',
      stateOf({ roles: [roleOf('audit', { durationSeconds: 43_200 })] }),
      role('audit'),
      ['ada: long-term key in the keychain', 'audit: 1111-2222-3333 · takes a code of its own'],
    ],
    [
      'a chain',
      stateOf({
        roles: [roleOf('hub'), roleOf('leaf', { via: ['hub'], account: '444455556666' })],
      }),
      role('leaf'),
      [
        'ada: long-term key in the keychain',
        'Session: with a code',
        'hub: 1111-2222-3333',
        'leaf: 4444-5555-6666',
      ],
    ],
    [
      'a role nobody needs a code for',
      stateOf({ identities: withoutDevice, roles: [roleOf('dev')] }),
      role('dev'),
      ['ada: long-term key in the keychain', 'dev: 1111-2222-3333'],
    ],
    [
      'a role from keys that are temporary themselves',
      stateOf({
        identities: [identityOf({ origin: 'file' })],
        roles: [roleOf('dev', { temporary: true })],
      }),
      role('dev'),
      ['ada: long-term key in a file, in plain text', 'dev: 1111-2222-3333'],
    ],
    [
      'a role from the environment',
      stateOf({ roles: [roleOf('dev', { chain: environment })] }),
      role('dev'),
      ['environment variables: credentials from outside', 'dev: 1111-2222-3333'],
    ],
    [
      'a session',
      stateOf(),
      session(),
      ['ada: long-term key in the keychain', 'Session: with a code'],
    ],
    ['a role that is in no file any more', stateOf(), role('gone'), []],
  ])('of %s', (_, state, ref, way) => {
    expect(told(state, ref)).toEqual(way);
  });

  it('says until when what is held on it lasts', () => {
    const state = stateOf({
      roles: [roleOf('dev')],
      grants: [
        wanted(session(), { held: sessionHeld() }),
        wanted(role('dev'), { held: heldOf({ expiresAt: NOW + HOUR }) }),
      ],
    });
    expect(told(state, role('dev')).map((words) => words.replace(/.* · /, ''))).toEqual([
      'ada: long-term key in the keychain',
      'ends 20:00',
      'ends 09:00',
    ]);
  });

  it('is empty where the profile is broken', () => {
    const failure = { kind: 'unknown-target', target: role('dev') } as const;
    const state = stateOf({ roles: [roleOf('dev', { chain: { kind: 'broken', failure } })] });
    expect(told(state, role('dev'))).toEqual([]);
  });
});

describe('its picture', () => {
  const way = wayTo(
    stateOf({
      roles: [roleOf('dev')],
      grants: [wanted(session(), { held: sessionHeld() })],
    }),
    role('dev'),
    NOW,
    (at) => at,
  );
  const picture = wayPicture(way);

  it('has a mark for each station in the middle of its height, filled where something is at hand', () => {
    expect(picture.height).toBe(3 * STEP);
    expect(picture.marks.map(({ y, shape, filled }) => [y / STEP, shape, filled])).toEqual([
      [0.5, 'key', true],
      [1.5, 'session', true],
      [2.5, 'role', false],
    ]);
  });

  it('links each station with the next without touching them, dashed where a code is needed', () => {
    expect(picture.links.map(({ code }) => code)).toEqual([true, false]);
    for (const [at, { from, to }] of picture.links.entries()) {
      expect(from).toBeGreaterThan(picture.marks[at]?.y ?? Number.NaN);
      expect(to).toBeLessThan(picture.marks[at + 1]?.y ?? Number.NaN);
      expect(to).toBeGreaterThan(from);
    }
  });

  it('of one station has no link, of none no height', () => {
    expect(wayPicture(way.slice(0, 1)).links).toEqual([]);
    expect(wayPicture([])).toMatchObject({ height: 0, marks: [], links: [] });
  });
});
