import { expect, it } from 'vitest';
import type { Platform } from '../../app/model.ts';
import { special } from '../../renderer/settings/special.tsx';
import { snapshot } from '../support/snapshots.ts';

it.each<readonly [Platform, boolean, boolean]>([
  ['linux', true, false],
  ['win32', true, false],
  ['darwin', false, true],
])('on %s the icon’s colour is offered: %s, text beside it: %s', (platform, icon, text) => {
  const here = snapshot({ platform });
  expect(special.trayIcon?.works?.(here)).toBe(icon);
  expect(special.trayText?.works?.(here)).toBe(text);
});

it.each([
  [false, ['install']],
  [true, []],
])('where updates can be installed (%s) the choices that do nothing are %j', (installs, vain) => {
  const { updates } = snapshot();
  expect(special.updates?.vain?.(snapshot({ updates: { ...updates, installs } }))).toEqual(vain);
});
