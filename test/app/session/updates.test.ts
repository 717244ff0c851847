import { describe, expect, it } from 'vitest';
import {
  BETWEEN_CHECKS,
  nextCheckAt,
  noUpdates,
  updateMode,
  versionToTell,
  type UpdatesState,
} from '../../../app/session/updates.ts';
import { defaultSettings, type Settings } from '../../../app/settings.ts';
import type { Installed } from '../../../app/updates/installed.ts';
import { HOUR, NOW } from '../../support/model-state.ts';

const FEED = 'https://downloads.example.org/fobwatch/';
const linux: Installed = { kind: 'own', installs: false };
const mac: Installed = { kind: 'own', installs: true };
const deb: Installed = { kind: 'managed', by: 'deb' };

const parts = (updates: Partial<UpdatesState>, settings: Partial<Settings> = {}) => ({
  updates: { ...noUpdates, installed: linux, builtInFeed: FEED, ...updates },
  settings: { ...defaultSettings, ...settings },
});

describe('about new versions is done', () => {
  it.each<[string, Installed | null, Settings['updates'], string | null, string]>([
    ['what the settings say', linux, 'notify', FEED, 'notify'],
    ['nothing where they say so', linux, 'off', FEED, 'off'],
    ['no more than telling where no signature is checked', linux, 'install', FEED, 'notify'],
    ['all of it where one is', mac, 'install', FEED, 'install'],
    ['nothing where a package manager does it', deb, 'install', FEED, 'off'],
    ['nothing where no server is known', mac, 'install', null, 'off'],
    ['nothing before it is known how the app came here', null, 'notify', FEED, 'off'],
  ])('%s', (_, installed, updates, builtInFeed, mode) => {
    expect(updateMode(parts({ installed, builtInFeed }, { updates }))).toBe(mode);
  });

  it('what the settings’ own server says, where there is one', () => {
    expect(updateMode(parts({ builtInFeed: null }, { updatesFeed: FEED }))).toBe('notify');
  });
});

describe('a server is asked', () => {
  const notBefore = NOW + 600_000;
  it.each<[string, Partial<UpdatesState>, number | null]>([
    ['some minutes after the first start', { notBefore }, notBefore],
    ['a day after the last time', { notBefore, checkedAt: NOW }, NOW + BETWEEN_CHECKS],
    ['not at the start, though a week went by', { notBefore, checkedAt: NOW - 8e8 }, notBefore],
    [
      'an hour after it could not be reached',
      {
        checkedAt: NOW,
        check: { kind: 'failed', cause: { kind: 'no-list', host: 'downloads.example.org' } },
      },
      NOW + HOUR,
    ],
    [
      'a day after a download that was not signed as it should be',
      {
        checkedAt: NOW,
        check: { kind: 'failed', cause: { kind: 'not-genuine', version: '0.2.0' } },
      },
      NOW + BETWEEN_CHECKS,
    ],
    ['never while it is asked', { check: { kind: 'checking' } }, null],
    [
      'never once a version waits to be put in',
      { check: { kind: 'ready', version: '2.0.0' } },
      null,
    ],
    ['never by an app that runs from its sources', { installed: { kind: 'development' } }, null],
    ['never where a package manager brings versions', { installed: deb }, null],
  ])('%s', (_, updates, at) => {
    expect(nextCheckAt(parts(updates))).toBe(at);
  });
});

describe('a version is told', () => {
  const available = { kind: 'available', version: '0.2.0' } as const;
  const ready = { kind: 'ready', version: '0.2.0' } as const;
  it.each<[string, Partial<UpdatesState>, Partial<Settings>, string | null]>([
    ['when it is out', { check: available }, {}, '0.2.0'],
    ['once', { check: available, told: '0.2.0' }, {}, null],
    ['and the next one again', { check: available, told: '0.1.9' }, {}, '0.2.0'],
    [
      'not while it is on its way',
      { check: available, installed: mac },
      { updates: 'install' },
      null,
    ],
    ['when it is ready', { check: ready, installed: mac }, { updates: 'install' }, '0.2.0'],
    ['not where nobody wants to know', { check: available }, { updates: 'off' }, null],
    ['not when there is none', { check: { kind: 'current' } }, {}, null],
  ])('%s', (_, updates, settings, version) => {
    expect(versionToTell(parts(updates, settings))).toBe(version);
  });
});
