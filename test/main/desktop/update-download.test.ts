import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type * as Library from 'electron-updater';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../app/settings.ts';
import { createUpdates } from '../../../main/desktop/updates.ts';
import { promised } from '../../support/promised.ts';
import { temporaryFolders } from '../temporary-folder.ts';

// Downloads, which end-to-end tests on Linux never come to: electron-updater's events and its real token, in front of a
// server that a test plays.

const MINUTE = 60_000;
const folder = temporaryFolders();

/** The updaters that were made, the newest last. */
const made = vi.hoisted((): { readonly all: unknown[] } => ({ all: [] }));

class PlayedUpdater extends EventEmitter {
  autoInstallOnAppQuit = true;
  readonly ended = promised<readonly string[]>();
  token: Library.CancellationToken | null = null;
  installs = 0;
  quitAndInstall = (): void => {
    this.installs += 1;
  };
  readonly netSession = {
    webRequest: { onBeforeRequest: () => undefined },
    setProxy: async () => undefined,
  };
  verifyUpdateCodeSignature = async () => null;
  constructor() {
    super();
    made.all.push(this);
  }
  checkForUpdates = async () => ({ isUpdateAvailable: true, updateInfo: { version: '0.2.0' } });
  downloadUpdate = (token: Library.CancellationToken): Promise<readonly string[]> => {
    this.token = token;
    return this.ended.promise;
  };
}

vi.mock('electron-updater', async (original) => {
  const { CancellationToken: Token } = await original<typeof Library>();
  return { CancellationToken: Token, NsisUpdater: PlayedUpdater };
});

beforeEach(() => {
  made.all.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A download under way on Windows, of what a look found. */
const downloading = async () => {
  const home = folder();
  const lasts: (() => void)[] = [];
  const updates = createUpdates({
    version: '0.1.0',
    platform: 'win32',
    packaged: true,
    store: false,
    execPath: join(home, 'Fobwatch.exe'),
    resources: home,
    env: {},
    path: join(home, 'updates.json'),
    endWith: (last) => lasts.push(last),
    journal: { write: () => undefined },
  });
  const found = await updates.check('https://downloads.example.org/fobwatch/', defaultSettings);
  expect(found).toEqual({ ok: true, value: { version: '0.2.0', newer: true } });
  const updater = made.all.at(-1);
  if (!(updater instanceof PlayedUpdater)) throw new Error('no updater was made');
  const kept: { end: unknown } = { end: null };
  const download = updates.download().then((end) => {
    kept.end = end;
  });
  await vi.waitUntil(() => updater.token !== null, 60_000);
  return { updates, updater, download, lasts, end: () => kept.end };
};

it('one of which nothing comes for a minute is given up, and never put in', async () => {
  const { updater, end } = await downloading();
  updater.emit('download-progress', { percent: 40 });
  await vi.advanceTimersByTimeAsync(MINUTE - 1);
  expect(end()).toBeNull();
  expect(updater.token?.cancelled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(end()).toEqual({
    ok: false,
    failure: { kind: 'stalled', host: 'downloads.example.org', version: '0.2.0' },
  });
  expect(updater.token?.cancelled).toBe(true);
  expect(updater.autoInstallOnAppQuit).toBe(false);
});

it('one that is slow goes on, and what is whole is looked at for as long as it takes', async () => {
  const { updater, download, end } = await downloading();
  for (let percent = 0; percent < 100; percent += 10) {
    updater.emit('download-progress', { percent });
    // oxlint-disable-next-line no-await-in-loop -- slowly: that is what is tested
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
  }
  updater.emit('download-progress', { percent: 100 });
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(end()).toBeNull();
  updater.ended.resolve(['/tmp/Fobwatch.exe']);
  await download;
  expect(end()).toEqual({ ok: true, value: null });
  expect(updater.autoInstallOnAppQuit).toBe(true);
});

it('one that fails says why', async () => {
  const { updater, download, end } = await downloading();
  updater.ended.reject(Object.assign(new Error('sha512'), { code: 'ERR_CHECKSUM_MISMATCH' }));
  await download;
  expect(end()).toEqual({ ok: false, failure: { kind: 'not-genuine', version: '0.2.0' } });
});

it('one that is whole is put in when the app has ended, not before', async () => {
  const { updates, updater, download, lasts } = await downloading();
  updater.ended.resolve(['/tmp/Fobwatch.exe']);
  await download;
  updates.restart();
  expect(lasts).toHaveLength(1);
  expect(updater.installs).toBe(0);
  lasts[0]?.();
  expect(updater.installs).toBe(1);
});
