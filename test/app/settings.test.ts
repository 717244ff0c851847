import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../app/duration.ts';
import {
  decodeSetting,
  decodeSettings,
  defaultSettings,
  encodeSetting,
  settingKeys,
  settingNames,
} from '../../app/settings.ts';

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['60m', 3600],
    ['12h', 43_200],
    ['1d', 86_400],
    ['1h 30m', 5400],
    ['1h30m', 5400],
    [' 2H ', 7200],
    ['900', 900],
    ['0', 0],
  ])('"%s" is %i s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([[''], ['h'], ['-5m'], ['1.5h'], ['10 minutes'], ['1w'], ['5m30'], ['1e3'], ['٣m']])(
    '"%s" is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it('never throws, never is negative or broken', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789smhd .-')) }),
        (text) => {
          const seconds = parseDuration(text);
          expect(seconds === null || (Number.isSafeInteger(seconds) && seconds >= 0)).toBe(true);
        },
      ),
    );
  });
});

/** Least and most of each duration, in seconds (aws-rules.md, Limits; ST1, SE3). */
const ranges = [
  ['tokenLife', 900, 129_600],
  ['credentialLife', 900, 43_200],
  ['productionLife', 900, 43_200],
  ['productionClipboard', 1, 3600],
  ['renewWindow', 1, 43_200],
  ['noticeLead', 1, 86_400],
  ['clipboardLife', 1, 3600],
  ['windowKept', 1, 86_400],
  ['connectTimeout', 1, 60],
  ['callTimeout', 1, 300],
] as const;

describe('a setting', () => {
  it.each(ranges)('%s takes %i to %i s and nothing beside', (key, least, most) => {
    const taken = [least - 1, least, most, most + 1].map((s) => decodeSetting(key, `${s}s`).ok);
    expect(taken).toEqual([false, true, true, false]);
  });

  it('with a bad value says the rule it breaks (ST13)', () => {
    expect(decodeSetting('tokenLife', 'forever')).toEqual({
      ok: false,
      rule: 'a time from 900 to 129600 seconds, such as 90s, 10m or 12h',
    });
  });

  it.each([
    ['start', 'all', true],
    ['start', ' asked ', true],
    ['start', 'some', false],
    ['start', '', false],
    ['trayIcon', 'auto', true],
    ['trayIcon', 'dark', true],
    ['trayIcon', 'red', false],
  ] as const)('%s = "%s": %s', (key, text, taken) => {
    expect(decodeSetting(key, text).ok).toBe(taken);
  });

  it.each([
    ['system', 'system'],
    [' none ', 'none'],
    ['http://proxy:3128', 'http://proxy:3128'],
    ['HTTPS://proxy', 'https://proxy:443'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['proxy:3128', null],
    ['socks5://proxy:1080', null],
    ['http://ada:secret@proxy:3128', null],
    ['http://proxy:99999', null],
    ['', null],
  ])('proxy = "%s" is %s, and a password is never taken into the file (BO9)', (text, value) => {
    const decoded = decodeSetting('proxy', text);
    expect(decoded.ok ? decoded.value : null).toBe(value);
  });

  it.each([
    ['', null],
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['https://aws.example.org/', 'https://aws.example.org:443'],
  ])('signInEndpoint = "%s" is %s', (text, value) => {
    expect(decodeSetting('signInEndpoint', text)).toEqual({ ok: true, value });
  });

  it.each([
    ['aws.example.org'],
    ['https://aws.example.org/federation'],
    ['https://ada:x@aws.example.org'],
    ['ftp://aws.example.org'],
  ])('signInEndpoint is never %s', (text) => {
    expect(decodeSetting('signInEndpoint', text).ok).toBe(false);
  });

  it.each([['"firefox'], ["it's"], ['""']])('consoleBrowser is never %s', (text) => {
    expect(decodeSetting('consoleBrowser', text).ok).toBe(false);
  });

  it('proxyUser is a name without a colon', () => {
    expect(decodeSetting('proxyUser', 'ada:secret').ok).toBe(false);
  });

  it.each([
    ['', null],
    ['  ', null],
    [' ~/jobs/aws config ', '~/jobs/aws config'],
  ])('configFile = "%s" is %s', (text, value) => {
    expect(decodeSetting('configFile', text)).toEqual({ ok: true, value });
  });
});

/** The ini texts of a file that has every key. */
const written = {
  'aws.config_file': '/etc/aws/config',
  'aws.credentials_file': '',
  'session.token_life': '60m',
  'session.credential_life': '15m',
  'session.start': 'asked',
  'production.rules': 'prod , 4444*,,not arn:aws:iam::444455556666:role/Demo*',
  'production.life': '20m',
  'production.clear_after': '10s',
  'renewal.window': '10m',
  'notice.lead': '90s',
  'notice.quiet_hours': '22:00-07:00',
  'notice.fetch': 'on',
  'lock.with_screen': 'on',
  'lock.before_sleep': 'on',
  'lock.touch_id': 'on',
  'lock.after_idle': '10m',
  'clipboard.clear_after': '30',
  'export.format': 'vault',
  'export.shell': 'fish',
  'write.when_ended': 'remove',
  'journal.to': 'stream',
  'journal.detail': 'debug',
  'window.theme': 'dark',
  'window.language': 'de',
  'window.keep': '1m',
  'tray.icon': 'light',
  'tray.text': 'left',
  'keyboard.shortcut': 'ctrl+alt+f',
  'network.proxy': 'http://Proxy.Example.org:3128/',
  'network.proxy_user': ' ada ',
  'network.no_proxy': '10.0.0.0/8, .corp',
  'network.ca_bundle': '~/corp.pem',
  'network.connect_timeout': '2s',
  'network.timeout': '1m',
  'network.signin_endpoint': 'https://AWS.example.org:8443/',
  'console.browser': ' firefox -P "at work" {url} ',
  'updates.when_new': 'install',
  'updates.channel': 'beta',
  'updates.feed': 'https://downloads.example.org/fobwatch',
};

const read = (texts: Readonly<Record<string, string>>) =>
  decodeSettings((section, key) => {
    const place = `${section}.${key}`;
    const text = texts[place];
    return text === undefined ? undefined : { text, line: Object.keys(texts).indexOf(place) + 1 };
  });

describe('settings.ini (ST10)', () => {
  it('has one section and key for each setting', () => {
    const places = Object.values(settingKeys).map(({ section, key }) => `${section}.${key}`);
    expect(places).toEqual(Object.keys(written));
  });

  it('is read whole', () => {
    expect(read(written)).toEqual({
      problems: [],
      settings: {
        configFile: '/etc/aws/config',
        credentialsFile: null,
        tokenLife: 3600,
        credentialLife: 900,
        start: 'asked',
        productionRules: 'prod, 4444*, not arn:aws:iam::444455556666:role/Demo*',
        productionLife: 1200,
        productionClipboard: 10,
        renewWindow: 600,
        noticeLead: 90,
        noticeQuiet: '22:00-07:00',
        noticeFetch: 'on',
        lockWithScreen: 'on',
        lockBeforeSleep: 'on',
        lockTouchId: 'on',
        lockAfterIdle: 600,
        clipboardLife: 30,
        exportFormat: 'vault',
        exportShell: 'fish',
        writtenEnded: 'remove',
        journalTo: 'stream',
        journalDetail: 'debug',
        trayIcon: 'light',
        trayText: 'left',
        globalShortcut: 'Ctrl+Alt+F',
        theme: 'dark',
        language: 'de',
        windowKept: 60,
        proxy: 'http://proxy.example.org:3128',
        proxyUser: 'ada',
        noProxy: '10.0.0.0/8, .corp',
        caBundle: '~/corp.pem',
        connectTimeout: 2,
        callTimeout: 60,
        signInEndpoint: 'https://aws.example.org:8443',
        consoleBrowser: 'firefox -P "at work" {url}',
        updates: 'install',
        updatesChannel: 'beta',
        updatesFeed: 'https://downloads.example.org/fobwatch/',
      },
    });
  });

  it('that is empty means the defaults', () => {
    expect(read({})).toEqual({ settings: defaultSettings, problems: [] });
  });

  it('with bad values keeps their defaults, names each with its line, and takes the rest', () => {
    const { settings, problems } = read({
      'session.token_life': '1s',
      'tray.icon': 'red',
      'notice.lead': '5m',
    });
    expect(settings).toEqual({ ...defaultSettings, noticeLead: 300 });
    expect(problems).toMatchObject([
      { kind: 'value', key: 'session.token_life', value: '1s', line: 1 },
      { kind: 'value', key: 'tray.icon', value: 'red', line: 2 },
    ]);
  });
});

describe('a value as settings.ini writes it', () => {
  it.each([
    [43_200, '12h'],
    [5400, '90m'],
    [90, '90s'],
    [1, '1s'],
    [null, ''],
    ['asked', 'asked'],
  ] as const)('%s is "%s"', (value, text) => {
    expect(encodeSetting(value)).toBe(text);
  });

  it.each(ranges)('%s reads back as what it was', (key, least, most) => {
    fc.assert(
      fc.property(fc.integer({ min: least, max: most }), (seconds) => {
        expect(decodeSetting(key, encodeSetting(seconds))).toEqual({ ok: true, value: seconds });
      }),
    );
  });

  it('of the defaults reads back as the defaults', () => {
    const texts = settingNames.map((name) => {
      const { section, key, standard } = settingKeys[name];
      return [`${section}.${key}`, encodeSetting(standard)] as const;
    });
    expect(read(Object.fromEntries(texts))).toEqual({ settings: defaultSettings, problems: [] });
  });
});

describe('rules of production that are none', () => {
  const lead =
    'names, account numbers and ARNs by commas, with * for anything and not before what is none: ';

  it.each([
    ['prod, 1234', '“1234” is no account number of twelve digits'],
    [
      'arn:aws:s3:::bucket',
      '“arn:aws:s3:::bucket” is no ARN of a role or user, such as arn:aws:iam::111122223333:role/admin',
    ],
    ['!prod', '“!prod” is no name'],
    [`${'a,'.repeat(500)}last`, '“last” is one too many'],
  ])('%j: %s', (text, flaw) => {
    expect(decodeSetting('productionRules', text)).toEqual({ ok: false, rule: `${lead}${flaw}` });
  });
});
