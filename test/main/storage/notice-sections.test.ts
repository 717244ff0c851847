import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canBeSection,
  changeLead,
  readNoticeSections,
} from '../../../main/storage/notice-sections.ts';
import { createSettingsFile } from '../../../main/storage/settings-file.ts';
import { settingsTemplate } from '../../../main/storage/settings-text.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

const leadsIn = (text: string) => Object.fromEntries(readNoticeSections(text).leads);

describe('how long ahead one is told of, in settings.ini', () => {
  it.each([
    ['a role', '[notice prod-admin]\nlead = 30m\n', { 'prod-admin': 1800 }],
    ['a name with dots', '[notice acme.prod.admin]\nlead = 2h\n', { 'acme.prod.admin': 7200 }],
    ['a name with spaces', '[notice prod admin]\nlead=90s\n', { 'prod admin': 90 }],
    ['several', '[notice a]\nlead = 1m\n[notice b]\nlead = 2m\n', { a: 60, b: 120 }],
    ['none of the settings’ own', '[notice]\nlead = 5m\n', {}],
    ['none of the template', settingsTemplate(), {}],
  ])('%s', (_, text, leads) => {
    expect(leadsIn(text)).toEqual(leads);
  });

  it.each([
    ['[notice prod]\nlead = soon\n', 'notice prod.lead', 'soon', 2],
    ['[notice prod]\n\nlead = 48h\n', 'notice prod.lead', '48h', 3],
    ['[notice prod]\nfetch = on\n', 'notice prod.fetch', 'on', 2],
  ])('%j is a problem with its line', (text, key, value, line) => {
    expect(readNoticeSections(text).leads.size).toBe(0);
    expect(readNoticeSections(text).problems).toMatchObject([{ kind: 'value', key, value, line }]);
  });

  it('is written and taken back, and every other byte stays', () => {
    const before = '; mine\n[notice]\nlead = 5m ; short\n';
    const changed = changeLead(before, 'prod-admin', 1800);
    expect(changed).toBe(`${before}\n[notice prod-admin]\nlead = 30m\n`);
    expect(changeLead(changed, 'prod-admin', 600)).toContain('[notice prod-admin]\nlead = 10m\n');
    expect(leadsIn(changeLead(changed, 'prod-admin', null))).toEqual({});
  });

  it('comes back for every name that can stand there', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
      .filter((text) => canBeSection(text) && text === text.trim() && text !== '__proto__');
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 86_400 }), (profile, seconds) => {
        expect(leadsIn(changeLead('', profile, seconds))).toEqual({ [profile]: seconds });
      }),
    );
  });
});

describe('settings.ini as a file', () => {
  const open = () => {
    const path = join(folder(), 'settings.ini');
    return { path, file: createSettingsFile({ path, now: () => 0 }) };
  };

  it('keeps a lead of one role, as a person would write it', async () => {
    const { path, file } = open();
    await file.load();
    expect(await file.write(new Map(), new Map([['prod-admin', 1800]]))).toEqual({
      ok: true,
      value: null,
    });
    expect(readFileSync(path, 'utf8')).toMatch(/\n\[notice prod-admin\]\nlead = 30m\n$/);
    expect(Object.fromEntries((await file.load()).leads)).toEqual({ 'prod-admin': 1800 });
  });

  it('takes one that was written by hand', async () => {
    const { path, file } = open();
    await file.load();
    writeFileSync(path, '[notice dev]\nlead = 15m\n');
    expect((await file.load()).leads.get('dev')).toBe(900);
  });

  it('refuses a name that would break it, and stays as it was', async () => {
    const { path, file } = open();
    await file.load();
    const before = readFileSync(path, 'utf8');
    const leads = new Map([
      ['dev', 60],
      ['a]b', 60],
    ]);
    expect(await file.write(new Map(), leads)).toMatchObject({ ok: false });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
