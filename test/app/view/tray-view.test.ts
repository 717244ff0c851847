import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Grant } from '../../../app/model.ts';
import { trayFigure, trayView } from '../../../app/view/tray-view.ts';
import { trayFigureName, type TrayItem } from '../../../app/view/tray.ts';
import { trayLabels } from '../../../app/view/words.ts';
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
      { grants: [ada, wanted(role('audit'), { work: needsCode })] },
      NOW,
      'needs-code',
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
      { vault: { kind: 'unavailable', backend: 'Secret Service', detail: '' } },
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

describe('the first line of the menu and the tooltip', () => {
  it.each<[string, Parts, number, string]>([
    ['nothing', {}, NOW, 'Nothing active'],
    [
      'a session and two roles',
      { grants: [ada, late('dev'), late('ops')] },
      LATE,
      '2 active, needs you in 42 min',
    ],
    ['a session alone', { grants: [ada] }, NOW, '1 active, needs you in 12 h 00'],
    ['a role under it', { grants: [ada, dev] }, NOW, '1 active, needs you in 12 h 00'],
    [
      'a code waited for',
      { grants: [wanted(role('dev'), { work: needsCode })] },
      NOW,
      'Nothing active, needs you now',
    ],
  ])('say of %s', (_, parts, now, text) => {
    const view = trayView(stateOf({ roles, ...parts }), now);
    expect(view.menu[0]).toEqual({ kind: 'label', label: text });
    expect(view.tooltip).toBe(text);
  });
});

const flat = (items: readonly TrayItem[], path = ''): readonly (readonly [string, Command])[] =>
  items.flatMap((item) => {
    if (item.kind === 'submenu') return flat(item.items, `${path}${item.label} / `);
    return item.kind === 'action' && item.enabled ? [[`${path}${item.label}`, item.command]] : [];
  });

const menu = (parts: Parts): ReadonlyMap<string, Command> =>
  new Map(flat(trayView(stateOf({ roles, ...parts }), NOW).menu));

describe('the menu alone', () => {
  it('reaches everything while a session and a role run', () => {
    expect([...menu({ grants: [ada, dev] })]).toEqual([
      [trayLabels.open, { kind: 'show-popover' }],
      [trayLabels.enterCode, { kind: 'ask-code', identity: null }],
      ['Copy exports / ada', { kind: 'copy-exports', target: session() }],
      ['Copy exports / dev', { kind: 'copy-exports', target: role('dev') }],
      ['Start / ops', { kind: 'start', targets: [role('ops')] }],
      ['Stop / ada', { kind: 'stop', targets: [session()] }],
      ['Stop / dev', { kind: 'stop', targets: [role('dev')] }],
      [trayLabels.stopAll, { kind: 'stop-all' }],
      [trayLabels.addKey, { kind: 'open-key-form' }],
      [trayLabels.settings, { kind: 'show-panel', panel: 'settings' }],
      [trayLabels.quit, { kind: 'quit' }],
    ]);
  });

  it('leads on from nothing: start, enter a code, add a key', () => {
    expect([...menu({}).keys()]).toEqual([
      trayLabels.open,
      trayLabels.enterCode,
      'Start / dev',
      'Start / ops',
      trayLabels.addKey,
      trayLabels.settings,
      trayLabels.quit,
    ]);
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

  it('stays short with a thousand roles', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => roleOf(`r${i}`));
    expect(menu({ roles: thousand }).size).toBeLessThan(40);
  });
});
