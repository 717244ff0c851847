import { describe, expect, it } from 'vitest';
import type { How } from '../../../app/credentials/made.ts';
import { grantId, type Grant, type GrantRef } from '../../../app/model.ts';
import { plainEndpoints } from '../../../app/network/endpoint.ts';
import type { AppState } from '../../../app/session/state.ts';
import { detailsView, type Asked } from '../../../app/view/details-view.ts';
import { askedWords, givenWords } from '../../../app/view/words.ts';
import { defaultSettings } from '../../../app/settings.ts';
import {
  heldOf,
  HOUR,
  MINUTE,
  identityOf,
  NOW,
  role,
  roleOf,
  SECOND,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const asked = (ref: GrantRef, state: AppState): Asked | null => {
  const open = new Map([
    [grantId(ref), { ref, lines: { kind: 'reading', stale: false } as const }],
  ]);
  const details = { ...state.details, open };
  return detailsView({ ...state, details }, NOW, (at) => at)[0]?.asked ?? null;
};

const made: GrantRef = { kind: 'made', name: 'ci' };

const madeState = (how: How, grants: readonly Grant[] = []): AppState =>
  stateOf({ made: new Map([['ci', { name: 'ci', how }]]), grants });

const assumed: How = {
  kind: 'assumed-role',
  profile: 'dev',
  roleSessionName: 'ci',
  durationSeconds: 900,
  policy: null,
  policyArns: [],
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
};

const vouched: How = {
  kind: 'saml',
  roleArn: 'arn:aws:iam::111122223333:role/analyst',
  principalArn: 'arn:aws:iam::111122223333:saml-provider/acme',
  durationSeconds: null,
  policy: null,
  policyArns: [],
  endpoints: plainEndpoints,
};

const imported: How = { kind: 'imported', path: '/home/ada/ci.json', format: 'json' };

const root = identityOf({
  check: {
    kind: 'known',
    arn: 'arn:aws:iam::111122223333:root',
    account: '111122223333',
    alias: null,
    user: null,
    devices: [],
  },
});

const longer = { ...defaultSettings, tokenLife: 4 * 3600, credentialLife: 7200 };

describe('details tell why a grant lasts as long as it does', () => {
  it.each<[string, GrantRef, AppState, string]>([
    [
      'a role whose profile names a duration',
      role('dev'),
      stateOf({ roles: [roleOf('dev', { durationSeconds: 1800 })] }),
      'as duration_seconds in its profile asks for',
    ],
    [
      'a role behind another one',
      role('dev'),
      stateOf({ roles: [roleOf('dev', { durationSeconds: 7200, via: ['first'] })] }),
      'duration_seconds in its profile asks for 2 h, and 1 h is the most it can have',
    ],
    [
      'a role whose profile names none',
      role('dev'),
      stateOf({ roles: [roleOf('dev')] }),
      'as the settings ask for, since its profile has no duration_seconds',
    ],
    [
      'a role behind another one, by the settings',
      role('dev'),
      stateOf({ roles: [roleOf('dev', { via: ['first'] })], settings: longer }),
      'the settings ask for 2 h, and 1 h is the most it can have',
    ],
    ['a session', session(), stateOf(), 'as token_life in the settings asks for'],
    [
      'a session of the root user (ST1)',
      session(),
      stateOf({ identities: [root] }),
      'token_life in the settings asks for 12 h, and 1 h is the most it can have',
    ],
    [
      'a session that was started for a time of its own',
      session(),
      stateOf({ grants: [wanted(session(), { askedLife: 900 })] }),
      'as was asked for when it was started',
    ],
    [
      'one of the root user',
      session(),
      stateOf({ identities: [root], grants: [wanted(session(), { askedLife: 7200 })] }),
      '2 h was asked for when it was started, and 1 h is the most it can have',
    ],
    [
      'a role made with arguments',
      made,
      madeState(assumed),
      'as was asked for when it was started',
    ],
    [
      'one by an assertion, without a time',
      made,
      madeState(vouched),
      'no time was asked for, so AWS chose one',
    ],
  ])('%s', (_, ref, state, words) => {
    const found = asked(ref, state);
    expect(found && askedWords(found)).toBe(words);
  });

  it.each<[string, GrantRef, AppState]>([
    [
      'there is no way to a role',
      role('dev'),
      stateOf({
        roles: [
          roleOf('dev', {
            chain: { kind: 'broken', failure: { kind: 'unknown-target', target: role('dev') } },
          }),
        ],
      }),
    ],
    [
      'a file says only when credentials end',
      made,
      madeState(imported, [wanted(made, { held: heldOf() })]),
    ],
  ])('but not where %s', (_, ref, state) => {
    expect(asked(ref, state)).toBeNull();
  });

  it.each<[string, AppState, string, string | null]>([
    [
      'a session that was started for a time of its own, once it is held',
      stateOf({
        grants: [wanted(session(), { held: sessionHeld({ expiresAt: NOW + HOUR / 4 }) })],
      }),
      'as token_life in the settings asks for',
      'what is held was given 15 min, at its start or by other settings; the next lasts 12 h',
    ],
    [
      'a session under other settings',
      stateOf({ grants: [wanted(session(), { held: sessionHeld() })], settings: longer }),
      'as token_life in the settings asks for',
      'what is held was given 12 h, at its start or by other settings; the next lasts 4 h',
    ],
    [
      'a session whose answer only took its time',
      stateOf({
        grants: [
          wanted(session(), { held: sessionHeld({ expiresAt: NOW + 12 * HOUR - 3 * SECOND }) }),
        ],
      }),
      'as token_life in the settings asks for',
      null,
    ],
    [
      'one that is two minutes shorter than asked for now',
      stateOf({
        grants: [
          wanted(session(), { held: sessionHeld({ expiresAt: NOW + 12 * HOUR - 2 * MINUTE }) }),
        ],
      }),
      'as token_life in the settings asks for',
      'what is held was given 11 h 58 min, at its start or by other settings; the next lasts 12 h',
    ],
  ])('and how it came about: %s', (_, state, by, given) => {
    const found = asked(session(), state);
    expect(found && [askedWords(found), givenWords(found)]).toEqual([by, given]);
  });

  it.each<[string, AppState, string, string | null]>([
    [
      'a role with a code of its own for two hours, which the session renews for one (BO2)',
      {
        ...madeState({ ...assumed, durationSeconds: 7200 }, [
          wanted(made, { held: heldOf({ expiresAt: NOW + 2 * HOUR }) }),
        ]),
        roles: new Map([['dev', roleOf('dev')]]),
      },
      '2 h was asked for when it was started, and 1 h is the most it can have',
      'what is held was given 2 h, at its start or by other settings; the next lasts 1 h',
    ],
    [
      'one that an assertion cut short (BO3)',
      madeState({ ...vouched, durationSeconds: 4 * 3600 }, [
        wanted(made, { held: heldOf({ expiresAt: NOW + HOUR / 2 }) }),
      ]),
      '4 h was asked for when it was started, and 30 min is the most it can have',
      null,
    ],
  ])('and of what was made directly: %s', (_, state, by, given) => {
    const found = asked(made, state);
    expect(found && [askedWords(found), givenWords(found)]).toEqual([by, given]);
  });

  it.each([
    ['is not there before anything is held', [], null],
    ['is the life of what is held', [wanted(made, { held: heldOf() })], 3600],
    [
      'is told without what the answer took',
      [wanted(made, { held: heldOf({ expiresAt: NOW + HOUR - SECOND }) })],
      3600,
    ],
  ])('a time that AWS chose %s', (_, grants, granted) => {
    expect(asked(made, madeState(vouched, grants))).toMatchObject({ granted });
  });
});
