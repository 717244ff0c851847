import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../../app/contract-guard.ts';
import { judge, whoIs, type Leaving } from '../../../app/guard/gate.ts';
import { HOLD } from '../../../app/guard/hold.ts';
import type { GrantRef } from '../../../app/model.ts';
import type { Asker } from '../../../app/session/asker.ts';
import { answerFor } from '../../../app/session/guard.ts';
import type { ProductionAsk } from '../../../app/session/guard-state.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { standsFor, type AppState } from '../../../app/session/state.ts';
import { trieMap } from '../../../app/trie-map.ts';
import {
  heldOf,
  HOUR,
  NOW,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const prod = role('prod');
const dev = role('dev');
const terraform = { program: 'terraform', pid: 4711 };

const base = stateOf({
  roles: [roleOf('prod'), roleOf('prod2'), roleOf('dev')],
  grants: [
    wanted(session(), { held: sessionHeld() }),
    wanted(prod, { held: heldOf() }),
    wanted(dev, { held: heldOf() }),
  ],
});

const leaving = (from: Asker = 'person', over: Partial<Leaving> = {}): Leaving => ({
  target: prod,
  how: 'copy',
  who: whoIs(from),
  ...over,
});

const held = (of: GrantRef, forMs = HOLD): Confirmation => ({
  how: 'held',
  of,
  forMs,
  lasts: 'once',
});
const named = (of: GrantRef, name: string): Confirmation => ({
  how: 'named',
  of,
  name,
  lasts: 'once',
});

const asked = (over: Partial<ProductionAsk>): AppState => {
  const ask: ProductionAsk = {
    id: 'a',
    target: prod,
    standsFor: standsFor(base, prod),
    how: 'copy',
    who: whoIs(terraform),
    to: null,
    by: { ...terraform, folder: '/home/ada' },
    at: NOW,
    answer: { yes: true, lasts: 'once' },
    ...over,
  };
  return { ...base, guard: { asks: new Map([['a', ask]]), answers: [] } };
};

const verdict = (
  state: AppState,
  one: Leaving,
  ...shown: readonly Confirmation[]
): 'open' | 'closed' => judge(state, one, shown, NOW).kind;

describe('the gate', () => {
  it.each<[string, 'open' | 'closed', Leaving, readonly Confirmation[]]>([
    ['what is no production, with nothing', 'open', leaving('person', { target: dev }), []],
    ['production with nothing', 'closed', leaving(), []],
    ['production from the menu with nothing', 'closed', leaving('menu'), []],
    ['a button held down', 'open', leaving(), [held(prod)]],
    ['a button held down a moment too short', 'closed', leaving(), [held(prod, HOLD - 1)]],
    ['a button held down for another role', 'closed', leaving(), [held(role('prod2'))]],
    ['its name typed', 'open', leaving(), [named(prod, 'prod')]],
    ['its name typed with a space behind', 'open', leaving(), [named(prod, 'prod ')]],
    ['another name typed', 'closed', leaving(), [named(prod, 'prod2')]],
    ['its name in capitals', 'closed', leaving(), [named(prod, 'PROD')]],
    ['another role’s name typed for that', 'closed', leaving(), [named(role('prod2'), 'prod2')]],
    ['the second of two', 'open', leaving(), [held(role('prod2')), held(prod)]],
    ['a program that says a button was held', 'closed', leaving(terraform), [held(prod)]],
    ['a program that says a name was typed', 'closed', leaving(terraform), [named(prod, 'prod')]],
    ['a question that nobody asked', 'closed', leaving(terraform), [{ how: 'asked', ask: 'a' }]],
  ])('of %s is %s', (_, expected, one, shown) => {
    expect(verdict(base, one, ...shown)).toBe(expected);
  });

  it.each<[string, 'open' | 'closed', Partial<ProductionAsk>]>([
    ['answered yes', 'open', {}],
    ['answered no', 'closed', { answer: { yes: false } }],
    ['not answered yet', 'closed', { answer: null }],
    ['about another role', 'closed', { target: role('prod2') }],
    ['about another way', 'closed', { how: 'exec' }],
    ['about another role of that name', 'closed', { standsFor: 'arn:aws:iam::1:role/old' }],
    ['of another program', 'closed', { who: whoIs({ program: 'aws', pid: 1 }) }],
  ])('of a question %s is %s', (_, expected, ask) => {
    const shown: Confirmation = { how: 'asked', ask: 'a' };
    expect(verdict(asked(ask), leaving(terraform), shown)).toBe(expected);
  });

  it('knows a program by its name, whatever its process', () => {
    expect(whoIs({ program: 'terraform', pid: 1 })).toBe(whoIs({ program: 'terraform', pid: 2 }));
    expect(whoIs({ program: 'person', pid: 1 })).not.toBe(whoIs('person'));
  });
});

/** A yes for the session, given at NOW to whoever asks. */
const answered = (state: AppState, target: GrantRef = prod, who = whoIs('person')): AppState =>
  reduce(state, {
    kind: 'production-held',
    answer: answerFor(state, target, who, NOW),
  });

const granted = (state: AppState, ref: GrantRef, obtainedAt: number): AppState =>
  reduce(state, {
    kind: 'granted',
    ref,
    held: sessionHeld({ obtainedAt, expiresAt: obtainedAt + 12 * HOUR }),
  });

describe('a yes until the session ends', () => {
  it('holds for the one it was given to, and for that role', () => {
    const state = answered(base);
    expect(verdict(state, leaving())).toBe('open');
    expect(verdict(state, leaving('menu', { how: 'console' }))).toBe('open');
    expect(verdict(state, leaving(terraform))).toBe('closed');
    expect(verdict(state, leaving('person', { target: role('prod2') }))).toBe('closed');
  });

  it.each<[string, (state: AppState) => AppState]>([
    [
      'the role is stopped',
      (state) => reduce(state, { kind: 'halted', refs: [prod], hanging: [] }),
    ],
    [
      'its session is stopped',
      (state) => reduce(state, { kind: 'halted', refs: [session()], hanging: [prod] }),
    ],
    ['another session begins', (state) => granted(state, session(), NOW + 1)],
    [
      'the app is locked',
      (state) => reduce(state, { kind: 'locking', cause: 'asked', keeps: false, at: NOW }),
    ],
    [
      'the name means another role',
      (state) => ({
        ...state,
        roles: new Map(state.roles).set(
          'prod',
          roleOf('prod', { roleArn: 'arn:aws:iam::1:role/x' }),
        ),
      }),
    ],
  ])('is over when %s', (_, change) => {
    expect(verdict(change(answered(base)), leaving())).toBe('closed');
  });

  it('is over with the session', () => {
    const end = NOW + 12 * HOUR;
    expect(judge(answered(base), leaving(), [], end - 1).kind).toBe('open');
    expect(judge(answered(base), leaving(), [], end).kind).toBe('closed');
  });

  it('goes on over renewals of the role', () => {
    const renewed = reduce(answered(base), {
      kind: 'granted',
      ref: prod,
      held: heldOf({ obtainedAt: NOW + HOUR, expiresAt: NOW + 2 * HOUR }),
    });
    expect(judge(renewed, leaving(), [], NOW + HOUR).kind).toBe('open');
  });

  it('given before there is a session is meant for the next one', () => {
    const before = answered({ ...base, grants: trieMap() });
    const first = granted(before, session(), NOW + 10);
    expect(judge(first, leaving(), [], NOW + 20).kind).toBe('open');
    const second = granted(first, session(), NOW + 30);
    expect(judge(second, leaving(), [], NOW + 40).kind).toBe('closed');
  });

  it('given for what no session stands behind lasts no longer than one would', () => {
    const sourced = roleOf('prod', {
      chain: { kind: 'walks', identity: 'nobody', roles: ['prod'], temporary: true },
    });
    const state = answered({ ...base, roles: new Map([['prod', sourced]]) });
    const end = NOW + state.settings.tokenLife * 1000;
    expect(judge(state, leaving(), [], end - 1).kind).toBe('open');
    expect(judge(state, leaving(), [], end).kind).toBe('closed');
  });
});

describe('production by another name', () => {
  it.each([
    ['a role assumed with arguments of its own', 'assumed-role', { profile: 'prod' }],
    ['a role by SAML', 'saml', { roleArn: 'arn:aws:iam::999988887777:role/prod' }],
  ] as const)('is production: %s', (_, kind, of) => {
    const how = { kind, ...of } as const;
    const state = {
      ...base,
      settings: { ...base.settings, productionRules: 'prod, 999988887777' },
      made: new Map([['harmless', { name: 'harmless', how: madeHow(how) }]]),
    };
    const target: GrantRef = { kind: 'made', name: 'harmless' };
    expect(verdict(state, leaving('person', { target }))).toBe('closed');
  });
});

const madeHow = (of: {
  readonly kind: 'assumed-role' | 'saml';
  readonly profile?: string;
  readonly roleArn?: string;
}) => {
  const limits = { durationSeconds: 3600, policy: null, policyArns: [] } as const;
  return of.kind === 'saml'
    ? ({
        kind: 'saml',
        roleArn: of.roleArn ?? '',
        principalArn: 'arn:aws:iam::999988887777:saml-provider/p',
        ...limits,
        endpoints: roleOf('x').endpoints,
      } as const)
    : ({
        kind: 'assumed-role',
        profile: of.profile ?? '',
        roleSessionName: 'ada',
        ...limits,
        sourceIdentity: null,
        tags: [],
        transitiveTagKeys: [],
      } as const);
};
