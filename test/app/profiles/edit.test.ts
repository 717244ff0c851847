import { describe, expect, it } from 'vitest';
import { putSection, removeSection, revertSection, type Put } from '../../../app/profiles/edit.ts';
import { ownedSections, type LongTermInFile } from '../../../app/profiles/owned-section.ts';
import { isProfileName, type AwsFileKind } from '../../../app/profiles/profile.ts';

const target = (file: AwsFileKind, name = 'dev'): Put['target'] => {
  if (!isProfileName(name)) throw new Error(`no profile name: ${name}`);
  return { file, name };
};

const credentials = (over: Partial<Put> = {}): Put => ({
  target: target('credentials'),
  set: [
    ['aws_access_key_id', 'ASIANEW'],
    ['aws_secret_access_key', 'new/secret+=='],
    ['aws_session_token', 'new/token=='],
  ],
  setIfNew: [],
  grant: 'role:dev',
  replace: false,
  isKept: () => false,
  ...over,
});

const live = (over: Partial<Put> = {}): Put => ({
  ...credentials(),
  target: target('config', 'dev-live'),
  set: [['credential_process', '"/opt/fobwatch" credentials "dev"']],
  setIfNew: [['region', 'eu-central-1']],
  ...over,
});

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const MARK = '# Fobwatch writes this section, for role:dev';
const MARK_KEYS = '# Fobwatch writes its keys in this section, for role:dev';
const OURS = [
  'aws_access_key_id = ASIANEW',
  'aws_secret_access_key = new/secret+==',
  'aws_session_token = new/token==',
];

const textAfter = (text: string, put: Put): string => {
  const done = putSection(text, put);
  if (!done.ok) throw new Error(done.failure.kind);
  return done.value.text;
};

const refusal = (text: string, put: Put): unknown => {
  const done = putSection(text, put);
  return done.ok ? 'done' : done.failure;
};

describe('credentials written into a profile (SE1)', () => {
  it('make a file of nothing', () => {
    expect(textAfter('', credentials())).toBe(lines('[dev]', MARK, ...OURS));
  });

  it('stand in a section of their own at the end, behind an empty line', () => {
    const before = lines('# mine', '[ada]', 'aws_access_key_id = AKIAADA');
    expect(textAfter(before, credentials())).toBe(before + lines('', '[dev]', MARK, ...OURS));
  });

  it('go into [default] as into any other', () => {
    const put = credentials({ target: target('credentials', 'default') });
    expect(textAfter('', put)).toBe(lines('[default]', MARK, ...OURS));
  });

  it('leave the last line of a file unended where it was', () => {
    expect(textAfter('[ada]\nregion = x', credentials())).toBe(
      ['[ada]', 'region = x', '', '[dev]', MARK, ...OURS].join('\n'),
    );
  });

  it('keep the line ends of Windows, and a byte order mark', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(textAfter(`\uFEFF${crlf('[ada]\nx = 1\n')}`, credentials())).toBe(
      `\uFEFF${crlf(lines('[ada]', 'x = 1', '', '[dev]', MARK, ...OURS))}`,
    );
  });

  it('are written bare however they end, never in quotes', () => {
    expect(textAfter('', credentials())).toContain('\naws_session_token = new/token==\n');
  });

  it('replace those written before, in their places', () => {
    const before = lines(
      '[dev]',
      MARK,
      'aws_secret_access_key=old',
      '# a remark',
      'aws_access_key_id   =   ASIAOLD',
      'aws_session_token = old',
      '[ops]',
      'x = 1',
    );
    expect(textAfter(before, credentials())).toBe(
      lines(
        '[dev]',
        MARK,
        'aws_secret_access_key=new/secret+==',
        '# a remark',
        'aws_access_key_id   =   ASIANEW',
        'aws_session_token = new/token==',
        '[ops]',
        'x = 1',
      ),
    );
  });

  it('leave region and output of the target alone and say so (SE7)', () => {
    const before = lines('[dev]', 'region = eu-west-1', 'output = json', '[ops]', 'x = 1');
    const done = putSection(before, credentials({ replace: true }));
    expect(done).toEqual({
      ok: true,
      value: {
        existed: true,
        left: ['region', 'output'],
        text: lines(
          '[dev]',
          MARK_KEYS,
          ...OURS,
          'region = eu-west-1',
          'output = json',
          '[ops]',
          'x = 1',
        ),
      },
    });
  });

  it('keep a comment that stood behind a value, on a line of its own', () => {
    const before = lines('[dev]', 'aws_access_key_id = ASIAOLD # from the wiki');
    expect(textAfter(before, credentials({ replace: true }))).toBe(
      lines('[dev]', MARK_KEYS, OURS[1] ?? '', OURS[2] ?? '', '# from the wiki', OURS[0] ?? ''),
    );
  });

  it('leave no session token under its old name, which botocore reads first', () => {
    const before = lines('[dev]', 'aws_security_token = old', 'region = x');
    expect(textAfter(before, credentials({ replace: true }))).toBe(
      lines('[dev]', MARK_KEYS, ...OURS, 'region = x'),
    );
  });

  it('are indented as the section is: deeper lines would become a part of them', () => {
    const before = lines('[dev]', '', '  region = x', '[ops]');
    expect(textAfter(before, credentials({ replace: true }))).toBe(
      lines(
        '[dev]',
        `  ${MARK_KEYS}`,
        ...OURS.map((line) => `  ${line}`),
        '',
        '  region = x',
        '[ops]',
      ),
    );
  });

  it('take the place of the last of several sections of one name, and leave no old keys in the others', () => {
    const before = lines(
      '[dev]',
      'aws_access_key_id = ASIAOLD',
      'x = 1',
      '[ops]',
      '[dev]',
      'y = 2',
    );
    expect(textAfter(before, credentials({ replace: true }))).toBe(
      lines('[dev]', 'x = 1', '[ops]', '[dev]', MARK_KEYS, ...OURS, 'y = 2'),
    );
  });
});

describe('a target that is there already (SE4)', () => {
  const foreign = lines(
    '[dev]',
    'aws_access_key_id = ASIAOLD',
    'aws_secret_access_key = old',
    'aws_session_token = old',
  );
  const longTerm = lines(
    '[dev]',
    'aws_access_key_id = AKIAOLD',
    'aws_secret_access_key = old/secret',
  );

  it('is refused when it is not ours and nobody agreed', () => {
    expect(refusal(foreign, credentials())).toEqual({ kind: 'foreign' });
    expect(refusal(lines('[dev]'), credentials())).toEqual({ kind: 'foreign' });
  });

  it('is replaced when somebody agreed', () => {
    expect(textAfter(foreign, credentials({ replace: true }))).toBe(
      lines('[dev]', MARK_KEYS, ...OURS),
    );
  });

  it('is not replaced, whoever agreed, while it holds a long-term key that is nowhere else', () => {
    expect(refusal(longTerm, credentials({ replace: true }))).toEqual({
      kind: 'long-term-key',
      accessKeyId: 'AKIAOLD',
    });
  });

  it('is replaced when its long-term key is kept elsewhere, the very same one', () => {
    const asked: LongTermInFile[] = [];
    const isKept = (key: LongTermInFile): boolean => asked.push(key) > 0;
    expect(textAfter(longTerm, credentials({ replace: true, isKept }))).toBe(
      lines('[dev]', MARK_KEYS, OURS[2] ?? '', OURS[0] ?? '', OURS[1] ?? ''),
    );
    expect(asked).toEqual([{ accessKeyId: 'AKIAOLD', secretAccessKey: 'old/secret' }]);
  });

  it.each([
    [
      'with a token that was left over beside it',
      ['aws_access_key_id = AKIAOLD', 'aws_secret_access_key = s', 'aws_session_token = t'],
      'AKIAOLD',
    ],
    ['without its id, which may stand in the config file', ['aws_secret_access_key = s'], null],
    [
      'among several of them',
      [
        'aws_access_key_id = ASIA1',
        'aws_secret_access_key = s',
        'aws_secret_access_key = t',
        'aws_session_token = t',
      ],
      'ASIA1',
    ],
    [
      'among several ids',
      [
        'aws_access_key_id = ASIA1',
        'aws_access_key_id = X2',
        'aws_secret_access_key = s',
        'aws_session_token = t',
      ],
      null,
    ],
  ])('is taken to hold a long-term key %s', (_case, body, accessKeyId) => {
    const text = lines('[dev]', ...body);
    expect(refusal(text, credentials({ replace: true }))).toEqual({
      kind: 'long-term-key',
      accessKeyId,
    });
  });

  it('of ours is not written again once a person put a long-term key into it', () => {
    const text = lines(
      '[dev]',
      MARK,
      'aws_access_key_id = AKIAHAND',
      'aws_secret_access_key = s',
      'aws_session_token = left over',
    );
    expect(refusal(text, credentials())).toEqual({
      kind: 'long-term-key',
      accessKeyId: 'AKIAHAND',
    });
    expect(removeSection(text, target('credentials'))).toEqual({
      ok: false,
      failure: { kind: 'long-term-key', accessKeyId: 'AKIAHAND' },
    });
  });
});

describe('what cannot be written so that every tool reads it alike is refused:', () => {
  const replace = credentials({ replace: true });
  it.each<[string, string, Put, unknown]>([
    [
      'a value of two lines',
      '',
      credentials({ set: [['aws_session_token', 'a\nb']] }),
      { kind: 'value', key: 'aws_session_token' },
    ],
    [
      'a value of nothing',
      '',
      credentials({ set: [['aws_session_token', '']] }),
      { kind: 'value', key: 'aws_session_token' },
    ],
    [
      'a value that ends in white space',
      '',
      credentials({ set: [['aws_session_token', 'a ']] }),
      { kind: 'value', key: 'aws_session_token' },
    ],
    [
      'a value with what begins a comment',
      '',
      credentials({ set: [['aws_session_token', 'a #b']] }),
      { kind: 'value', key: 'aws_session_token' },
    ],
    [
      'a name Python’s parser inherits to all',
      '',
      credentials({ target: target('credentials', 'DEFAULT') }),
      { kind: 'name' },
    ],
    [
      'a name the JavaScript SDK gives the file up for',
      '',
      credentials({ target: target('credentials', '__proto__') }),
      { kind: 'name' },
    ],
    ['a file in UTF-16', '[\0d\0', credentials(), { kind: 'not-text', line: 1 }],
    [
      'a file whose lines end by CR alone',
      '[ada]\rx = 1\n',
      credentials(),
      { kind: 'not-text', line: 1 },
    ],
    [
      'a key with a colon, which botocore reads',
      '[dev]\naws_session_token: x\n',
      replace,
      { kind: 'unclear', line: 2 },
    ],
    [
      'a line without a key',
      '[dev]\nregion = x\nand more\n',
      replace,
      { kind: 'unclear', line: 3 },
    ],
    [
      'a value of several lines under our key',
      '[dev]\naws_session_token = a\n  b = 1\n',
      replace,
      { kind: 'unclear', line: 3 },
    ],
    [
      'our key deeper than the one above it',
      '[dev]\nregion = x\n  aws_session_token = a\n',
      replace,
      { kind: 'unclear', line: 3 },
    ],
    [
      'a header that others read and that is a part of a value for Python',
      '[default]\nregion = x\n\n  # mine\n  [dev]\n  region = y\n',
      replace,
      { kind: 'unclear', line: 5 },
    ],
    [
      'the same below a nested block',
      '[default]\ns3 =\n    max = 1\n  [dev]\n',
      replace,
      { kind: 'unclear', line: 4 },
    ],
    [
      'such a header right below the section',
      '[dev]\nregion = x\n  [ada]\n',
      replace,
      { kind: 'unclear', line: 3 },
    ],
    [
      'a header that would be one once the section above it has keys',
      '[dev]\n  [ada]\n',
      replace,
      { kind: 'unclear', line: 2 },
    ],
    [
      'a header that Python reads and others do not',
      '[dev] x\nregion = x\n',
      replace,
      { kind: 'unclear', line: 1 },
    ],
  ])('%s', (_case, text, put, expected) => {
    expect(refusal(text, put)).toEqual(expected);
  });

  it('but headers as deep as the keys above them are read alike', () => {
    const text = lines('  [dev]', '  region = x', '  [ada]', '  region = y');
    expect(textAfter(text, replace)).toContain('  region = x\n  [ada]\n');
  });

  it('but trouble in other sections is left as it is', () => {
    const text = lines(
      '[q]',
      'z = 1',
      '  [r]',
      '[a',
      'x',
      '[ops] y',
      'key: value',
      '[dup]',
      '[dup]',
    );
    expect(textAfter(text, credentials())).toBe(text + lines('', '[dev]', MARK, ...OURS));
  });
});

describe('a live profile in the config file', () => {
  it('is a section of its own, with its region', () => {
    expect(textAfter('', live())).toBe(
      lines(
        '[profile dev-live]',
        MARK,
        'credential_process = "/opt/fobwatch" credentials "dev"',
        'region = eu-central-1',
      ),
    );
  });

  it('written again leaves the region that it has by then', () => {
    const changed = textAfter('', live()).replace('eu-central-1', 'us-east-1');
    expect(textAfter(changed, live())).toBe(changed);
  });

  it('in a section of a person’s leaves their region alone (SE7)', () => {
    const before = lines('[profile "dev-live"] # mine', 'region = eu-west-1');
    expect(textAfter(before, live({ replace: true }))).toBe(
      lines(
        '[profile "dev-live"] # mine',
        MARK_KEYS,
        'credential_process = "/opt/fobwatch" credentials "dev"',
        'region = eu-west-1',
      ),
    );
  });

  it('called default goes into the section that counts', () => {
    const put = live({ target: target('config', 'default'), replace: true });
    expect(textAfter('', put)).toMatch(/^\[default\]\n/);
    expect(textAfter(lines('[profile default]', 'x = 1'), put)).toMatch(
      /^\[profile default\]\n# Fobwatch writes its keys.*\ncredential_process = .*\nx = 1\n$/,
    );
  });
});

describe('a section taken away', () => {
  it('goes as a whole, with the empty line before it', () => {
    const before = lines('[ada]', 'x = 1');
    expect(removeSection(textAfter(before, credentials()), target('credentials'))).toEqual({
      ok: true,
      value: before,
    });
  });

  it('is refused when it is not ours, or not there', () => {
    const notOwned = { ok: false, failure: { kind: 'not-owned' } };
    expect(removeSection(lines('[dev]', ...OURS), target('credentials'))).toEqual(notOwned);
    expect(removeSection('', target('credentials'))).toEqual(notOwned);
  });

  it('stays where a header below it would become a part of a value above it, for Python', () => {
    const text = lines('[ada]', 'x = 1', '[dev]', MARK, `  ${OURS[0]}`, '  [ops]');
    expect(removeSection(text, credentials().target)).toEqual({
      ok: false,
      failure: { kind: 'unclear', line: 6 },
    });
  });

  it('leaves what others put into it, under its header', () => {
    const text = `${textAfter('', credentials())}region = eu-west-1\n`;
    expect(removeSection(text, target('credentials'))).toEqual({
      ok: true,
      value: lines('[dev]', 'region = eu-west-1'),
    });
  });

  it('leaves comments that others put into it', () => {
    const text = `${textAfter('', credentials())}# about ops\n[ops]\n`;
    expect(removeSection(text, target('credentials'))).toEqual({
      ok: true,
      value: lines('# about ops', '[ops]'),
    });
  });

  it('that was a person’s before keeps its header, its place and all their keys', () => {
    const before = lines('[dev]', 'region = x', '', '[ops]');
    const written = textAfter(before, credentials({ replace: true }));
    expect(removeSection(written, target('credentials'))).toEqual({ ok: true, value: before });
  });
});

describe('an edit taken back', () => {
  const before = lines(
    '[dev]',
    'aws_access_key_id = AKIAOLD',
    'aws_secret_access_key = s',
    'region = x',
    '',
    '[ops]',
    'x = 1',
  );
  const after = textAfter(before, credentials({ replace: true, isKept: () => true }));
  const edit = { target: target('credentials'), before, after };

  it('brings back what was replaced, to the byte', () => {
    expect(revertSection(after, edit)).toEqual({ ok: true, value: before });
  });

  it('keeps what changed elsewhere since', () => {
    const now = `# new\n${after}y = 2\n`;
    expect(revertSection(now, edit)).toEqual({ ok: true, value: `# new\n${before}y = 2\n` });
  });

  it('is refused when the section is not what was written any more', () => {
    const now = after.replace('region = x', 'region = y');
    expect(revertSection(now, edit)).toEqual({ ok: false, failure: { kind: 'changed-since' } });
  });

  it('puts a section back that was taken away, at the end where other things changed since', () => {
    const put = textAfter('', credentials());
    const gone = { target: target('credentials'), before: put, after: '' };
    expect(revertSection('', gone)).toEqual({ ok: true, value: put });
    expect(revertSection('[ops]\n', gone)).toEqual({ ok: true, value: `[ops]\n\n${put}` });
  });
});

it('lists the sections that are ours, with what they are for', () => {
  const text = lines(
    '[a]',
    MARK,
    '[b]',
    'x = 1',
    '# Fobwatch writes something else',
    '[c]',
    '# Fobwatch writes its keys in this section',
    '[d',
    MARK,
  );
  expect(ownedSections('credentials', text)).toEqual([
    { name: 'a', grant: 'role:dev' },
    { name: 'c', grant: null },
  ]);
});
