import { systemDetail } from '../../../app/detail.ts';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { autostartPath, createAutostart } from '../../../main/desktop/autostart.ts';
import { until } from '../../support/until.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const launch = ['/opt/Fobwatch/fobwatch', '--background'];

const autostartIn = (home: string, words: readonly string[] = launch) => {
  const path = autostartPath({}, home, 'Fobwatch');
  return { path, autostart: createAutostart({ path, name: 'Fobwatch', launch: words }) };
};

test.each([
  [{}, '/home/ada/.config/autostart/fobwatch.desktop'],
  [{ XDG_CONFIG_HOME: '' }, '/home/ada/.config/autostart/fobwatch.desktop'],
  [{ XDG_CONFIG_HOME: '/home/ada/etc' }, '/home/ada/etc/autostart/fobwatch.desktop'],
])('the entry is where the XDG specification has it with %j', (env, path) => {
  expect(autostartPath(env, '/home/ada', 'Fobwatch')).toBe(path);
});

describe('start at login on Linux', () => {
  it('is off where there is no entry, on once it was written, off again once it was taken away', async () => {
    const { path, autostart } = autostartIn(folder());
    expect(await autostart.read()).toEqual({ kind: 'off' });
    expect(await autostart.set(true)).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe(
      '[Desktop Entry]\nType=Application\nName=Fobwatch\nExec=/opt/Fobwatch/fobwatch --background\n' +
        'Terminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
    expect(await autostart.read()).toEqual({ kind: 'on' });
    expect(await autostart.set(false)).toEqual({ ok: true, value: null });
    expect(existsSync(path)).toBe(false);
    expect(await autostart.set(false)).toEqual({ ok: true, value: null });
    expect(await autostart.read()).toEqual({ kind: 'off' });
  });

  it('is off when a person took the entry away by hand, and tells at once', async () => {
    const { path, autostart } = autostartIn(folder());
    await autostart.set(true);
    let told = 0;
    const stop = autostart.watch(() => {
      told += 1;
    });
    rmSync(path);
    await until('the change to be told', () => told > 0);
    stop();
    expect(await autostart.read()).toEqual({ kind: 'off' });
  });

  it.each([
    ['Hidden=true\n', { kind: 'off' }],
    ['X-GNOME-Autostart-enabled=false\n', { kind: 'off' }],
    ['X-GNOME-Autostart-enabled = false\r\n', { kind: 'off' }],
    ['[Another group]\nHidden=true\n', { kind: 'on' }],
    ['Comment=mine\n', { kind: 'on' }],
  ])('with %j in the entry it is what a desktop makes of it', async (more, entry) => {
    const { path, autostart } = autostartIn(folder());
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `[Desktop Entry]\nExec=${launch.join(' ')}\n${more}`);
    expect(await autostart.read()).toEqual(entry);
  });

  it('says what the entry starts when that is not this copy, and puts this one in its place when asked', async () => {
    const home = folder();
    await autostartIn(home, ['/old place/fobwatch', '--background']).autostart.set(true);
    const { autostart } = autostartIn(home);
    expect(await autostart.read()).toEqual({
      kind: 'other',
      command: '"/old place/fobwatch" --background',
    });
    await autostart.set(true);
    expect(await autostart.read()).toEqual({ kind: 'on' });
  });

  it.each([
    ['/opt/my app/fob', '"/opt/my app/fob"'],
    ['/opt/a$b`c"d', '"/opt/a\\\\$b\\\\`c\\\\"d"'],
    ['/opt/back\\slash', '"/opt/back\\\\\\\\slash"'],
    ['--at=50%', '--at=50%%'],
  ])('quotes %s as the specification has it', async (word, quoted) => {
    const { path, autostart } = autostartIn(folder(), [word]);
    await autostart.set(true);
    expect(readFileSync(path, 'utf8')).toContain(`\nExec=${quoted}\n`);
    expect(await autostart.read()).toEqual({ kind: 'on' });
  });

  it('says why it could not be written', async () => {
    const home = folder();
    writeFileSync(join(home, '.config'), 'a file where a folder belongs');
    const { autostart } = autostartIn(home);
    expect(await autostart.set(true)).toMatchObject({
      ok: false,
      failure: { kind: 'system', code: expect.stringMatching(/ENOTDIR|EEXIST/) },
    });
  });

  it('says so when something else has its name', async () => {
    const { path, autostart } = autostartIn(folder());
    mkdirSync(path, { recursive: true });
    expect((await autostart.set(true)).ok).toBe(false);
    expect((await autostart.set(false)).ok).toBe(false);
    expect(existsSync(path)).toBe(true);
    expect(await autostart.read()).toMatchObject({
      kind: 'unreadable',
      detail: systemDetail('EISDIR'),
    });
  });
});
