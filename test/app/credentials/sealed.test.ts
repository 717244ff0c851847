import { ownDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { sealedText, unseal } from '../../../app/credentials/sealed.ts';
import type { Credentials, GrantId } from '../../../app/model.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { trieMap } from '../../../app/trie-map.ts';
import {
  DEVICE,
  HOUR,
  NOW,
  heldOf,
  role,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const credentials = (name: string, expiresAt: number): Credentials => ({
  accessKeyId: `ASIA${name}`,
  secretAccessKey: secret(`secret of ${name}`),
  sessionToken: secret(`token of ${name}==`),
  expiresAt,
});

const ada = sessionHeld({ arn: 'arn:aws:iam::111122223333:user/ada', madeFor: 'AKIA… ' });
const dev = heldOf({ underSessionOf: NOW, packedPolicySize: 7, obtainedAt: NOW + 0.25 });
const state = stateOf({
  grants: [
    wanted(session(), { held: ada }),
    wanted(role('dev'), { held: dev, wish: 'none' }),
    wanted(role('ops')),
  ],
  spentSteps: new Map([[DEVICE, 60_000_000]]),
  told: new Set(['ends-soon session:ada 1']),
  attention: {
    leads: new Map(),
    snoozed: new Map([['session:ada', { endsAt: ada.expiresAt, until: NOW + 1 }]]),
    lettingEnd: new Map([['role:dev', dev.expiresAt]]),
  },
});
const wallet = new Map<GrantId, Credentials>([
  ['session:ada', credentials('ada', ada.expiresAt)],
  ['role:dev', credentials('dev', dev.expiresAt)],
]);

describe('sealed copies', () => {
  it('come back as they were, whether wanted or only held on the way to others', () => {
    const back = unseal(sealedText(state, wallet, NOW), NOW);
    expect(back.ok && back.value.grants).toEqual([
      { ref: session(), held: ada, wanted: true },
      { ref: role('dev'), held: dev, wanted: false },
    ]);
  });

  it('bring back the credentials themselves', () => {
    const back = unseal(sealedText(state, wallet, NOW), NOW);
    const token = back.ok ? back.value.wallet.get('role:dev') : undefined;
    expect(token).toMatchObject({ accessKeyId: 'ASIAdev', expiresAt: dev.expiresAt });
    expect(token && [reveal(token.secretAccessKey), reveal(token.sessionToken)]).toEqual([
      'secret of dev',
      'token of dev==',
    ]);
  });

  it('remember what was put off and what was let to end', () => {
    const back = unseal(sealedText(state, wallet, NOW), NOW);
    const { snoozed, lettingEnd } = state.attention;
    expect(back.ok && back.value.chosen).toEqual({ snoozed, lettingEnd });
  });

  it('remember spent steps and notices told', () => {
    const back = unseal(sealedText(state, wallet, NOW), NOW);
    expect(back).toMatchObject({
      value: {
        spentSteps: new Map([[DEVICE, 60_000_000]]),
        told: new Set(['ends-soon session:ada 1']),
      },
    });
  });

  it('remember how long roles may last, and what was refused', () => {
    const maximums = trieMap([
      ['arn:aws:iam::1:role/a', { seconds: 7200, askedAt: NOW, refused: 9000 }],
    ]);
    const back = unseal(sealedText({ ...state, maximums }, wallet, NOW), NOW);
    expect(back.ok && back.value.maximums).toEqual(new Map(maximums));
  });

  it('of an earlier version say how long roles may last, which is asked again', () => {
    const now = {
      grants: [],
      spentSteps: {},
      told: [],
      maximums: { a: 3600, b: null },
      version: 1,
    };
    const back = unseal(secret(JSON.stringify(now)), NOW);
    expect(back.ok && back.value.maximums).toEqual(
      new Map([
        ['a', { seconds: 3600, askedAt: null, refused: null }],
        ['b', { seconds: null, askedAt: null, refused: null }],
      ]),
    );
  });

  it('leave out what has ended when they are made', () => {
    const text = reveal(sealedText(state, wallet, NOW + HOUR));
    expect(text).toContain('secret of ada');
    expect(text).not.toContain('secret of dev');
  });

  it('leave out what ended while they lay there', () => {
    const back = unseal(sealedText(state, wallet, NOW), NOW + HOUR);
    expect(back.ok && [...back.value.wallet.keys()]).toEqual(['session:ada']);
  });

  it('print as nothing but a mask', () => {
    expect(String(sealedText(state, wallet, NOW))).toBe('[secret]');
  });
});

describe('what is no sealed copy', () => {
  it.each([
    ['no JSON', 'secret of ada', 'not-json'],
    ['nothing', '', 'not-json'],
    ['JSON of something else', '[]', 'other-version'],
    ['a later version', '{"version":2,"grants":[]}', 'other-version'],
    [
      'a grant without its token',
      JSON.stringify({
        version: 1,
        grants: [{ ref: session(), held: ada, wanted: true, accessKeyId: 'A' }],
        spentSteps: {},
        told: [],
      }),
      'other-version',
    ],
  ] as const)('is refused without a word of what it holds: %s', (_, text, reason) => {
    expect(unseal(secret(text), NOW)).toEqual({ ok: false, failure: ownDetail(reason) });
  });
});
