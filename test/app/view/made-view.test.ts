import { describe, expect, it } from 'vitest';
import type { Made } from '../../../app/credentials/made.ts';
import type { Grant } from '../../../app/model.ts';
import { plainEndpoints } from '../../../app/network/endpoint.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { whoOf } from '../../../app/view/grant-view.ts';
import { madeRows, operationViews } from '../../../app/view/made-view.ts';
import { howWords, madeNote, whoFacts } from '../../../app/view/words.ts';
import type { AppState } from '../../../app/session/state.ts';
import { heldOf, HOUR, MINUTE, NOW, roleOf, stateOf, wanted } from '../../support/model-state.ts';

const guest: Made = {
  name: 'guest',
  how: {
    kind: 'federated-user',
    identity: 'ada',
    userName: 'guest',
    durationSeconds: 3600,
    policy: null,
    policyArns: [],
    tags: [],
  },
};
const file: Made = {
  name: 'saved',
  how: { kind: 'imported', path: '/home/ada/saved.json', format: 'boto' },
};
const ref = (name: string) => ({ kind: 'made', name }) as const;
const local = (at: number): number => at + 5;

describe('rows of grants made directly', () => {
  it('say what they are, whence, and how long they last by the local clock', () => {
    const state = stateOf({
      grants: [
        wanted(ref('guest'), { held: heldOf({ arn: 'arn:guest' }) }),
        wanted(ref('saved'), { held: heldOf(), wish: 'none' }),
      ],
      made: new Map([
        ['guest', guest],
        ['saved', file],
      ]),
    });
    expect(madeRows(state, NOW, local)).toMatchObject([
      {
        id: 'made:guest',
        how: 'federated-user',
        from: 'ada',
        remade: true,
        phase: { kind: 'fresh', endsAt: NOW + HOUR + 5, renews: true },
        who: { arn: 'arn:guest', id: null },
      },
      {
        id: 'made:saved',
        how: 'imported',
        from: '/home/ada/saved.json',
        remade: false,
        phase: { kind: 'fresh', renews: false },
      },
    ]);
  });

  const narrowed: Made = {
    name: 'dev-narrow',
    how: {
      kind: 'assumed-role',
      profile: 'dev',
      roleSessionName: 'ada',
      durationSeconds: 3600,
      policy: null,
      policyArns: [],
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
    },
  };
  const analyst: Made = {
    name: 'analyst',
    how: {
      kind: 'saml',
      endpoints: plainEndpoints,
      roleArn: 'arn:aws:iam::111122223333:role/analyst',
      principalArn: 'arn:aws:iam::111122223333:saml-provider/acme',
      durationSeconds: null,
      policy: null,
      policyArns: [],
    },
  };
  const known = {
    arn: 'arn:aws:iam::111122223333:user/ada',
    account: '111122223333',
    alias: 'acme',
  } as const;
  const owners = new Map([['AKIAMODEL00000000001', known]]);
  it.each<[string, Made, Partial<AppState>]>([
    ['the role that a SAML response names', analyst, { keyOwners: owners }],
    [
      'the role that its profile names',
      narrowed,
      { roles: new Map([['dev', roleOf('dev')]]), keyOwners: owners },
    ],
    ['the user that it is federated from', guest, { keyOwners: owners }],
  ])('say the account and the alias of %s', (_, one, parts) => {
    const state = { ...stateOf({ made: new Map([[one.name, one]]) }), ...parts };
    expect(madeRows(state, NOW, local)).toMatchObject([{ account: '111122223333', alias: 'acme' }]);
  });

  it.each<[string, Made]>([
    ['of a file', file],
    ['of a user whom nobody asked about', guest],
  ])('say the account that the held ARN of credentials %s names', (_, one) => {
    const held = heldOf({ arn: 'arn:aws:sts::444455556666:assumed-role/ops/ada' });
    const state = stateOf({
      grants: [wanted(ref(one.name), { held })],
      made: new Map([[one.name, one]]),
    });
    expect(madeRows(state, NOW, local)).toMatchObject([{ account: '444455556666', alias: null }]);
  });

  it('say no account where nothing names one', () => {
    const state = stateOf({ made: new Map([['saved', file]]) });
    expect(madeRows(state, NOW, local)).toMatchObject([{ account: null, alias: null }]);
  });

  const byToken = (tokenFile: string | null): Made => ({
    name: 'ci',
    how: {
      kind: 'web-identity',
      roleArn: 'arn:aws:iam::111122223333:role/ci',
      roleSessionName: 'ci',
      providerId: null,
      tokenFile,
      durationSeconds: null,
      policy: null,
      policyArns: [],
      endpoints: plainEndpoints,
    },
  });
  const endingSoon = (made: Made) =>
    madeRows(
      stateOf({
        grants: [wanted(ref(made.name), { held: heldOf() })],
        made: new Map([[made.name, made]]),
      }),
      NOW + HOUR - 8 * MINUTE,
      local,
    )[0]?.notice;
  it.each<[string, Made]>([
    ['a role by SAML', analyst],
    ['a role by a token that was typed', byToken(null)],
    ['credentials from a file', file],
    ['a role with arguments of its own, which may take a code', narrowed],
  ])('let be chosen how long ahead the end of %s is told', (_, made) => {
    expect(endingSoon(made)?.lead).toEqual({ seconds: 600, chosen: false });
  });

  it.each<[string, Made]>([
    ['a federated user', guest],
    ['a role by a token in a file', byToken('/run/token')],
  ])('have no lead for %s and nothing to put off: no notice ever tells of its end', (_, made) => {
    expect(endingSoon(made)).toEqual({
      lead: null,
      end: 'goes-on',
      snoozes: [],
      remindsAt: null,
    });
  });

  it('say nothing of whose they are once they ended', () => {
    expect(whoOf(heldOf({ arn: 'arn:guest' }), NOW + HOUR)).toBeNull();
  });
});

it('operations are told by kind, each with how far it came', () => {
  const state = stateOf({
    operations: new Map([
      ['decode', { kind: 'refused', failures: [{ kind: 'no-decoder' }], turn: 3 }],
    ]),
  });
  expect(operationViews(state, local)).toEqual([
    { operation: 'decode', kind: 'refused', failures: [{ kind: 'no-decoder' }], turn: 3 },
  ]);
});

it('the end of a saved file’s credentials is told by the local clock', () => {
  const failure = {
    kind: 'credentials-file',
    path: '/x',
    cause: { kind: 'expired', format: 'boto', at: NOW },
  } as const;
  const state = stateOf({
    operations: new Map([['import-file', { kind: 'refused', failures: [failure], turn: 1 }]]),
  });
  expect(operationViews(state, local)).toMatchObject([{ failures: [{ cause: { at: NOW + 5 } }] }]);
});

describe('stopping a grant made directly', () => {
  const failed = (retryAt: number | null) =>
    ({ kind: 'failed', failure: { kind: 'no-decoder' }, at: NOW, retryAt }) as const;
  it.each<[string, Made, Partial<Grant>, boolean]>([
    ['keeps the row of one that can be started again', guest, {}, false],
    ['keeps it while it is tried again', guest, { work: failed(NOW) }, false],
    ['takes it away when it failed for good', guest, { work: failed(null) }, true],
    ['takes it away the second time', guest, { wish: 'halted' }, true],
    ['takes away what cannot be made again', file, {}, true],
  ])('%s', (_, made, grant, forgets) => {
    const state = stateOf({
      grants: [wanted(ref(made.name), grant)],
      made: new Map([[made.name, made]]),
    });
    expect(madeRows(state, NOW, local)[0]?.forgets).toBe(forgets);
    const after = reduce(state, {
      kind: 'halted',
      refs: [ref(made.name)],
      hanging: [],
    });
    expect(after.made.has(made.name)).toBe(!forgets);
    expect(after.grants.size).toBe(forgets ? 0 : 1);
  });
});

describe('words', () => {
  it.each([
    ['federated-user', true, 'federated user'],
    ['saml', false, 'role by SAML, not renewed'],
    ['imported', false, 'from a file, not renewed'],
    ['web-identity', true, 'role by web identity'],
  ] as const)('of %s, remade %s', (how, remade, words) => {
    expect(madeNote({ how, remade, life: null })).toBe(words);
    expect(words).toContain(howWords(how));
  });

  it('tell only what STS said, and the policy size as a share (BO10)', () => {
    const nothing = {
      id: null,
      sourceIdentity: null,
      subject: null,
      subjectType: null,
      audience: null,
      provider: null,
      nameQualifier: null,
    };
    expect(whoFacts(null)).toEqual([]);
    expect(whoFacts({ ...nothing, arn: null, packedPolicySize: null })).toEqual([]);
    expect(
      whoFacts({ ...nothing, arn: 'arn:x', id: 'AROA:x', subject: 'ada', packedPolicySize: 7 }),
    ).toEqual([
      { label: 'ARN', text: 'arn:x' },
      { label: 'Id', text: 'AROA:x' },
      { label: 'Subject', text: 'ada' },
      { label: 'Policy size', text: '7 % of what AWS takes' },
    ]);
  });
});
