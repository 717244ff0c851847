import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it, test } from 'vitest';
import { sections, settingParts } from '../../../app/settings/sections.ts';
import { changesTo } from '../../../app/settings/changes.ts';
import {
  decodeSetting,
  defaultSettings,
  settingKeys,
  settingNames,
  type SettingProblem,
} from '../../../app/settings.ts';
import { settingOfProblem, settingRows } from '../../../app/view/settings-list.ts';
import {
  choicesOf,
  exchangeProblemWords,
  loginWords,
  partTitles,
  resetOf,
  standardWords,
  valueWords,
} from '../../../app/view/words.ts';

const bad: SettingProblem = {
  kind: 'value',
  key: 'session.token_life',
  value: 'forever',
  rule: 'a time',
  line: 2,
};

describe('the rows of the settings view', () => {
  const rows = settingRows({ ...defaultSettings, clipboardLife: 30 }, [
    bad,
    { kind: 'stray-line', line: 3, others: 0 },
  ]);
  const row = (name: string) => rows.find((one) => one.name === name);

  it('are all settings, in the order of settings.ini, with their keys there', () => {
    expect(rows.map(({ name }) => name)).toEqual(settingNames);
    expect(row('clipboardLife')).toMatchObject({ key: 'clipboard.clear_after', part: 'copies' });
  });

  it('mark what differs from its default', () => {
    expect(rows.flatMap(({ name, differs }) => (differs ? [name] : []))).toEqual(['clipboardLife']);
  });

  it('carry what is wrong with their values, and nothing else does', () => {
    expect(
      rows.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]])),
    ).toEqual([['tokenLife', bad]]);
  });

  it.each([
    [bad, 'tokenLife'],
    [{ ...bad, key: 'version' }, null],
    [{ ...bad, key: 'endpoint https://a.b.validate_certs' }, null],
    [{ kind: 'newer', version: 2, known: 1 }, null],
  ] as const)('leave a problem of the file as a whole to its head: %j', (problem, name) => {
    expect(settingOfProblem(problem)).toBe(name);
  });
});

test('every section of settings.ini has its part, and every part its title', () => {
  for (const name of settingNames)
    expect(settingParts).toContain(sections[settingKeys[name].section]);
  for (const part of settingParts) expect(partTitles[part]).toMatch(/\S/);
});

describe('what other values would change', () => {
  it('is what they have otherwise, in the order of settings.ini', () => {
    const values = new Map([
      ['theme', 'dark'],
      ['start', 'all'],
      ['configFile', '/etc/aws'],
    ] as const);
    expect(changesTo(defaultSettings, values)).toEqual([
      { name: 'configFile', from: '', to: '/etc/aws' },
      { name: 'theme', from: 'system', to: 'dark' },
    ]);
  });
});

describe('the words of the settings view', () => {
  it('have a choice for every value of a list, and only for such', () => {
    for (const name of settingNames)
      for (const choice of Object.keys(choicesOf(name) ?? {}))
        expect(decodeSetting(name, choice), `${name} = ${choice}`).toEqual({
          ok: true,
          value: choice,
        });
  });

  it.each(settingNames)('say the default of %s', (name) => {
    expect(standardWords(name)).toMatch(/\S/);
  });

  it.each([
    ['theme', 'dark', 'Dark'],
    ['configFile', '', 'empty'],
    ['clipboardLife', '30s', '30s'],
  ] as const)('say %s = "%s" as “%s”', (name, text, words) => {
    expect(valueWords(name, text)).toBe(words);
  });

  it('name what a reset is of', () => {
    expect(resetOf('Clear the clipboard', '1 min')).toBe(
      'Reset “Clear the clipboard” to the default, 1 min',
    );
  });

  it.each([
    [{ kind: 'off' }, null, null],
    [{ kind: 'on' }, null, null],
    [null, null, null],
    [
      { kind: 'other', command: '/old/fobwatch' },
      null,
      'At login something else is started under this name: /old/fobwatch. Switch it on to start this Fobwatch instead.',
    ],
    [
      { kind: 'held-back' },
      null,
      'The system holds it back; allow it among the login items of the system settings.',
    ],
    [
      { kind: 'unreadable', detail: systemDetail('EACCES') },
      null,
      'Whether it is on could not be read: permission denied (EACCES)',
    ],
    [
      { kind: 'off' },
      systemDetail('EROFS'),
      'It could not be changed: the disk is read-only (EROFS)',
    ],
  ] as const)('say of start at login, %j, refused by %j: %s', (entry, refused, words) => {
    expect(loginWords(entry, refused)).toBe(words);
  });

  it.each([
    [
      { kind: 'exists', path: '/a.ini' },
      'There is a file /a.ini already; replace it or name another.',
    ],
    [
      { kind: 'file', path: '/a.ini', detail: systemDetail('ENOENT') },
      'The file /a.ini could not be used: no such file (ENOENT). Check its name and permissions.',
    ],
    [
      { kind: 'not-settings', path: '/a.ini', why: 'not-ini' },
      '/a.ini holds no settings of Fobwatch; name another file.',
    ],
    [
      { kind: 'newer', path: '/a.ini', version: 2, known: 1 },
      '/a.ini is of version 2, from a newer Fobwatch; update this one first.',
    ],
  ] as const)('say why a file was not used: %j', (problem, sentence) => {
    expect(exchangeProblemWords(problem)).toBe(sentence);
  });
});
