import { externalDataInterceptor, parseKnownFiles } from '@smithy/shared-ini-file-loader';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeAwsFiles } from '../../../app/profiles/merge.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { reveal } from '../../../app/secret.ts';
import { patience, runs } from '../../support/runs.ts';

/**
 * The JavaScript SDK's own loader beside ours, through its interceptor for file contents: the same
 * code path as for files on disk, without the disk.
 */
const CONFIG = '/intercepted/config';
const CREDENTIALS = '/intercepted/credentials';

const wait = patience(1000);

type Profiles = Record<string, Record<string, string>>;

/** What the SDK reads; undefined where it gives a whole file up. */
const theirs = async (config: string, credentials = ''): Promise<Profiles> => {
  externalDataInterceptor.interceptFile(CONFIG, config);
  externalDataInterceptor.interceptFile(CREDENTIALS, credentials);
  const read = await parseKnownFiles({ configFilepath: CONFIG, filepath: CREDENTIALS });
  const profiles: Profiles = Object.create(null);
  for (const [name, values] of Object.entries(read)) {
    if (/^(services|sso-session)\./.test(name)) continue;
    const into: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(values)) if (value !== undefined) into[key] = value;
    profiles[name] = into;
  }
  return profiles;
};

/** What we read, in the same shape. */
const ours = (config: string, credentials = ''): Profiles => {
  const { profiles } = mergeAwsFiles({
    config: { path: CONFIG, text: config },
    credentials: { path: CREDENTIALS, text: credentials },
  });
  const all: Profiles = Object.create(null);
  for (const { name, texts, secrets } of profiles.values()) {
    const into: Record<string, string> = Object.create(null);
    for (const [key, { value }] of texts) into[key] = value;
    for (const [key, { value }] of secrets) into[key] = reveal(value);
    all[name] = into;
  }
  return all;
};

/** As a Map: a profile may be named __proto__. */
const entries = (profiles: Profiles) => new Map(Object.entries(profiles));

/** Profiles without a property, which the SDK drops, taken out. */
const filled = (profiles: Profiles): Profiles =>
  Object.fromEntries(
    Object.entries(profiles).filter(([, values]) => Object.keys(values).length > 0),
  );

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const chars = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: 1, maxLength });

const name = fc.oneof(
  pick('default', 'a', 'b', 'team.prod', 'x/y', 'a@b', '100%', 'a:b', 'c+d', '-'),
  chars('abAB01_./@%:+-', 6).filter(
    (text) => text !== '__proto__' && !text.startsWith('services.'),
  ),
);
const key = fc.oneof(
  pick('region', 'role_arn', 'source_profile', 'mfa_serial', 'aws_access_key_id'),
  pick('aws_secret_access_key', 'aws_session_token', 'services'),
  chars('abxy_-019', 5).filter((text) => text !== '__proto__'),
);
const value = fc.oneof(
  pick(
    'eu-west-1',
    'value;x',
    'value#x',
    'a=b==',
    'arn:aws:iam::1:role/x',
    '"quoted"',
    '[x]',
    '😂',
  ),
  chars('aZ09+/=;#[]"\'. :', 12)
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/(^|\s)[;#]/.test(text)),
);
const gap = pick('', ' ', '\t', '  ');
const comment = pick('', '', '', ' # note', '\t; note = x', ' ;');
const property = fc
  .tuple(key, gap, gap, value, comment)
  .map(([k, before, after, v, c]) => `${k}${before}=${after}${v}${c}`);
/** A nested block is closed by the next property at the margin. */
const nested = fc
  .tuple(key, fc.array(fc.tuple(pick(' ', '  ', '\t'), property), { minLength: 1, maxLength: 3 }))
  .map(([k, lines]) => [`${k} =`, ...lines.map(([indent, line]) => indent + line)].join('\n'));
const remark = pick('', ' \t', '# note', '; [profile no]', '  # indented note');
const body = fc.array(fc.oneof(property, property, nested, remark), { maxLength: 6 });
const lineEnd = pick('\n', '\r\n');

const file = (header: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.array(fc.tuple(header, property, body), { maxLength: 5 }),
      lineEnd,
      fc.boolean(),
      remark,
    )
    .map(([sections, end, closed, first]) => {
      const lines = sections.flatMap(([head, property0, rest]) => [head, property0, ...rest]);
      return [first, ...lines].join('\n').replaceAll('\n', end) + (closed ? end : '');
    });

const configHeader = fc
  .tuple(
    fc.oneof(
      name.map((text) => (text === 'default' ? '[default]' : `[profile ${text}]`)),
      name.map((text) => `[profile\t${text}]`),
      name.map((text) => `[profile "${text}"]`),
      pick('[sso-session corp]', '[services local]', '[toolkit x]', '[profile in valid]'),
    ),
    pick('', '', ' # note', ' ; note'),
  )
  .map(([head, tail]) => head + tail);
const credentialsHeader = fc
  .tuple(name, pick('', ' # n'))
  .map(([text, tail]) => `[${text}]${tail}`);

describe('the common subset with @smithy/shared-ini-file-loader', { timeout: wait }, () => {
  it('reads the same profiles with the same properties from both files', async () => {
    await fc.assert(
      fc.asyncProperty(file(configHeader), file(credentialsHeader), async (config, credentials) => {
        expect(filled(ours(config, credentials))).toEqual({
          ...(await theirs(config, credentials)),
        });
      }),
      runs(500),
    );
  });
});

type Difference = {
  readonly what: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly ours: Profiles;
  readonly theirs: Profiles;
};

/** Where we follow the rules that the SDKs share (or the AWS CLI) and that loader does not. */
const DIFFERENCES: readonly Difference[] = [
  {
    what: 'it keeps the case of keys',
    config: '[profile a]\nRegion = x\nregion = y',
    ours: { a: { region: 'y' } },
    theirs: { a: { Region: 'x', region: 'y' } },
  },
  {
    what: 'it drops profiles without a property',
    config: '[profile a]\n[profile b]\nx = 1',
    ours: { a: {}, b: { x: '1' } },
    theirs: { b: { x: '1' } },
  },
  {
    what: 'a comment that touches the header makes it spill the keys into the section before',
    config: '[profile b]\nx = 1\n[profile a]; note\nx = 2',
    ours: { a: { x: '2' }, b: { x: '1' } },
    theirs: { b: { x: '2' } },
  },
  {
    what: 'so does a header that is not closed',
    config: '[profile b]\nx = 1\n[profile a\nx = 2',
    ours: { b: { x: '1' } },
    theirs: { b: { x: '2' } },
  },
  {
    what: 'so does a header with text behind it',
    config: '[profile b]\nx = 1\n[profile a] y\nx = 2',
    ours: { b: { x: '1' } },
    theirs: { b: { x: '2' } },
  },
  {
    what: 'a profile named __proto__ makes it give the whole file up',
    config: '[profile a]\nx = 1\n[profile __proto__]\nx = 2',
    ours: { a: { x: '1' }, ['__proto__']: { x: '2' } },
    theirs: {},
  },
  {
    what: 'a profile named like a member of Object gets lost: its keys land on that member',
    config: '[profile a]\nx = 1\n[profile constructor]\nplanted_by_test = 2',
    ours: { a: { x: '1' }, constructor: { planted_by_test: '2' } },
    theirs: { a: { x: '1' } },
  },
  {
    what: 'it wants exactly one space or tab before the name',
    config: '[profile  a]\nx = 1\n[ profile b ]\nx = 1',
    ours: { a: { x: '1' }, b: { x: '1' } },
    theirs: {},
  },
  {
    what: 'it takes a bare [profile.a] for a profile',
    config: '[profile.a]\nx = 1',
    ours: {},
    theirs: { a: { x: '1' } },
  },
  {
    what: 'it keeps spaces in the names of the credentials file',
    credentials: '[ a ]\nx = 1',
    ours: { a: { x: '1' } },
    theirs: { ' a ': { x: '1' } },
  },
  {
    what: 'it takes any text for a name in the credentials file',
    credentials: '[my own keys]\nx = 1\n[größe]\nx = 1',
    ours: {},
    theirs: { 'my own keys': { x: '1' }, größe: { x: '1' } },
  },
  {
    what: 'it takes [profile a] in the credentials file for a profile of an odd name',
    credentials: '[profile a]\nx = 1',
    ours: {},
    theirs: { 'profile.a': { x: '1' } },
  },
  {
    what: 'an empty [profile default] does not shadow [default] for it',
    config: '[default]\nx = 1\n[profile default]',
    ours: { default: {} },
    theirs: { default: { x: '1' } },
  },
  {
    what: 'it takes keys with any characters',
    config: '[profile a]\nin valid = 1\ns3.max = 2\nx = 3',
    ours: { a: { x: '3' } },
    theirs: { a: { 'in valid': '1', 's3.max': '2', x: '3' } },
  },
  {
    what: 'it nests by "indented or not", not by depth, so an indented section never gets out again',
    config: '[profile a]\n  s3 =\n    max = 1\n  region = x',
    ours: { a: { 's3.max': '1', region: 'x' } },
    theirs: { a: { 's3.max': '1', 's3.region': 'x' } },
  },
  {
    what: 'an empty key inside a block opens a block of its own for it',
    config: '[profile a]\ns3 =\n  max =\n  min = 1',
    ours: { a: { 's3.min': '1' } },
    theirs: { a: { 'max.min': '1' } },
  },
  {
    what: 'it reads lines with a NUL',
    config: '[profile a]\nx = 1\0\ny = 2',
    ours: { a: { y: '2' } },
    theirs: { a: { x: '1\0', y: '2' } },
  },
];

describe('the differences to @smithy/shared-ini-file-loader', () => {
  it.each(DIFFERENCES)('$what', async ({ config = '', credentials = '', ...expected }) => {
    expect(entries(ours(config, credentials))).toEqual(entries(expected.ours));
    expect(entries(await theirs(config, credentials))).toEqual(entries(expected.theirs));
    Reflect.deleteProperty(Object, 'planted_by_test');
  });
});

describe('any text at all', { timeout: wait }, () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'[]=#; \t\r\0"\'aprofile_'.split('')), maxLength: 20 }),
    pick(
      '[',
      ']',
      '[profile',
      '[profile z]',
      '[default]',
      '[z]',
      '[services s]',
      ' =',
      '= x',
      '\uFEFF',
    ),
    pick(
      'role_arn = x',
      'source_profile = z',
      'services = s',
      'aws_secret_access_key',
      '[__proto__]',
    ),
    property,
  );
  const junk = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

  it('is read without an exception', () => {
    fc.assert(
      fc.property(junk, junk, (config, credentials) => {
        const set = parseAwsFiles({
          config: { path: CONFIG, text: config },
          credentials: { path: CREDENTIALS, text: credentials },
        });
        for (const problem of set.problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.line).toBeLessThanOrEqual(
            (problem.file === 'config' ? config : credentials).split('\n').length,
          );
        }
      }),
      runs(1000),
    );
  });

  it('around a good profile does not hide or change it', () => {
    const good = fc
      .tuple(fc.array(property, { maxLength: 5 }), fc.boolean())
      .map(([lines, closed]) =>
        ['[profile good-one]', ...lines, ...(closed ? [''] : [])].join('\n'),
      );
    const after = fc.tuple(pick('[profile z]', '[', '[x y]', '[default]'), junk);
    fc.assert(
      fc.property(junk, good, after, (before, profile, [header, rest]) => {
        const text = `${before}\n${profile}\n${header}\n${rest}`;
        expect(ours(text)['good-one']).toEqual(ours(profile)['good-one']);
      }),
      runs(1000),
    );
  });
});
