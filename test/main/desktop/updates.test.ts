import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createUpdates, readUpdateConfig, updateCauseOf } from '../../../main/desktop/updates.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const HOST = 'downloads.example.org';

const updatesIn = (home: string, env: NodeJS.ProcessEnv = {}) => {
  const resources = join(home, 'resources');
  mkdirSync(resources);
  return {
    resources,
    path: join(home, 'updates.json'),
    updates: createUpdates({
      version: '0.1.0',
      platform: 'linux',
      packaged: true,
      store: false,
      execPath: join(home, 'fobwatch-desktop'),
      resources,
      env,
      path: join(home, 'updates.json'),
      endWith: () => undefined,
      journal: { write: () => undefined },
    }),
  };
};

describe('what electron-builder wrote beside the app', () => {
  it('names the server and the package', async () => {
    const home = folder();
    const { resources, updates } = updatesIn(home, {
      APPIMAGE: '/home/ada/f.AppImage',
      APPDIR: home,
    });
    writeFileSync(
      join(resources, 'app-update.yml'),
      'provider: generic\nurl: https://downloads.example.org/fobwatch/\nupdaterCacheDirName: x\n',
    );
    writeFileSync(join(resources, 'package-type'), 'deb\n');
    expect(await updates.builtInFeed()).toBe('https://downloads.example.org/fobwatch/');
    expect(await updates.facts()).toMatchObject({
      packageType: 'deb',
      variables: ['APPIMAGE'],
      namesPublisher: false,
    });
  });

  it('is not what another program, from which it was started, was packed as', async () => {
    const { updates } = updatesIn(folder(), {
      APPIMAGE: '/home/ada/editor.AppImage',
      APPDIR: '/tmp/.mount_editor',
      SNAP: '/snap/editor/1',
      FLATPAK_ID: 'org.example.Editor',
    });
    expect(await updates.facts()).toMatchObject({ variables: [] });
  });

  it('is nothing in a build that knows no server', async () => {
    const { updates } = updatesIn(folder());
    expect(await updates.builtInFeed()).toBeNull();
    expect(await updates.facts()).toMatchObject({ packageType: null, variables: [] });
  });

  it.each([
    ['publisherName: Fobwatch Ltd\n', 'Fobwatch Ltd'],
    ["publisherName:\n  - 'Fobwatch Ltd'\n  - Other\n", "- 'Fobwatch Ltd'\n  - Other"],
    ['publisherName: null\n', null],
    ['provider: generic\n', null],
  ])('%j says who signs: %j', (yml, name) => {
    expect(readUpdateConfig(yml, 'publisherName')).toBe(name);
  });
});

describe('what is known of versions', () => {
  it('comes back in a later run', async () => {
    const home = folder();
    const { updates } = updatesIn(home);
    expect(await updates.load()).toEqual({ ok: true, value: null });
    await updates.save({ checkedAt: 5, told: '0.2.0' });
    expect(await updates.load()).toMatchObject({ value: { checkedAt: 5, told: '0.2.0' } });
  });
});

describe('what went wrong is told by codes', () => {
  it.each([
    [{ code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' }, { kind: 'no-list', host: HOST }],
    [
      { code: 'HTTP_ERROR_503', statusCode: 503 },
      { kind: 'status', host: HOST, status: 503 },
    ],
    [{ code: 'ETIMEDOUT' }, { kind: 'unreachable', host: HOST, code: 'ETIMEDOUT' }],
    [{ code: 'ERR_UPDATER_INVALID_VERSION' }, { kind: 'broken-list', host: HOST }],
    [{ code: 'ERR_UPDATER_INVALID_UPDATE_INFO' }, { kind: 'broken-list', host: HOST }],
  ])('%j', (facts, cause) => {
    expect(updateCauseOf(Object.assign(new Error('said so'), facts), HOST)).toEqual(cause);
  });

  it('or by Chromium’s', () => {
    expect(updateCauseOf(new Error('net::ERR_CONNECTION_REFUSED'), HOST)).toEqual({
      kind: 'unreachable',
      host: HOST,
      code: 'ERR_CONNECTION_REFUSED',
    });
  });
});
