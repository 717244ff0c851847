import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSettings,
  defaultSettings,
  encodeSetting,
  settingKeys,
} from '../../../app/settings.ts';
import {
  changeSettingsText,
  isSettingsText,
  readEndpointSections,
  readSettingsText,
  readStrayLines,
  readVersion,
  removeSetting,
  settingsTemplate,
} from '../../../main/storage/settings-text.ts';

const valueIn = (text: string, section: string, key: string) =>
  readSettingsText(text)(section, key)?.text;

describe('the template of settings.ini (ST10)', () => {
  it('is read as the defaults, without a problem', () => {
    expect(decodeSettings(readSettingsText(settingsTemplate()))).toEqual({
      settings: defaultSettings,
      problems: [],
    });
  });

  it('names every key with its default, so that taking the semicolon away changes nothing', () => {
    const uncommented = settingsTemplate().replaceAll(/^;(?! )/gm, '');
    expect(uncommented).not.toBe(settingsTemplate());
    expect(decodeSettings(readSettingsText(uncommented))).toEqual({
      settings: defaultSettings,
      problems: [],
    });
    for (const { section, key } of Object.values(settingKeys)) {
      expect(valueIn(uncommented, section, key)).toBeDefined();
    }
  });
});

describe('a value', () => {
  it.each([
    ['a number in single quotes', "'3600'", '3600'],
    ['a number in double quotes', '"3600"', '3600'],
    ['a bare word that ini knows', 'null', 'null'],
  ])('is read as it is written: %s', (_, written, read) => {
    expect(valueIn(`[session]\ntoken_life = ${written}\n`, 'session', 'token_life')).toBe(read);
  });
});

// Files and values of every kind that a person writes.
const line = fc.oneof(
  fc.constantFrom('', '; a comment', '# another', '[aws]', '[session]', '[of mine]', 'unknown = 1'),
  fc.constantFrom(
    ';config_file =',
    'config_file = /a ; why',
    'token_life=12h',
    "config_file='3600'",
    '  x  =  "y"  ',
  ),
  fc.string({ maxLength: 12 }).map((text) => `; ${text.replaceAll(/[\r\n\u2028\u2029]/g, '')}`),
);
const file = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, ended]) => lines.join(end) + (ended ? end : ''));
const value = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      'C:\\Users\\a;b',
      '\\\\server\\share',
      '"',
      "'x'",
      ' a ',
      '[a]',
      'true',
      'a=b#c',
      'null',
      '3600',
      "'3600'",
    ),
  )
  // A setting is one line, and blanks around it do not count.
  .map((text) => text.replaceAll(/[\r\n\u2028\u2029]/g, '').trim());

describe('a change of one setting', () => {
  it.each([
    ['replaces a value', '[aws]\nconfig_file = /a\n', '[aws]\nconfig_file = /b\n'],
    [
      'keeps the comment behind it',
      '[aws]\nconfig_file=/a ; mine\n',
      '[aws]\nconfig_file=/b ; mine\n',
    ],
    ['keeps odd blanks', '[aws]\n  config_file   =   /a\n', '[aws]\n  config_file   =   /b\n'],
    [
      'changes the one that counts',
      '[aws]\nconfig_file=1\nconfig_file=2\n',
      '[aws]\nconfig_file=1\nconfig_file=/b\n',
    ],
    [
      'goes under its commented default',
      '[aws]\n; says\n;config_file =\n\n[session]\n',
      '[aws]\n; says\n;config_file =\nconfig_file = /b\n\n[session]\n',
    ],
    [
      'goes to the end of its section',
      '[aws]\nother=1\n\n[session]\nx=1\n',
      '[aws]\nother=1\nconfig_file = /b\n\n[session]\nx=1\n',
    ],
    ['makes the section', '; mine\n', '; mine\n\n[aws]\nconfig_file = /b\n'],
    ['makes the file', '', '[aws]\nconfig_file = /b\n'],
    ['ends an unended line', '[aws]', '[aws]\nconfig_file = /b\n'],
    ['keeps Windows line ends', '[aws]\r\nx=1\r\n', '[aws]\r\nx=1\r\nconfig_file = /b\r\n'],
    ['keeps a byte order mark', '\uFEFF[aws]\nconfig_file=/a\n', '\uFEFF[aws]\nconfig_file=/b\n'],
    [
      'does not take another section for it',
      '[x]\nconfig_file=/a\n',
      '[x]\nconfig_file=/a\n\n[aws]\nconfig_file = /b\n',
    ],
    [
      'takes an indented bracket for no section, as ini does',
      '[session]\n  [aws]\nconfig_file=1\n',
      '[session]\n  [aws]\nconfig_file=1\n\n[aws]\nconfig_file = /b\n',
    ],
    [
      'does not take a longer key for it',
      '[aws]\nconfig_file_2=/a\n',
      '[aws]\nconfig_file_2=/a\nconfig_file = /b\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(changeSettingsText(before, 'aws', 'config_file', '/b')).toBe(after);
  });

  it('puts a comment above a value that needs quotes, which ini cannot tell apart behind it', () => {
    expect(changeSettingsText('[aws]\nconfig_file = /a ; why\n', 'aws', 'config_file', 'a=b')).toBe(
      '[aws]\n; why\nconfig_file = "a=b"\n',
    );
  });

  it('empties a value', () => {
    const text = changeSettingsText('[aws]\nconfig_file = /a\n', 'aws', 'config_file', '');
    expect(text).toBe('[aws]\nconfig_file =\n');
    expect(decodeSettings(readSettingsText(text)).settings.configFile).toBeNull();
  });

  it('is read back as it was written, whatever value and file', () => {
    fc.assert(
      fc.property(file, value, (text, wanted) => {
        const changed = changeSettingsText(text, 'aws', 'config_file', wanted);
        const read = valueIn(changed, 'aws', 'config_file');
        expect(read).toBe(wanted);
      }),
    );
  });

  it('changes or adds one line and keeps every other byte', () => {
    fc.assert(
      fc.property(file, value, (text, wanted) => {
        const changed = changeSettingsText(text, 'aws', 'config_file', wanted);
        const others = (all: string) =>
          all
            .split(/\r?\n/)
            // Its own line, and the comment that may have to leave it.
            .filter((one) => one.trim() !== '' && !/^\s*config_file\s*=|^; why$/.test(one))
            .join('\n');
        const added = /^\[aws\]\s*$/m.test(text) ? '' : '[aws]';
        expect(others(changed)).toBe([others(text), added].filter(Boolean).join('\n'));
      }),
    );
  });

  it('keeps a comment apart from a value that is a lone backslash', () => {
    const text = '[aws]\nconfig_file = \\ ; why\n';
    expect(changeSettingsText(text, 'aws', 'config_file', '\\')).toBe(text);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(file, value, (text, wanted) => {
        const once = changeSettingsText(text, 'aws', 'config_file', wanted);
        expect(changeSettingsText(once, 'aws', 'config_file', wanted)).toBe(once);
      }),
    );
  });

  it.each([900, 901, 3600, 43200, 129600])(
    'writes %i s in a form that is read as it',
    (seconds) => {
      const { section, key } = settingKeys.tokenLife;
      const text = changeSettingsText(settingsTemplate(), section, key, encodeSetting(seconds));
      expect(decodeSettings(readSettingsText(text)).settings.tokenLife).toBe(seconds);
    },
  );
});

describe('a key that is taken out', () => {
  it.each([
    ['goes with its line', '[aws]\nconfig_file = /a\n[x]\ny=1\n', '[aws]\n[x]\ny=1\n'],
    ['leaves the comment behind it', '[aws]\nconfig_file=/a ; mine\n', '[aws]\n; mine\n'],
    ['goes wherever it stands', '[aws]\nconfig_file=1\n[aws]\nconfig_file=2\n', '[aws]\n[aws]\n'],
    [
      'leaves the template’s line',
      '[aws]\n;config_file =\nconfig_file=1',
      '[aws]\n;config_file =\n',
    ],
    ['is left alone in another section', '[x]\nconfig_file=/a\n', '[x]\nconfig_file=/a\n'],
    ['goes when its value is no good', '[aws]\r\nconfig_file = "\r\n', '[aws]\r\n'],
  ])('%s', (_name, before, after) => {
    expect(removeSetting(before, 'aws', 'config_file')).toBe(after);
  });

  it('is as if it had never been set, whatever value and file', () => {
    fc.assert(
      fc.property(file, value, (text, wanted) => {
        const set = changeSettingsText(text, 'aws', 'config_file', wanted);
        const gone = removeSetting(set, 'aws', 'config_file');
        expect(valueIn(gone, 'aws', 'config_file')).toBeUndefined();
        expect(removeSetting(gone, 'aws', 'config_file')).toBe(gone);
      }),
    );
  });
});

describe('the line of a value', () => {
  it.each([
    ['[aws]\nconfig_file = /a\n', 2],
    ['[aws]\r\n\r\n; why\r\nconfig_file = /a\r\n', 4],
    ['\uFEFF[aws]\nconfig_file = /a', 2],
    ['[aws]\nconfig_file = /a\nconfig_file = /b\n', 3],
    ['[aws]\nconfig_file = /a\n[session]\n[aws]\nconfig_file = /b\n', 5],
    ['[aws]\n;config_file = /a\n  config_file  =  "/b"\n', 3],
    ['[session]\nconfig_file = /a\n', undefined],
    ['config_file = /a\n[aws]\n', undefined],
  ])('in %j is %s, the one that counts', (text, line) => {
    expect(readSettingsText(text)('aws', 'config_file')?.line).toBe(line);
  });

  it('is that of a key set anew, wherever the file had it', () => {
    const text = changeSettingsText(settingsTemplate(), 'aws', 'config_file', '/b');
    const line = readSettingsText(text)('aws', 'config_file')?.line ?? 0;
    expect(text.split('\n')[line - 1]).toBe('config_file = /b');
  });
});

describe('a line that says nothing', () => {
  it.each([
    ['[aws]\nconfig_file = /a\n; why\n\n', []],
    ['[aws]\nconfig_file\n', [2, 0]],
    ['[aws]\n[session\ntoken_life = 2h\n', [2, 0]],
    ['session = 1\n[session]\nstart = asked\n', [2, 0]],
    ['; mine\n[aws] ; mine\n[session]\n  [tray]\n', [2, 1]],
  ])('in %j is told with its number and how many more there are: %j', (text, [line, others]) => {
    const told = line === undefined ? [] : [{ kind: 'stray-line', line, others }];
    expect(readStrayLines(text)).toEqual(told);
  });

  it('sets no value', () => {
    expect(readSettingsText('[tray]\nicon\n')('tray', 'icon')).toBeUndefined();
  });
});

describe('the version of settings.ini (ST10)', () => {
  const rule = 'a whole number, and 1 for this Fobwatch';
  it.each([
    ['', 1, []],
    ['[aws]\nversion = 9\n', 1, []],
    ['version = 1\n', 1, []],
    [settingsTemplate(), 1, []],
    ['; mine\nversion = 2 ; why\n[aws]\n', 2, [{ kind: 'newer', version: 2, known: 1 }]],
    ['version = two\n', 1, [{ kind: 'value', key: 'version', value: 'two', rule, line: 1 }]],
    ['\nversion = 0\n', 1, [{ kind: 'value', key: 'version', value: '0', rule, line: 2 }]],
  ])('of %j is %i, with the problems %j', (text, version, problems) => {
    expect(readVersion(text)).toEqual({ version, problems });
  });
});

describe('what can be read as settings', () => {
  it.each([
    ['', true],
    ['\n; only a comment\n', true],
    ['[aws]\nconfig_file = /a\nstray\n', true],
    ['version = 1\n', true],
    [settingsTemplate(), true],
    ['{\n  "aws": {}\n}\n', false],
    ['Dear diary,\nnothing happened.\n', false],
    ['x[] = 1\n[x.length]\ny = 1\n', false],
  ])('%j: %s', (text, readable) => {
    expect(isSettingsText(text)).toBe(readable);
  });

  it('is read without a crash, whatever it is', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('[aws]', '[aws.x]', 'aws = 1', '[__proto__]', 'x[] = 1', 'version = 2', '['),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
        (text) => {
          fc.pre(isSettingsText(text));
          decodeSettings(readSettingsText(text));
          readEndpointSections(text);
          expect(readVersion(text).version).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('validate_certs = no in settings.ini (BO9)', () => {
  const read = (text: string) => readEndpointSections(text);

  it.each([
    ['[endpoint https://127.0.0.1:8443]\nvalidate_certs = no', ['https://127.0.0.1:8443']],
    [
      '[endpoint https://sts.example.org]\nvalidate_certs=No ; for now',
      ['https://sts.example.org:443'],
    ],
    ['[endpoint https://a.b]\nvalidate_certs = yes', []],
    ['[endpoint https://a.b]\n;validate_certs = no', []],
    ['[network]\nvalidate_certs = no', []],
    [
      '[endpoint https://a.b]\nvalidate_certs = no\n[tray]\nicon = dark\n[endpoint https://a.c]\nvalidate_certs = no',
      ['https://a.b:443', 'https://a.c:443'],
    ],
    ['', []],
  ])('%j leaves %j unchecked and nothing else', (text, uncheckedEndpoints) => {
    expect(read(text)).toEqual({ uncheckedEndpoints, problems: [] });
  });

  it.each([
    [
      '[endpoint *]\nvalidate_certs = no',
      'a section such as [endpoint https://sts.example.org:8443]',
    ],
    [
      '[endpoint http://a]\nvalidate_certs = no',
      'a section such as [endpoint https://sts.example.org:8443]',
    ],
    ['[endpoint https://a]\nvalidate_certs = maybe', 'yes or no'],
    ['[endpoint https://a]\nvalidate = no', 'validate_certs and nothing else'],
  ])('%j is a problem, and certificates stay checked', (text, rule) => {
    const { uncheckedEndpoints, problems } = read(text);
    expect(uncheckedEndpoints).toEqual([]);
    expect(problems).toMatchObject([{ rule, line: 2 }]);
  });
});
