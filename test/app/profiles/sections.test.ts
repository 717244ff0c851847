import { describe, expect, it } from 'vitest';
import { readSections, type Section } from '../../../app/profiles/sections.ts';
import type { AwsFileKind } from '../../../app/profiles/profile.ts';

const read = (text: string, kind: AwsFileKind = 'config') =>
  readSections(kind, { path: `/home/ada/.aws/${kind}`, text });

const texts = (section: Section): Record<string, string> =>
  Object.fromEntries([...section.texts].map(([key, { value }]) => [key, value]));

/** Sections as `kind name` with their bare texts. */
const shape = (text: string, kind: AwsFileKind = 'config') =>
  [...read(text, kind).sections].map(([key, section]) => [key, texts(section)]);

const problems = (text: string, kind: AwsFileKind = 'config') =>
  read(text, kind).problems.map((problem) => `${problem.line} ${problem.kind}`);

describe('section headers of the config file', () => {
  it.each([
    ['[default]', 'default default'],
    ['[profile a]', 'profile a'],
    ['[profile\ta]', 'profile a'],
    ['[profile   a]', 'profile a'],
    ['[ \tprofile a \t]', 'profile a'],
    ['[profile "a"]', 'profile a'],
    ["[profile 'a']", 'profile a'],
    ['[profile a] ; comment', 'profile a'],
    ['[profile a]; comment', 'profile a'],
    ['[profile a]# [profile b]', 'profile a'],
    ['  [profile a]', 'profile a'],
    ['\uFEFF[profile a]', 'profile a'],
    ['[profile a]\r', 'profile a'],
    ['[profile team.prod/eu_1%x@y:z+w-v]', 'profile team.prod/eu_1%x@y:z+w-v'],
    ['[profile __proto__]', 'profile __proto__'],
    ['[profile constructor]', 'profile constructor'],
    ['[profile default]', 'profile default'],
    ['[sso-session corp]', 'sso-session corp'],
    ['[services local]', 'services local'],
  ])('%j opens %s', (header, key) => {
    expect(shape(`${header}\nregion = eu-west-1`)).toEqual([[key, { region: 'eu-west-1' }]]);
    expect(problems(header)).toEqual([]);
  });

  it.each([
    ['[profile a', 'unclosed-header'],
    ['[', 'unclosed-header'],
    ['[profile a] b', 'text-after-header'],
    ['[profile a]]', 'text-after-header'],
    ['[]', 'invalid-name'],
    ['[   ]', 'invalid-name'],
    ['[profile in valid]', 'invalid-name'],
    ['[profile "in valid"]', 'invalid-name'],
    ['[profile "a\']', 'invalid-name'],
    ['[profile größe]', 'invalid-name'],
    ['[profile a # b]', 'invalid-name'],
    ['[profilea!]', 'invalid-name'],
    [`[profile ${'x'.repeat(257)}]`, 'invalid-name'],
    ['[Profile a]', 'unknown-section'],
    ['[toolkit a]', 'unknown-section'],
    ['[a]', 'prefix-missing'],
    ['[profilea]', 'prefix-missing'],
    ['[__proto__]', 'prefix-missing'],
  ])('%j is skipped with its keys as %s', (header, kind) => {
    const text = `[profile before]\nregion = eu-west-1\n${header}\nregion = us-east-1`;
    expect(shape(text)).toEqual([['profile before', { region: 'eu-west-1' }]]);
    expect(problems(text)).toEqual([`3 ${kind}`]);
  });

  it.each(['[plugins]', '[preview]'])("skips the AWS CLI's own %s without a word", (header) => {
    expect(shape(`${header}\ncli_legacy = x`)).toEqual([]);
    expect(problems(`${header}\ncli_legacy = x`)).toEqual([]);
  });
});

describe('section headers of the credentials file', () => {
  it.each([
    ['[default]', 'profile default'],
    ['[a]', 'profile a'],
    ['[   a    ]', 'profile a'],
    ['[a];x', 'profile a'],
    ['[team.prod]', 'profile team.prod'],
    ['[profile]', 'profile profile'],
  ])('%j opens %s', (header, key) => {
    expect(shape(header, 'credentials')).toEqual([[key, {}]]);
  });

  it('skips a profile written with the prefix of the config file, and says so', () => {
    expect(shape('[profile a]\nregion = x', 'credentials')).toEqual([]);
    expect(read('[profile a]\nregion = x', 'credentials').problems).toEqual([
      {
        kind: 'prefix-in-credentials',
        name: 'a',
        file: 'credentials',
        path: '/home/ada/.aws/credentials',
        line: 1,
      },
    ]);
  });
});

describe('properties', () => {
  it.each([
    ['region = eu-west-1', { region: 'eu-west-1' }],
    ['region=eu-west-1', { region: 'eu-west-1' }],
    ['region \t=  \teu-west-1 \t', { region: 'eu-west-1' }],
    ['REGION = eu-west-1', { region: 'eu-west-1' }],
    ['x = a=b==', { x: 'a=b==' }],
    ['x = value;x', { x: 'value;x' }],
    ['x = value#x', { x: 'value#x' }],
    ['x = value ;x', { x: 'value' }],
    ['x = value\t# x ; y', { x: 'value' }],
    ['x = 😂', { x: '😂' }],
    ['x = one\nX = two', { x: 'two' }],
    ['x = one\nx =', { x: 'one' }],
    [
      '__proto__ = a\nconstructor = b',
      Object.fromEntries([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    ],
    ['  region = eu\n  output = json', { region: 'eu', output: 'json' }],
    ['\tregion = eu\n\toutput = json', { region: 'eu', output: 'json' }],
    ['# c\n  # c\n;c\n\t;c\n\n \t\nx = 1', { x: '1' }],
    ['x = 1\r\ny = 2\r\n', { x: '1', y: '2' }],
  ])('%j', (body, expected) => {
    expect(shape(`[profile a]\n${body}`)).toEqual([['profile a', expected]]);
    expect(problems(`[profile a]\n${body}`)).toEqual([]);
  });

  it.each([
    ['s3 =\n  max = 1\n  min = 2\nregion = eu', { 's3.max': '1', 's3.min': '2', region: 'eu' }],
    ['s3 =\n\n  max = 1\n # c\n  min = 2', { 's3.max': '1', 's3.min': '2' }],
    ['  s3 =\n    max = 1\n  region = eu', { 's3.max': '1', region: 'eu' }],
    ['  region =\n  output = json', { output: 'json' }],
    ['s3 =\nregion = eu\n', { region: 'eu' }],
    ['a =\n b =\n  c = d', { 'a.c': 'd' }],
  ])('nests one level by indentation: %j', (body, expected) => {
    expect(shape(`[profile a]\n${body}`)).toEqual([['profile a', expected]]);
    expect(problems(`[profile a]\n${body}`)).toEqual([]);
  });

  it.each([
    ['region', 'not-a-property'],
    ['key : value', 'not-a-property'],
    ['= value', 'invalid-key'],
    ['in valid = value', 'invalid-key'],
    ['s3.max = 1', 'invalid-key'],
    ['ключ = 1', 'invalid-key'],
    ['a\0b = 1', 'not-text'],
  ])('%j is skipped as %s and its neighbours are read', (line, kind) => {
    const text = `[profile a]\nx = 1\n${line}\ny = 2`;
    expect(shape(text)).toEqual([['profile a', { x: '1', y: '2' }]]);
    expect(read(text).problems).toMatchObject([{ kind, line: 3, profile: 'a' }]);
  });

  it('reads a property below a deeper one without a parent, and says that others will not', () => {
    const text = '[profile a]\nregion = eu\n  output = json\nx = 1';
    expect(shape(text)).toEqual([['profile a', { region: 'eu', output: 'json', x: '1' }]]);
    expect(read(text).problems).toMatchObject([{ kind: 'unexpected-indent', line: 3 }]);
  });

  it('reports a property before any section once for each line', () => {
    expect(problems('a = 1\n b = 2\n[profile x]')).toEqual([
      '1 property-outside-section',
      '2 property-outside-section',
    ]);
  });
});

describe('merging within a file', () => {
  it('merges duplicate sections, the last property winning, and says where the first one is', () => {
    const text = '[profile a]\nx = 1\ny = 1\n[profile b]\n[profile a]\ny = 2\nz = 2';
    expect(shape(text)).toEqual([
      ['profile a', { x: '1', y: '2', z: '2' }],
      ['profile b', {}],
    ]);
    expect(read(text).problems).toMatchObject([
      { kind: 'duplicate-section', profile: 'a', line: 5, firstLine: 1 },
    ]);
  });

  it('does not let an indented line reach into the section before', () => {
    expect(shape('[profile a]\ns3 =\n[profile b]\n  max = 1')).toEqual([
      ['profile a', {}],
      ['profile b', { max: '1' }],
    ]);
  });
});

describe('junk', () => {
  it('skips a header with a NUL together with its keys', () => {
    const text = '[profile a]\nx = 1\n[profile \0b]\nx = 2\n[profile c]\nx = 3';
    expect(shape(text)).toEqual([
      ['profile a', { x: '1' }],
      ['profile c', { x: '3' }],
    ]);
    expect(problems(text)).toEqual(['3 not-text']);
  });

  it('lists a hundred problems of a file and counts the rest', () => {
    const { problems: found, sections } = read(`${'junk\n'.repeat(5000)}[profile a]\nx = 1`);
    expect(sections.size).toBe(1);
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toMatchObject({ kind: 'more-problems', line: 101, count: 4900 });
  });

  it('reads on after a line of four million characters', () => {
    const huge = ' \t;x'.repeat(1_000_000);
    const text = `[profile a]\nx = ${huge}\n${'['.repeat(4_000_000)}\n[profile b]\ny = 2`;
    expect(shape(text)).toEqual([
      ['profile a', {}],
      ['profile b', { y: '2' }],
    ]);
  });
});

describe('secrets', () => {
  it.each([
    'aws_secret_access_key',
    'AWS_SECRET_ACCESS_KEY',
    'aws_session_token',
    'aws_security_token',
  ])('wraps %s as it is read, nested or not', (key) => {
    const { sections } = read(`[profile a]\n${key} = hidden-1\ns3 =\n ${key} = hidden-2`);
    const section = sections.get('profile a');
    expect([...(section?.secrets.keys() ?? [])]).toEqual([
      key.toLowerCase(),
      `s3.${key.toLowerCase()}`,
    ]);
    expect(section?.texts.size).toBe(0);
  });
});
