import { foreignDetail, ownDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import type { AppState } from '../../../app/session/state.ts';
import { aliasesWith } from '../../../app/session/account-aliases.ts';
import { trieMap } from '../../../app/trie-map.ts';
import { windowSnapshot } from '../../../app/view/snapshot.ts';
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

const AHEAD = 7;
const snapshotOf = (state: AppState, now = NOW) =>
  windowSnapshot(state, {
    revision: 3,
    now,
    local: (at) => at + AHEAD,
    platform: 'linux',
    settingsPath: '/settings.ini',
    version: '0.1.0',
    command: '/bin/fobwatch',
    shell: 'bash',
    loginPath: null,
    languages: [],
  });
const snapshot = (parts: Parameters<typeof stateOf>[0], now = NOW) =>
  snapshotOf(stateOf(parts), now);

const failure: Failure = { kind: 'no-device', identity: 'ada' };
const known = (alias: string | null) =>
  ({
    kind: 'known',
    arn: 'arn:aws:iam::111122223333:user/ada',
    account: '111122223333',
    alias,
    user: 'ada',
    devices: [],
  }) as const;

describe('the stage', () => {
  it.each<[string, AppState, string]>([
    ['while files are read', { ...stateOf(), loaded: false }, 'loading'],
    ['with nothing in the files and no key', stateOf({ identities: [] }), 'empty'],
    ['with a key', stateOf(), 'ready'],
    ['with roles', stateOf({ identities: [], roles: [roleOf('dev')] }), 'ready'],
  ])('%s', (_, state, kind) => {
    expect(snapshotOf(state).stage.kind).toBe(kind);
  });
});

describe('rows', () => {
  it('are grouped by account, in the order of the files', () => {
    const other = { account: '444455556666' };
    const { groups } = snapshot({ roles: [roleOf('b'), roleOf('a', other), roleOf('c')] });
    expect(groups.map(({ account, rows }) => [account, rows.map(({ name }) => name)])).toEqual([
      ['111122223333', ['b', 'c']],
      ['444455556666', ['a']],
    ]);
  });

  it('carry the alias of an account that an identity knows', () => {
    const { groups } = snapshot({
      identities: [identityOf({ check: known('acme') })],
      roles: [roleOf('dev')],
    });
    expect(groups[0]).toMatchObject({ alias: 'acme', rows: [{ alias: 'acme' }] });
  });

  it.each([
    ['another alias', 'acme-labs'],
    ['that there is none any more', null],
  ])('tell %s that a role in the account was told since', (_, alias) => {
    const { groups } = snapshot({
      identities: [identityOf({ check: known('acme') })],
      accountAliases: aliasesWith(trieMap(), [
        { account: '111122223333', iam: null, alias, askedAt: 1 },
      ]),
      roles: [roleOf('dev')],
    });
    expect(groups[0]).toMatchObject({ alias, rows: [{ alias }] });
  });

  it.each([
    ['prod', 'prod'],
    ['acme-prod-admin', 'prod'],
    ['production', 'production'],
    ['PRD_ops', 'prd'],
    ['live', 'live'],
    ['product', null],
    ['nonproduction', null],
    ['deliver', null],
    ['dev', null],
  ])('of %s carry the band of production by the rule: %s', (name, rule) => {
    const { groups } = snapshot({ roles: [roleOf(name)] });
    expect(groups[0]?.rows[0]?.guard).toEqual(rule && { rule, answered: false });
  });

  it('of an account named for production carry the band, whatever the role is called', () => {
    const { groups } = snapshot({
      identities: [identityOf({ check: known('acme-prod') })],
      roles: [roleOf('dev')],
    });
    expect(groups[0]?.rows[0]?.guard).toEqual({ rule: 'prod', answered: false });
  });

  it('of a broken profile say what is wrong, and hide no other', () => {
    const broken: Failure = {
      kind: 'broken-profile',
      profile: 'bad',
      cause: { kind: 'no-source', profile: 'bad' },
    };
    const { groups } = snapshot({
      roles: [roleOf('bad', { chain: { kind: 'broken', failure: broken } }), roleOf('dev')],
    });
    expect(groups[0]?.rows).toMatchObject([
      { name: 'bad', broken, phase: { kind: 'off' } },
      { name: 'dev', broken: null },
    ]);
  });

  it('show the way from the key to the role', () => {
    const { groups } = snapshot({ roles: [roleOf('data', { via: ['dev'] })] });
    expect(groups[0]?.rows[0]?.chain).toEqual(['ada', 'dev', 'data']);
  });

  it('show a failure with its retry by this computer’s clock', () => {
    const work = { kind: 'failed', failure, at: NOW, retryAt: NOW + MINUTE } as const;
    const { groups } = snapshot({
      roles: [roleOf('dev')],
      grants: [wanted(role('dev'), { work })],
    });
    expect(groups[0]?.rows[0]?.trouble).toEqual({ failure, retryAt: NOW + MINUTE + AHEAD });
  });

  it('show what holds a role up elsewhere', () => {
    const { groups } = snapshot({
      roles: [roleOf('dev')],
      grants: [wanted(role('dev'))],
      blocked: new Map([['role:dev', failure]]),
    });
    expect(groups[0]?.rows[0]?.trouble).toEqual({ failure, retryAt: null });
  });
});

describe('a session’s row', () => {
  it.each([
    ['obtained with a code', sessionHeld(), false],
    ['obtained without one, which IAM refuses', sessionHeld({ withCode: false }), true],
  ])('%s', (_, held, withoutMfa) => {
    const { sessions } = snapshot({ grants: [wanted(session(), { held })] });
    expect(sessions[0]?.withoutMfa).toBe(withoutMfa);
  });

  it('shows why its key could not be checked', () => {
    const { sessions } = snapshot({
      identities: [identityOf({ check: { kind: 'failed', failure } })],
    });
    expect(sessions[0]).toMatchObject({ check: 'failed', trouble: { failure } });
  });
});

describe('what was copied', () => {
  const clearsAt = NOW + MINUTE;
  const clipboard = { target: role('dev'), what: 'exports', clearsAt, copy: clearsAt } as const;
  const as = { form: 'bash', block: 'exports' } as const;
  const marks = (parts: Pick<AppState, 'copy'>) =>
    snapshot({ roles: [roleOf('dev'), roleOf('ops')], ...parts }).groups[0]?.rows.map(
      ({ copied }) => copied.kind,
    );

  it('marks its own row only', () => {
    expect(marks({ copy: { kind: 'copied', as, ...clipboard } })).toEqual(['copied', 'no']);
  });

  it('is told as long as the clipboard holds it, also while another copy waits', () => {
    const state = stateOf({
      clipboard,
      copy: { kind: 'pending', target: role('ops'), as, until: NOW + HOUR },
    });
    expect(snapshotOf(state).clipboard).toEqual({
      kind: 'holds',
      target: role('dev'),
      what: 'exports',
      clearsAt: NOW + MINUTE + AHEAD,
      copy: clearsAt,
    });
  });
});

describe('problems', () => {
  it('of keychain, own files, settings, AWS files and clock stand side by side', () => {
    const kinds = snapshot({
      vault: {
        kind: 'unavailable',
        backend: 'Secret Service',
        detail: foreignDetail('not running'),
      },
      stateProblems: [{ kind: 'state-file', path: '/list', detail: ownDetail('cut-short') }],
      settingProblems: [{ kind: 'newer', version: 2, known: 1 }],
      fileProblems: [{ kind: 'aws-file', path: '/config', detail: foreignDetail('no permission') }],
      skew: -70_000,
    }).problems.map(({ kind }) => kind);
    expect(kinds).toEqual(['vault', 'state-file', 'setting', 'aws-file', 'clock']);
  });

  it.each([
    [30_000, 0],
    [30_001, 1],
    [-30_001, 1],
  ])('a clock that is off by %i ms is %i problem', (skew, count) => {
    expect(snapshot({ skew }).problems).toHaveLength(count);
  });
});

describe('what waits for a code', () => {
  const waits = { work: { kind: 'needs-code' } } as const;
  const over = { ...waits, held: heldOf() };
  it.each<[string, Parameters<typeof stateOf>[0], boolean]>([
    ['a session that ended', { grants: [wanted(session(), over)] }, true],
    ['a role under it', { roles: [roleOf('dev')], grants: [wanted(role('dev'), waits)] }, true],
    ['nothing', { roles: [roleOf('dev')] }, false],
  ])('%s is known at the session', (_, parts, waitedFor) => {
    expect(snapshot(parts, NOW + HOUR).sessions[0]?.waitedFor).toBe(waitedFor);
  });

  it('is not what a session that is valid will need later, which it tells', () => {
    const held = sessionHeld();
    const { sessions } = snapshot({ grants: [wanted(session(), { ...waits, held })] }, NOW + HOUR);
    expect(sessions[0]).toMatchObject({
      waitedFor: false,
      next: { kind: 'needs-you', at: NOW + 12 * HOUR + AHEAD },
    });
  });
});

describe('a session soon needs the person', () => {
  const grants = [wanted(session(), { held: sessionHeld() })];
  const leads = new Map([['ada', 1800]]);
  const sources = new Map([['ada', { kind: 'seed' } as const]]);
  it.each<[string, Parameters<typeof stateOf>[0], number | null]>([
    ['from when it asks for a code', { grants }, NOW + 12 * HOUR - 10 * MINUTE + AHEAD],
    [
      'from when it is told ahead, as was chosen for it',
      { grants, attention: { ...emptyState.attention, leads } },
      NOW + 12 * HOUR - 30 * MINUTE + AHEAD,
    ],
    [
      'never, where its codes come by themselves',
      { grants, devices: { ...emptyState.devices, sources } },
      null,
    ],
    ['never, while nothing is held', { grants: [wanted(session())] }, null],
  ])('%s', (_, parts, at) => {
    expect(snapshot(parts).sessions[0]?.soonFrom).toBe(at);
  });
});

describe('the whole picture', () => {
  it('needs you at by this computer’s clock', () => {
    expect(snapshot({ grants: [wanted(session(), { held: sessionHeld() })] }).needsYouAt).toBe(
      NOW + 12 * HOUR + AHEAD,
    );
  });

  it('suggests for a new key the name that roles look for in vain', () => {
    const missing: Failure = {
      kind: 'broken-profile',
      profile: 'dev',
      cause: { kind: 'no-such-profile', profile: 'work', namedBy: 'dev' },
    };
    const state = stateOf({
      roles: [roleOf('dev', { chain: { kind: 'broken', failure: missing } })],
      keyForm: { kind: 'open', failure: null },
    });
    expect(snapshotOf(state).keyForm).toEqual({
      kind: 'open',
      failure: null,
      suggestedName: 'work',
    });
  });

  it('survives a structured clone, as it travels to the window', () => {
    const picture = snapshot({
      roles: [roleOf('dev')],
      grants: [wanted(role('dev'), { held: heldOf() })],
    });
    expect(structuredClone(picture)).toEqual(picture);
  });
});
