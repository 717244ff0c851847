import { noDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Grant, GrantId, GrantRef } from '../../../app/model.ts';
import { trayFigure, trayView } from '../../../app/view/tray-view.ts';
import { trayFigureName, type TrayItem } from '../../../app/view/tray.ts';
import { momentWords } from '../../../app/view/words/time.ts';
import { lockLabels } from '../../../app/view/words/lock.ts';
import { trayLabels } from '../../../app/view/words/tray.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { noMarks } from '../../../app/marks-file.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
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

const failure = { kind: 'no-device', identity: 'ada' } as const;
const failed = { kind: 'failed', failure, at: NOW, retryAt: null } as const;
const needsCode = { kind: 'needs-code' } as const;
const ada = wanted(session(), { held: sessionHeld() });
const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW }) });
const roles = [roleOf('dev'), roleOf('ops')];

const END = NOW + 12 * HOUR;
const ownCodes = { ...emptyState.devices, sources: new Map([['ada', { kind: 'seed' } as const]]) };

type Parts = Parameters<typeof stateOf>[0];

describe('the tray’s figure', () => {
  it.each<[string, Parts, number, string]>([
    ['nothing held', {}, NOW, 'none'],
    ['stopped', { grants: [wanted(session(), { wish: 'halted' })] }, NOW, 'none'],
    ['a session of 12 h at its start', { grants: [ada] }, NOW, 'active-8'],
    ['half of it left', { grants: [ada] }, NOW + 6 * HOUR, 'active-4'],
    ['a little over half left', { grants: [ada] }, NOW + 6 * HOUR - 1, 'active-5'],
    ['the last eighth', { grants: [ada] }, NOW + 11 * HOUR, 'active-1'],
    ['ten minutes left', { grants: [ada] }, NOW + 12 * HOUR - 10 * MINUTE, 'due-soon'],
    [
      'ten minutes left and the code asked for',
      { grants: [{ ...ada, work: needsCode }] },
      NOW + 12 * HOUR - 5 * MINUTE,
      'due-soon',
    ],
    [
      'ended and a code asked for',
      { grants: [{ ...ada, work: needsCode }] },
      NOW + 12 * HOUR,
      'needs-code',
    ],
    [
      'a role waiting for a code',
      { grants: [wanted(role('dev'), { work: needsCode })] },
      NOW,
      'needs-code',
    ],
    [
      'a role waiting for a code of its own beside a session',
      {
        roles: [roleOf('audit', { durationSeconds: 43_200 })],
        grants: [ada, wanted(role('audit'), { work: needsCode })],
      },
      NOW,
      'needs-code',
    ],
    [
      'a role waiting for a code that comes by itself',
      { grants: [wanted(role('dev'), { work: needsCode })], devices: ownCodes },
      NOW,
      'none',
    ],
    [
      'the last minutes of a session whose next code comes by itself',
      { grants: [ada], devices: ownCodes },
      END - MINUTE,
      'active-8',
    ],
    ['a role denied', { grants: [wanted(role('dev'), { work: failed })] }, NOW, 'failed'],
    [
      'a role denied beside a session',
      { grants: [ada, wanted(role('dev'), { work: failed })] },
      NOW,
      'active-8',
    ],
    [
      'a role held up by another',
      { grants: [wanted(role('dev'))], blocked: new Map([['role:dev', failure]]) },
      NOW,
      'failed',
    ],
    [
      'a role trying again',
      { grants: [wanted(role('dev'), { work: { ...failed, retryAt: NOW + 1 } })] },
      NOW,
      'none',
    ],
    [
      'no keychain',
      { vault: { kind: 'unavailable', backend: 'Secret Service', detail: noDetail } },
      NOW,
      'failed',
    ],
    [
      'only what renews without a person',
      {
        identities: [identityOf({ serial: null, mfaByDefault: false })],
        grants: [wanted(role('dev'), { held: heldOf() })],
      },
      NOW,
      'active-8',
    ],
  ])('%s', (_, parts, now, name) => {
    expect(trayFigureName(trayFigure(stateOf({ roles, ...parts }), now))).toBe(name);
  });
});

const LATE = NOW + 11 * HOUR + 18 * MINUTE;
const late = (name: string): Grant =>
  wanted(role(name), {
    held: heldOf({ obtainedAt: LATE, expiresAt: LATE + HOUR, underSessionOf: NOW }),
  });

describe('the tooltip, and the first line of the menu by the clock', () => {
  it.each<[string, Parts, number, string, string]>([
    ['nothing', {}, NOW, 'Nothing active', 'Nothing active'],
    [
      'a session and two roles',
      { grants: [ada, late('dev'), late('ops')] },
      LATE,
      '2 active, needs you in 42 min',
      `2 active, needs you at ${momentWords(END, LATE)}`,
    ],
    [
      'a session alone',
      { grants: [ada] },
      NOW,
      '1 active, needs you in 12 h 00',
      `1 active, needs you at ${momentWords(END, NOW)}`,
    ],
    [
      'a clock that is a minute behind',
      { grants: [ada], skew: MINUTE },
      NOW,
      '1 active, needs you in 12 h 00',
      `1 active, needs you at ${momentWords(END - MINUTE, NOW)}`,
    ],
    [
      'a code waited for',
      { grants: [wanted(role('dev'), { work: needsCode })] },
      NOW,
      'Nothing active, needs you now',
      'Nothing active, needs you now',
    ],
    [
      'a code that comes by itself',
      { grants: [ada, wanted(role('dev'), { work: needsCode })], devices: ownCodes },
      NOW,
      '1 active',
      '1 active',
    ],
  ])('say of %s', (_, parts, now, tooltip, first) => {
    const view = trayView(stateOf({ roles, ...parts }), now);
    expect(view.tooltip).toBe(tooltip);
    expect(view.menu[0]).toEqual({ kind: 'label', label: first });
  });
});

describe('the text beside the icon', () => {
  it.each([
    ['off', ''],
    ['left', '12 h 00'],
  ] as const)('with the setting %s is "%s"', (trayText, text) => {
    const settings = { ...defaultSettings, trayText };
    expect(trayView(stateOf({ roles, grants: [ada], settings }), NOW).text).toBe(text);
  });
});

const flat = (items: readonly TrayItem[], path = ''): readonly (readonly [string, Command])[] =>
  items.flatMap((item) => {
    if (item.kind === 'submenu') return flat(item.items, `${path}${item.label} / `);
    return item.kind === 'action' && item.enabled ? [[`${path}${item.label}`, item.command]] : [];
  });

const menu = (parts: Parts): ReadonlyMap<string, Command> =>
  new Map(flat(trayView(stateOf({ roles, ...parts }), NOW).menu));

/** Every entry, those that stand for others and those that do nothing too. */
const count = (items: readonly TrayItem[]): number =>
  items.reduce((sum, item) => sum + 1 + (item.kind === 'submenu' ? count(item.items) : 0), 0);

const identityPanel = { kind: 'show-panel', panel: 'identity', identity: 'ada' } as const;
const consoleOf = (target: GrantRef): Command => ({
  kind: 'open-console',
  target,
  how: 'open',
  destination: null,
  region: null,
  durationSeconds: null,
});

describe('the menu alone', () => {
  it('reaches everything while a session and a role run', () => {
    const marks = {
      ...noMarks,
      favourites: ['role:dev' as const],
      recents: [{ id: 'role:ops' as const, at: NOW }],
    };
    expect([...menu({ grants: [ada, dev], marks })]).toEqual([
      [trayLabels.open, { kind: 'show-popover' }],
      [trayLabels.enterCode, { kind: 'ask-code', identity: null }],
      ['dev / Copy exports', { kind: 'copy-exports', target: role('dev') }],
      ['dev / Open console', consoleOf(role('dev'))],
      ['dev / Stop', { kind: 'stop', targets: [role('dev')] }],
      ['ops / Copy exports', { kind: 'copy-exports', target: role('ops') }],
      ['ops / Open console', consoleOf(role('ops'))],
      ['ops / Start', { kind: 'start', targets: [role('ops')] }],
      ['ada / Enter code…', { kind: 'ask-code', identity: 'ada' }],
      ['ada / Copy exports', { kind: 'copy-exports', target: session() }],
      ['ada / Stop', { kind: 'stop', targets: [session()] }],
      ['ada / Devices and keys…', identityPanel],
      ['Copy exports / ada', { kind: 'copy-exports', target: session() }],
      ['Copy exports / dev', { kind: 'copy-exports', target: role('dev') }],
      ['Start / ops', { kind: 'start', targets: [role('ops')] }],
      ['Stop / ada', { kind: 'stop', targets: [session()] }],
      ['Stop / dev', { kind: 'stop', targets: [role('dev')] }],
      [trayLabels.startAll, { kind: 'start-all' }],
      [trayLabels.stopAll, { kind: 'stop-all' }],
      [lockLabels.lock, { kind: 'lock' }],
      [trayLabels.addKey, { kind: 'open-key-form' }],
      [trayLabels.settings, { kind: 'show-panel', panel: 'settings' }],
      [trayLabels.shortcuts, { kind: 'show-panel', panel: 'shortcuts' }],
      [trayLabels.quit, { kind: 'quit' }],
    ]);
  });

  it('leads on from nothing: enter a code, start, add a key', () => {
    expect([...menu({}).keys()]).toEqual([
      trayLabels.open,
      trayLabels.enterCode,
      'ada / Enter code…',
      'ada / Copy exports',
      'ada / Start',
      'ada / Devices and keys…',
      'Start / dev',
      'Start / ops',
      trayLabels.startAll,
      lockLabels.lock,
      trayLabels.addKey,
      trayLabels.settings,
      trayLabels.shortcuts,
      trayLabels.quit,
    ]);
  });

  it('names who is waited for, and leaves out whose codes come by themselves', () => {
    const grants = [wanted(role('dev'), { work: needsCode })];
    expect(menu({ grants }).get('Enter code for ada…')).toEqual({
      kind: 'ask-code',
      identity: 'ada',
    });
    expect(menu({ grants, devices: ownCodes }).has('Enter code for ada…')).toBe(false);
  });

  it('has what a person likes first where it is cut off', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => roleOf(`r${i}`));
    const marks = { ...noMarks, favourites: ['role:r900' as const] };
    const [first] = [...menu({ roles: thousand, marks }).keys()].filter((name) =>
      name.startsWith('Start / '),
    );
    expect(first).toBe('Start / r900');
  });

  it('asks nobody for a code when nobody has a device', () => {
    expect(menu({ identities: [] }).has(trayLabels.enterCode)).toBe(false);
  });

  it.each<[string, Grant]>([
    ['is only on its way', wanted(role('dev'))],
    ['fails again and again', wanted(role('dev'), { work: { ...failed, retryAt: NOW + 1 } })],
    ['waits for a code', wanted(role('dev'), { work: needsCode })],
  ])('stops what %s', (_, grant) => {
    expect([...menu({ grants: [grant] }).keys()]).toEqual(
      expect.arrayContaining(['Stop / dev', trayLabels.stopAll]),
    );
  });

  it('does not start a broken profile', () => {
    const broken = roleOf('bad', { chain: { kind: 'broken', failure } });
    expect(menu({ roles: [broken] }).has('Start / bad')).toBe(false);
  });

  it('stays short with a thousand roles, favourites and identities', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `r${i}`);
    const id = (name: string): GrantId => `role:${name}`;
    const half = names.slice(0, 500);
    const view = trayView(
      stateOf({
        roles: names.map((name) => roleOf(name)),
        identities: names.map((name) => identityOf({ name })),
        grants: half.map((name) => wanted(role(name), { held: heldOf() })),
        marks: {
          ...noMarks,
          favourites: names.map(id),
          recents: names.slice(0, 20).map((name) => ({ id: id(name), at: NOW })),
        },
      }),
      NOW,
    );
    expect(count(view.menu)).toBeLessThan(200);
    // At the top, where a person reads.
    expect(view.menu.length).toBeLessThan(45);
  });
});

describe('the tray of a locked app', () => {
  it('shows the lock, leads to where it is opened, and to the end', () => {
    const lock = {
      kind: 'locked',
      locks: 1,
      since: NOW,
      cause: 'asked',
      livesOn: [],
      panic: { kind: 'none' },
      failures: [],
      copied: false,
      keeps: false,
      finger: 'not-asked',
    } as const;
    const view = trayView({ ...stateOf({ grants: [ada, dev], roles }), lock }, NOW);
    expect(view.figure).toEqual({ kind: 'locked' });
    expect(view.menu.flatMap((item) => (item.kind === 'action' ? [item.command] : []))).toEqual([
      { kind: 'show-popover' },
      { kind: 'quit' },
    ]);
  });
});
