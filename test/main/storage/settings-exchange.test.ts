import { detailAbout, ownDetail, systemDetail } from '../../../app/detail.ts';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeSetting,
  defaultSettings,
  encodeSetting,
  settingNames,
  type Settings,
} from '../../../app/settings.ts';
import { createSettingsExchange } from '../../../main/storage/settings-exchange.ts';
import { settingsTemplate } from '../../../main/storage/settings-text.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

const changed: Settings = {
  ...defaultSettings,
  clipboardLife: 30,
  configFile: '/home/ada/aws;files/config',
  proxy: 'http://proxy.example.org:8080',
  consoleBrowser: 'firefox -P "at work" {url}',
};

const leads = new Map([
  ['prod-admin', 1800],
  ['notes # of mine', 90],
]);

const start = () => {
  const home = folder();
  return { home, exchange: createSettingsExchange({ home }) };
};

describe('settings in a file of their own', () => {
  it('come back as they were, all of them, and only this user reads the file', async () => {
    const { home, exchange } = start();
    const path = join(home, 'mine.ini');
    const written = await exchange.write('~/mine.ini', changed, new Map(), false);
    expect(written).toEqual({ ok: true, value: path });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await exchange.read(path)).toEqual({
      ok: true,
      value: {
        path,
        values: new Map(settingNames.map((name) => [name, encodeSetting(changed[name])])),
        leads: new Map(),
        problems: [],
        passedOver: [],
      },
    });
  });

  it('take the leads of single roles along', async () => {
    const { exchange } = start();
    const taken = new Map([['prod-admin', 1800]]);
    await exchange.write('~/mine.ini', changed, taken, false);
    expect(await exchange.read('~/mine.ini')).toMatchObject({
      ok: true,
      value: { leads: taken, problems: [], passedOver: [] },
    });
  });

  it('tell of a lead that only a person can write into settings.ini, and give it to no other name', async () => {
    const { exchange } = start();
    await exchange.write('~/mine.ini', changed, leads, false);
    expect(await exchange.read('~/mine.ini')).toMatchObject({
      ok: true,
      value: {
        leads: new Map([['prod-admin', 1800]]),
        problems: [{ kind: 'value', key: '[notice NAME]', value: 'notes # of mine' }],
      },
    });
  });

  it('tell of a lead that is none', async () => {
    const { home, exchange } = start();
    writeFileSync(join(home, 'other.ini'), '[notice dev]\nlead = 48h\nlouder = yes\n');
    expect(await exchange.read('~/other.ini')).toMatchObject({
      ok: true,
      value: {
        leads: new Map(),
        problems: [
          { key: 'notice dev.lead', value: '48h', line: 2 },
          { key: 'notice dev.louder', value: 'yes', line: 3 },
        ],
        passedOver: [],
      },
    });
  });

  it('never take the place of a file unasked', async () => {
    const { home, exchange } = start();
    const path = join(home, 'mine.ini');
    writeFileSync(path, 'mine');
    expect(await exchange.write(path, changed, new Map(), false)).toEqual({
      ok: false,
      failure: { kind: 'exists', path },
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await exchange.write(path, changed, new Map(), true)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain('clear_after = 30s');
  });

  it('take what a file says and no more, and name what they pass over', async () => {
    const { home, exchange } = start();
    const path = join(home, 'other.ini');
    writeFileSync(
      path,
      '[clipboard]\nclear_after = 90s\nlouder = yes\n[session]\ntoken_life = forever\n' +
        '[endpoint https://sts.example.org:8443]\nvalidate_certs = no\n[mine]\na = 1\nb = 2\n',
    );
    expect(await exchange.read(path)).toMatchObject({
      ok: true,
      value: {
        values: new Map([['clipboardLife', '90s']]),
        problems: [{ kind: 'value', key: 'session.token_life', value: 'forever', line: 5 }],
        passedOver: ['clipboard.louder', '[endpoint https://sts.example.org:8443]', '[mine]'],
      },
    });
  });

  it('of the template say nothing: all of it is commented out', async () => {
    const { home, exchange } = start();
    writeFileSync(join(home, 'new.ini'), settingsTemplate());
    const read = await exchange.read('~/new.ini');
    expect(read.ok && [...read.value.values]).toEqual([]);
  });

  it.each([
    ['{"session": 1}\n', { kind: 'not-settings', why: 'not-ini' }],
    ['\u0000\u0001', { kind: 'not-settings', why: 'not-text' }],
    ['version = 9\n[session]\nstart = asked\n', { kind: 'newer', version: 9, known: 1 }],
  ])('are not read from %j', async (text, failure) => {
    const { home, exchange } = start();
    writeFileSync(join(home, 'other.ini'), text);
    expect(await exchange.read('~/other.ini')).toMatchObject({ ok: false, failure });
  });

  it.each([
    ['mine.ini', ownDetail('path-not-absolute')],
    ['~/absent.ini', systemDetail('ENOENT')],
    ['~/folder', systemDetail('EISDIR')],
    ['/dev/zero', detailAbout('too-large', 1024 * 1024)],
  ])('are not read from %s, and the reason is told', async (path, detail) => {
    const { home, exchange } = start();
    mkdirSync(join(home, 'folder'));
    expect(await exchange.read(path)).toMatchObject({
      ok: false,
      failure: { kind: 'file', detail },
    });
  });

  it('are decoded again by whoever takes them', () => {
    for (const name of settingNames)
      expect(decodeSetting(name, encodeSetting(changed[name]))).toEqual({
        ok: true,
        value: changed[name],
      });
  });
});
