import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../app/model.ts';
import type { Made } from '../../../app/credentials/made.ts';
import type { Rotation } from '../../../app/devices/rotate.ts';
import { noDevices } from '../../../app/session/device-wizard.ts';
import { plainEndpoints } from '../../../app/network/endpoint.ts';
import { noticeDue, noticeWakeups, stillSo } from '../../../app/session/notices.ts';
import { reduce } from '../../../app/session/reduce.ts';
import { noKeys } from '../../../app/session/rotations.ts';
import { defaultSettings } from '../../../app/settings.ts';
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
  utc,
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
    { ...utc, local: (instant) => instant + 7 },
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
      targets: [session()],
      endsAt: END + 7,
      others: 0,
      needs: 'code',
      roles: 0,
      actions: [{ kind: 'let-end' }],
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

  it.each([
    ['ahead of its end', NOW + 50 * MINUTE, 'ends-soon'],
    ['after its end', NOW + HOUR, 'ended'],
  ])('tells of a role whose session is held no more %s', (_, now, kind) => {
    const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW - 12 * HOUR }) });
    expect(due([wanted(session()), dev], now)?.notice).toMatchObject({ kind, target: role('dev') });
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

describe('a digest', () => {
  const grace = wanted(session('grace'), { held: sessionHeld({ expiresAt: END - HOUR }) });
  const refused = wanted(role('dev'), {
    held: heldOf({ underSessionOf: NOW, expiresAt: END }),
    attempts: 1,
    work: {
      kind: 'failed',
      failure: { kind: 'no-device', identity: 'ada' },
      at: NOW,
      retryAt: null,
    },
  });

  it('is one notice of all that falls due at once, what ended first', () => {
    const found = due([ada, grace, refused], END - MINUTE);
    expect(found?.notice).toMatchObject({
      kind: 'digest',
      target: session('grace'),
      notices: [{ kind: 'ended' }, { kind: 'ends-soon' }, { kind: 'cannot-renew' }],
    });
    expect(found?.keys).toHaveLength(3);
  });

  it('tells everything in it, and nothing of it again', () => {
    const { keys = [] } = due([ada, grace, refused], END - MINUTE) ?? {};
    expect(due([ada, grace, refused], END - MINUTE, keys)).toBeNull();
  });
});

describe('grants that are made once', () => {
  const saml = (name: string): Made => ({
    name,
    how: {
      kind: 'saml',
      roleArn: `arn:aws:iam::111122223333:role/${name}`,
      principalArn: 'arn:aws:iam::111122223333:saml-provider/acme',
      durationSeconds: null,
      policy: null,
      policyArns: [],
      endpoints: plainEndpoints,
    },
  });
  const file: Made = {
    name: 'saved',
    how: { kind: 'imported', path: '/home/ada/saved.json', format: 'json' },
  };
  const grantOf = ({ name }: Made, over: Partial<Grant> = {}): Grant => ({
    ...wanted({ kind: 'made', name }, { held: heldOf({ expiresAt: END }) }),
    wish: 'none',
    ...over,
  });
  const state = (...grants: readonly Grant[]) => ({
    ...stateOf({ grants }),
    made: new Map([saml('analyst'), saml('auditor'), file].map((made) => [made.name, made])),
  });

  it('and need the same are told of together', () => {
    const both = state(grantOf(saml('analyst')), grantOf(saml('auditor')));
    expect(noticeDue(both, END - MINUTE, utc)?.notice).toMatchObject({
      kind: 'ends-soon',
      needs: 'assertion',
      others: 1,
      roles: 0,
    });
  });

  it('are one digest with what needs something else', () => {
    const all = state(ada, grantOf(saml('analyst')), grantOf(file));
    const found = noticeDue(all, END - MINUTE, utc);
    expect(found?.notice).toMatchObject({
      kind: 'digest',
      notices: [{ needs: 'code' }, { needs: 'assertion' }, { needs: 'file' }],
    });
    expect(found?.keys).toHaveLength(3);
  });

  it('are not told to have ended', () => {
    expect(noticeDue(state(grantOf(file)), END, utc)).toBeNull();
  });

  it('are not told of once they were stopped', () => {
    const stopped = state(grantOf(file, { wish: 'halted' }));
    expect(noticeDue(stopped, END - MINUTE, utc)).toBeNull();
  });

  it('wake the app for it', () => {
    expect(noticeWakeups(state(grantOf(file)), NOW, utc)).toEqual([END - 10 * MINUTE]);
  });
});

describe('in quiet hours', () => {
  const hour = (time: number): string => new Date(time).toISOString().slice(11, 16);
  const quietWhile = (from: number, to: number, over: Parameters<typeof stateOf>[0] = {}) =>
    stateOf({
      grants: [ada],
      settings: { ...defaultSettings, noticeQuiet: `${hour(from)}-${hour(to)}` },
      ...over,
    });
  const asks = (id: string) =>
    [
      id,
      { id, target: session(), by: { program: 'terraform', pid: null }, declined: false },
    ] as const;

  it('nothing is told of an end that lies in them', () => {
    const state = quietWhile(END - HOUR, END + HOUR);
    expect(noticeDue(state, END - MINUTE, utc)).toBeNull();
    expect(noticeDue(state, END + MINUTE, utc)).toBeNull();
  });

  it('what ended in them is told when they end, which is a wake-up', () => {
    const state = quietWhile(END - HOUR, END + HOUR);
    expect(noticeWakeups(state, END + MINUTE, utc)).toContain(END + HOUR);
    expect(noticeDue(state, END + HOUR, utc)?.notice.kind).toBe('ended');
  });

  it('what is over by then is not told', () => {
    const renewed = reduce(quietWhile(END - HOUR, END + HOUR), {
      kind: 'granted',
      ref: session(),
      held: sessionHeld({ expiresAt: END + 12 * HOUR }),
    });
    expect(noticeDue(renewed, END + HOUR, utc)).toBeNull();
  });

  it('programs that wait for a code are told of, once in a night', () => {
    const state = quietWhile(NOW - HOUR, NOW + HOUR, {
      requests: new Map([asks('1')]),
      grants: [],
    });
    const first = { ...state, grants: state.grants.with([['session:ada', wanted(session())]]) };
    const found = noticeDue(first, NOW, utc);
    expect(found?.notice.kind).toBe('code-asked');
    const told = reduce(first, { kind: 'told', keys: found?.keys ?? [] });
    const again = { ...told, requests: new Map([asks('2')]) };
    expect(noticeDue(again, NOW + MINUTE, utc)).toBeNull();
    expect(noticeDue(again, NOW + HOUR, utc)?.notice.kind).toBe('code-asked');
  });
});

describe('an old key of a rotation', () => {
  const since = NOW - 7 * 24 * HOUR;
  const rotation: Rotation = {
    identity: 'ada',
    from: 'keychain',
    into: 'keychain',
    oldId: 'AKIAOLD',
    before: ['AKIAOLD'],
    follow: [],
    startedAt: since,
    touchedAt: since,
    step: { kind: 'resting', newId: 'AKIANEW', since, old: 'inactive' },
  };
  const state = stateOf({ keys: new Map([['ada', { ...noKeys, rotation }]]) });

  it.each([
    ['not before a week', NOW - 1, undefined],
    ['after a week', NOW, 'old-key'],
  ])('is told to be deletable %s', (_, now, kind) => {
    expect(noticeDue(state, now, utc)?.notice.kind).toBe(kind);
  });

  it('is told once, as long as it is there', () => {
    const told = reduce(state, { kind: 'told', keys: noticeDue(state, NOW, utc)?.keys ?? [] });
    expect(noticeDue(reduce(told, { kind: 'told', keys: [] }), NOW + HOUR, utc)).toBeNull();
  });

  it('is so until it is deleted', () => {
    const key = 'old-key ada AKIAOLD';
    expect([...stillSo(state, NOW)]).toEqual([]);
    const told = reduce(state, { kind: 'told', keys: [key] });
    expect([...stillSo(told, NOW)]).toEqual([key]);
    expect([...stillSo({ ...told, keys: new Map() }, NOW)]).toEqual([]);
  });
});

describe('what was told of a session', () => {
  const soon = `ends-soon session:ada ${END}`;
  const over = `ended session:ada ${END}`;
  const unreached = `unreached session:ada ${END}`;
  const so = (grant: Grant, told: readonly string[]): readonly string[] => [
    ...stillSo(stateOf({ grants: [grant], told: new Set(told) }), NOW),
  ];

  it.each<readonly [string, Grant, readonly string[], readonly string[]]>([
    ['is so while it holds the same', ada, [soon, unreached], [unreached, soon]],
    ['that it ends is not, once its end was told', ada, [soon, over], [over]],
    [
      'is not, once it holds another',
      wanted(session(), { held: sessionHeld({ expiresAt: END + HOUR }) }),
      [soon],
      [],
    ],
    ['is not, once it holds none', { ...ada, held: null }, [soon, over, unreached], []],
    ['is not, once it was stopped', { ...ada, wish: 'halted' }, [soon, over, unreached], []],
    ['is not when nothing of it was told', ada, [`ended session:grace ${END}`], []],
  ])('%s', (_, grant, told, expected) => {
    expect(so(grant, told)).toEqual(expected);
  });
});

it('codes that come by themselves need nobody', () => {
  const state = stateOf({
    grants: [ada],
    devices: { ...noDevices, sources: new Map([['ada', { kind: 'seed' }]]) },
  });
  expect(noticeDue(state, END - MINUTE, utc)).toBeNull();
});
