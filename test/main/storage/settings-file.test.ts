import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../app/settings.ts';
import { createSettingsFile } from '../../../main/storage/settings-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const fileIn = (home: string) => {
  const path = join(home, 'Fobwatch', 'settings.ini');
  return { path, file: createSettingsFile({ path }) };
};

describe('settings.ini', () => {
  it('is made at the first load, commented and readable by its owner alone (ST10)', async () => {
    const { path, file } = fileIn(folder());
    expect(await file.load()).toEqual({
      settings: defaultSettings,
      uncheckedEndpoints: [],
      problems: [],
    });
    expect(readFileSync(path, 'utf8')).toContain(';token_life = 12h');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('gives back a change, and to a later run', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    expect(await file.change('clipboardLife', 30)).toEqual({ ok: true, value: null });
    expect((await createSettingsFile({ path }).load()).settings.clipboardLife).toBe(30);
  });

  it('keeps changes that are asked for at once', async () => {
    const { file } = fileIn(folder());
    await Promise.all([
      file.change('clipboardLife', 30),
      file.change('start', 'asked'),
      file.change('configFile', '/aws/config'),
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
    await file.change('clipboardLife', 30);
    expect(readFileSync(path, 'utf8')).toBe(own.replace('90s', '30s'));
  });

  it('names a value that is out of bounds and keeps its default (ST13)', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    writeFileSync(path, '[session]\ntoken_life = 5m\nstart = asked\n');
    const { settings, problems } = await file.load();
    expect(settings).toEqual({ ...defaultSettings, start: 'asked' });
    expect(problems).toEqual([
      { key: 'session.token_life', value: '5m', rule: expect.stringContaining('900') },
    ]);
  });

  it('refuses a value with a line break and leaves the file alone', async () => {
    const { path, file } = fileIn(folder());
    await file.load();
    const before = readFileSync(path, 'utf8');
    expect(await file.change('configFile', '/a\n[x]')).toMatchObject({ ok: false });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('is a problem and no crash when it cannot be read', async () => {
    const { path, file } = fileIn(folder());
    mkdirSync(path, { recursive: true });
    const { settings, problems } = await file.load();
    expect(settings).toEqual(defaultSettings);
    expect(problems).toEqual([expect.objectContaining({ key: 'settings.ini', value: path })]);
    expect(await file.change('start', 'asked')).toMatchObject({ ok: false, failure: { path } });
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
