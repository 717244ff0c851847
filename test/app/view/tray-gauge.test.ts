import { describe, expect, it } from 'vitest';
import { noAttention } from '../../../app/session/attention.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { trayFigure } from '../../../app/view/tray-view.ts';
import { trayFigureName } from '../../../app/view/tray.ts';
import {
  HOUR,
  MINUTE,
  NOW,
  heldOf,
  role,
  roleOf,
  session,
  sessionHeld,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

type Parts = Parameters<typeof stateOf>[0];

const END = NOW + 12 * HOUR;
const ada = wanted(session(), { held: sessionHeld() });
const brief = wanted(session(), { held: sessionHeld({ expiresAt: NOW + 15 * MINUTE }) });
const dev = wanted(role('dev'), { held: heldOf({ underSessionOf: NOW, expiresAt: END + HOUR }) });
const audit = (expiresAt: number) => wanted(role('audit'), { held: sessionHeld({ expiresAt }) });

const figure = (parts: Parts, now: number): string => {
  const roles = [roleOf('dev'), roleOf('audit', { durationSeconds: 43_200 })];
  return trayFigureName(trayFigure(stateOf({ roles, ...parts }), now));
};
const lead = (noticeLead: number): Parts => ({ settings: { ...defaultSettings, noticeLead } });
const ownLeads = (leads: Readonly<Record<string, number>>): Parts => ({
  attention: { ...noAttention, leads: new Map(Object.entries(leads)) },
});

describe('the tray’s gauge shows what is left', () => {
  it.each([
    ['of 15 min', { grants: [brief] }, NOW + 10 * MINUTE, 'active-3'],
    [
      'of 12 h, with a lead as long',
      { ...lead(43_200), grants: [ada] },
      NOW + 8 * HOUR,
      'active-3',
    ],
  ])('until a third %s is', (_, parts, then, before) => {
    expect(figure(parts, then - 1)).toBe(before);
    expect(figure(parts, then)).toBe('due-soon');
  });
});

describe('the tray’s gauge says that a person is needed soon', () => {
  const halfAnHourAhead = END - 30 * MINUTE;

  it.each<[string, Parts]>([
    ['the session', { ...ownLeads({ ada: 1800 }), grants: [ada] }],
    ['a role that runs on it', { ...ownLeads({ dev: 1800 }), grants: [ada, dev] }],
    ['another that ends with it', { ...ownLeads({ audit: 1800 }), grants: [ada, audit(END)] }],
  ])('as early as was chosen for %s', (_, parts) => {
    expect(figure(parts, halfAnHourAhead - 1)).toBe('active-1');
    expect(figure(parts, halfAnHourAhead)).toBe('due-soon');
  });

  it('whatever was chosen for what ends later', () => {
    const parts = { ...ownLeads({ audit: 1800 }), grants: [ada, audit(END + 1)] };
    expect(figure(parts, halfAnHourAhead)).toBe('active-1');
  });

  it('once a code is asked for, though a notice was to come later', () => {
    const parts = { ...ownLeads({ ada: 60 }), grants: [ada] };
    expect(figure(parts, END - 10 * MINUTE)).toBe('due-soon');
  });
});
