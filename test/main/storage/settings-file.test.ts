import { systemDetail } from '../../../app/detail.ts';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SettingsFile } from '../../../app/ports.ts';
import { defaultSettings, type SettingName } from '../../../app/settings.ts';
import { createSettingsFile } from '../../../main/storage/settings-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
/** Thu 2024-11-21 14:20:07 UTC, and some. */
const NOW = Date.UTC(2024, 10, 21, 14, 20, 7, 123);
const fileIn = (home: string) => {
  const path = join(home, 'Fobwatch', 'settings.ini');
  return { path, file: createSettingsFile({ path, now: () => NOW }) };
};

const change = (file: SettingsFile, name: SettingName, text: string) =>
  file.write(new Map([[name, text]]), new Map());

describe('settings.ini', () => {
  it('is made at the first load, commented and readable by its owner alone (ST10)', async () => {
    const { path, file } = fileIn(folder());
    expect(await file.load()).toEqual({
      settings: defaultSettings,
      leads: new Map(),
      uncheckedEndpoints: [],
      problems: [],
    });
    expect(readFileSync(path, 'utf8')).toContain(';token_life = 12h');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('gives back a change, and to a later run', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    expect(await change(file, 'clipboardLife', '30s')).toEqual({ ok: true, value: null });
    expect((await createSettingsFile({ path, now: () => NOW }).load()).settings.clipboardLife).toBe(
      30,
    );
  });

  it('keeps changes that are asked for at once', async () => {
    const { file } = fileIn(folder());
    await Promise.all([
      change(file, 'clipboardLife', '30s'),
      change(file, 'start', 'asked'),
      change(file, 'configFile', '/aws/config'),
    ]);
    expect((await file.load()).settings).toEqual({
      ...defaultSettings,
      clipboardLife: 30,
      start: 'asked',
      configFile: '/aws/config',
    });
  });

  it('keeps what a person wrote around the change', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const own = '# mine\n[clipboard]\nclear_after = 90s ; long\n\n[other]\nkey = "kept; whole"\n';
    writeFileSync(path, own);
    await change(file, 'clipboardLife', '30s');
    expect(readFileSync(path, 'utf8')).toBe(own.replace('90s', '30s'));
  });

  it('names a value that is out of bounds with its line and keeps its default (ST13)', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    writeFileSync(path, '[session]\ntoken_life = 5m\nstart = asked\n');
    const { settings, problems } = await file.load();
    expect(settings).toEqual({ ...defaultSettings, start: 'asked' });
    expect(problems).toEqual([
      {
        kind: 'value',
        key: 'session.token_life',
        value: '5m',
        rule: expect.stringContaining('900'),
        line: 2,
      },
    ]);
  });

  it('refuses a value with a line break and leaves the file alone', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const before = readFileSync(path, 'utf8');
    expect(await change(file, 'configFile', '/a\n[x]')).toMatchObject({ ok: false });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is a problem and no crash when it cannot be read', async () => {
    const { path, file } = fileIn(folder());
    mkdirSync(path, { recursive: true });
    const { settings, problems } = await file.load();
    expect(settings).toEqual(defaultSettings);
    expect(problems).toEqual([{ kind: 'unreadable', detail: systemDetail('EISDIR') }]);
    expect(await change(file, 'start', 'asked')).toEqual({
      ok: false,
      failure: { kind: 'file', detail: systemDetail('EISDIR') },
    });
  });

  it('of a newer version is read as far as it is understood and not written (ST10)', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const newer = 'version = 2\n[session]\nstart = asked\n[later]\nnobody = knows\n';
    writeFileSync(path, newer);
    const { settings, problems } = await file.load();
    expect(settings).toEqual({ ...defaultSettings, start: 'asked' });
    expect(problems).toEqual([{ kind: 'newer', version: 2, known: 1 }]);
    expect(await change(file, 'clipboardLife', '30s')).toEqual({
      ok: false,
      failure: { kind: 'newer', version: 2, known: 1 },
    });
    expect(readFileSync(path, 'utf8')).toBe(newer);
  });

  it('of a newer version is written once a person set it back', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    writeFileSync(path, 'version = 2\n[clipboard]\nclear_after = 90s\n[later]\nx = 1\n');
    await file.load();
    writeFileSync(path, 'version = 1\n[clipboard]\nclear_after = 90s\n[later]\nx = 1\n');
    expect(await change(file, 'clipboardLife', '30s')).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe(
      'version = 1\n[clipboard]\nclear_after = 30s\n[later]\nx = 1\n',
    );
  });

  it('tells of a change made by an editor that replaces the file', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const heard: string[] = [];
    const stop = file.watch(() => heard.push(readFileSync(path, 'utf8')));
    writeFileSync(`${path}.new`, '[session]\nstart = asked\n');
    chmodSync(`${path}.new`, 0o600);
    renameSync(`${path}.new`, path);
    await expect.poll(() => heard).toEqual(['[session]\nstart = asked\n']);
    stop();
  });
});

describe('a broken settings.ini (ST10)', () => {
  const aside = 'settings.ini.broken-2024-11-21T142007Z';

  it.each([
    ['that is not UTF-8', Buffer.from([0x5b, 0xff, 0xfe, 0x5d]), 'not-text'],
    ['with NUL bytes', Buffer.from('[aws]\n\0\0\0'), 'not-text'],
    ['in UTF-16', Buffer.from('[aws]\nconfig_file = /a\n', 'utf16le'), 'not-text'],
    ['that is JSON', Buffer.from('{\n  "start": "asked"\n}\n'), 'not-ini'],
    ['that ini chokes on', Buffer.from('x[] = 1\n[x.length]\ny = 1\n'), 'not-ini'],
  ])('%s is moved aside whole, and the template made anew', async (_name, bytes, why) => {
    const { path, file } = fileIn(folder());
    await file.load();
    const fresh = readFileSync(path, 'utf8');
    writeFileSync(path, bytes);
    const { settings, problems } = await file.load();
    const to = join(dirname(path), aside);
    expect(problems).toEqual([{ kind: 'set-aside', to, why }]);
    expect(settings).toEqual(defaultSettings);
    expect(readFileSync(to)).toEqual(bytes);
    expect(readFileSync(path, 'utf8')).toBe(fresh);
  });

  it('never takes the place of one that was set aside before', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    for (const text of ['{ "one": 1 }\n', '{ "two": 2 }\n']) {
      writeFileSync(path, text);
      await file.load();
    }
    const kept = readdirSync(dirname(path))
      .filter((name) => name.includes('broken'))
      .toSorted();
    expect(kept).toEqual([aside, `${aside}-2`]);
    expect(kept.map((name) => readFileSync(join(dirname(path), name), 'utf8'))).toEqual([
      '{ "one": 1 }\n',
      '{ "two": 2 }\n',
    ]);
  });

  it('is told of until the app ends, also once the new one was read', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    writeFileSync(path, '{}\n');
    await file.load();
    await change(file, 'start', 'asked');
    const { settings, problems } = await file.load();
    expect(settings.start).toBe('asked');
    expect(problems).toMatchObject([{ kind: 'set-aside' }]);
  });

  it('is moved once, whoever comes upon it at the same time', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    writeFileSync(path, '{}\n');
    await Promise.all([file.load(), change(file, 'start', 'asked'), file.load()]);
    const { settings, problems } = await file.load();
    expect(settings.start).toBe('asked');
    expect(problems).toHaveLength(1);
  });

  it('that is a link is moved as a link, and what it leads to stays as it is', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const target = join(dirname(path), 'dotfiles.ini');
    writeFileSync(target, '{}\n');
    rmSync(path);
    symlinkSync(target, path);
    await file.load();
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
    expect(readFileSync(path, 'utf8')).toContain(';token_life = 12h');
  });

  it('half written by an editor is waited for and left where it is', async () => {
    const { path } = fileIn(folder());
    mkdirSync(dirname(path));
    writeFileSync(path, Buffer.from([0x5b, 0xc3]));
    const writeOn = async () => writeFileSync(path, '[session]\nstart = asked\n');
    const file = createSettingsFile({ path, now: () => NOW, pause: writeOn });
    const { settings, problems } = await file.load();
    expect(problems).toEqual([]);
    expect(settings.start).toBe('asked');
  });
});
