import { describe, expect, it } from 'vitest';
import {
  changeProfiles,
  revertProfiles,
  type ProfileChange,
} from '../../../app/profiles/edit-profiles.ts';
import type { RoleValues } from '../../../app/profiles/role-fields.ts';

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

const ARN = 'arn:aws:iam::111122223333:role/dev';
const KEPT = '# Fobwatch keeps this profile';
const DEV: RoleValues = { role_arn: ARN, source_profile: 'ada' };

const add = (name: string, values: RoleValues = DEV): ProfileChange => ({
  kind: 'add',
  name,
  values,
});
const edit = (name: string, values: RoleValues): ProfileChange => ({ kind: 'edit', name, values });
const remove = (name: string): ProfileChange => ({ kind: 'remove', name });

const after = (text: string, ...changes: readonly ProfileChange[]): string => {
  const done = changeProfiles(text, changes);
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return done.value.text;
};
const foreign = (text: string, ...changes: readonly ProfileChange[]): readonly unknown[] => {
  const done = changeProfiles(text, changes);
  return done.ok ? done.value.foreign : [done.failure];
};
const refusal = (text: string, ...changes: readonly ProfileChange[]): unknown => {
  const done = changeProfiles(text, changes);
  return done.ok ? 'done' : done.failure.refusal;
};

const OWNED = lines('[profile dev]', KEPT, `role_arn = ${ARN}`, 'source_profile = ada');

describe('a new profile', () => {
  it('stands at the end, behind an empty line, under its mark', () => {
    const before = lines('# mine', '[profile ada]', 'region = eu-west-1');
    expect(after(before, add('dev'))).toBe(`${before}\n${OWNED}`);
  });

  it('makes a file of nothing, and of a byte order mark alone', () => {
    expect(after('', add('dev'))).toBe(OWNED);
    expect(after('\uFEFF', add('dev'))).toBe(`\uFEFF${OWNED}`);
  });

  it('keeps the line ends of Windows and a last line that is not ended', () => {
    expect(after('[profile ada]\r\nregion = x', add('dev'))).toBe(
      `[profile ada]\r\nregion = x\r\n\r\n${OWNED.trimEnd().replaceAll('\n', '\r\n')}`,
    );
  });

  it('needs nobody’s consent', () => {
    expect(foreign(lines('[profile ada]'), add('dev'))).toEqual([]);
  });

  it('called default has the header that counts', () => {
    expect(after('', add('default'))).toMatch(/^\[default\]\n/);
  });

  it('stands with all others of one go in one text', () => {
    expect(after('', add('a'), add('b'))).toBe(
      `${OWNED.replace('dev', 'a')}\n${OWNED.replace('dev', 'b')}`,
    );
  });
});

describe('an edited profile', () => {
  it('changes the lines of its own keys and no others', () => {
    const before = lines(
      '[profile dev]',
      KEPT,
      '# the old one',
      `ROLE_ARN   =   ${ARN}`,
      'output = json',
      's3 =',
      '  max_concurrent_requests = 1',
      'source_profile=ada',
      'region = eu-west-1',
      '',
      '[profile ops]',
    );
    const wanted = { ...DEV, source_profile: 'grace', region: 'eu-west-1' };
    expect(after(before, edit('dev', wanted))).toBe(
      before.replace('source_profile=ada', 'source_profile=grace'),
    );
  });

  it('keeps a comment behind a value that changes, on a line of its own', () => {
    const before = lines('[profile dev]', KEPT, `role_arn = ${ARN}`, 'source_profile = ada ; hers');
    expect(after(before, edit('dev', { ...DEV, source_profile: 'bob' }))).toBe(
      lines('[profile dev]', KEPT, `role_arn = ${ARN}`, '; hers', 'source_profile = bob'),
    );
  });

  it('gets new keys behind its last one, indented as that is, and never into a block', () => {
    const before = lines(
      '[profile dev]',
      `  role_arn = ${ARN}`,
      '  source_profile = ada',
      '  s3 =',
      '    max = 1',
    );
    expect(after(before, edit('dev', { ...DEV, region: 'eu-west-1' }))).toBe(
      before.replace('= ada\n', '= ada\n  region = eu-west-1\n'),
    );
  });

  it('gets them at its top where it has none yet', () => {
    const before = lines('[profile dev]', '', 'output = json');
    expect(after(before, edit('dev', DEV))).toBe(
      lines('[profile dev]', `role_arn = ${ARN}`, 'source_profile = ada', '', 'output = json'),
    );
  });

  it('gets a value in the line of its key that was left empty, not in a second one', () => {
    const before = lines('[profile dev]', `role_arn = ${ARN}`, 'mfa_serial =', 'output = json');
    const wanted = { role_arn: ARN, mfa_serial: 'arn:aws:iam::111122223333:mfa/ada' };
    expect(after(before, edit('dev', wanted))).toBe(
      before.replace('mfa_serial =', `mfa_serial = ${wanted.mfa_serial}`),
    );
    expect(foreign(before, edit('dev', wanted))).toEqual([
      {
        line: 3,
        profile: 'dev',
        key: 'mfa_serial',
        kind: 'changed',
        before: null,
        after: wanted.mfa_serial,
      },
    ]);
  });

  it('keeps one of several lines of a key that were left empty', () => {
    const before = lines(
      '[profile dev]',
      'region=',
      'output = json',
      'region = # none',
      'REGION =',
    );
    expect(after(before, edit('dev', { region: 'eu-west-1' }))).toBe(
      lines('[profile dev]', 'region=eu-west-1', 'output = json'),
    );
  });

  it('keeps a line that was left empty where nothing is wanted there', () => {
    const before = `${OWNED}mfa_serial =\n`;
    expect(after(before, edit('dev', DEV))).toBe(before);
  });

  it('loses a key that is not wanted any more, wherever it stands', () => {
    const before = `${OWNED}region = eu-west-1\n\n[profile ops]\n[profile dev]\nregion = x\n`;
    expect(after(before, edit('dev', DEV))).toBe(`${OWNED}\n[profile ops]\n[profile dev]\n`);
  });

  it('of several sections changes the one that counts', () => {
    const before = lines('[profile dev]', 'region = a', '[profile dev]', 'region = b');
    expect(after(before, edit('dev', { region: 'c' }))).toBe(before.replace('= b', '= c'));
  });

  it('that is wanted as it is stays to the byte', () => {
    const before = lines('[profile "dev"] # mine', `role_arn=${ARN} # x`, 'source_profile\t= ada');
    expect(after(before, edit('dev', DEV))).toBe(before);
    expect(foreign(before, edit('dev', DEV))).toEqual([]);
  });
});

describe('a section of a person’s', () => {
  const theirs = lines(
    '[profile ops]',
    'source_profile = ada',
    `role_arn = ${ARN}`,
    'credential_process = /opt/tool --password secret',
    'external_id = not an id!',
    '# the end',
    '[profile z]',
  );

  it('names each line that changes, without what may be secret', () => {
    expect(foreign(theirs, edit('ops', { ...DEV, source_profile: 'bob', region: 'x' }))).toEqual([
      {
        line: 2,
        profile: 'ops',
        key: 'source_profile',
        kind: 'changed',
        before: 'ada',
        after: 'bob',
      },
      { line: 5, profile: 'ops', key: 'external_id', kind: 'removed', before: null, after: null },
      { line: 5, profile: 'ops', key: 'region', kind: 'added', before: null, after: 'x' },
    ]);
  });

  it('goes from its header to its last property, and each line is named', () => {
    expect(after(theirs, remove('ops'))).toBe(lines('# the end', '[profile z]'));
    const named = foreign(theirs, remove('ops'));
    expect(named).toHaveLength(5);
    expect(JSON.stringify(named)).not.toContain('password');
  });

  it('gets no mark of ours', () => {
    expect(after(theirs, edit('ops', DEV))).not.toContain('Fobwatch');
  });

  it('that ends the file unended leaves the end of the line above it', () => {
    expect(after('[profile a]\nx = 1\n[profile b]\ny = 2', remove('b'))).toBe(
      '[profile a]\nx = 1\n',
    );
  });
});

describe('a profile of ours that goes', () => {
  it('takes its section along, with the empty line it came with', () => {
    const before = lines('[profile ada]', 'region = x');
    expect(after(after(before, add('dev')), remove('dev'))).toBe(before);
  });

  it('takes what was added to it along, and leaves comments about the next one', () => {
    const before = `${OWNED}output = json\ns3 =\n  max = 1\n\n# about ops\n[profile ops]\n`;
    expect(after(before, remove('dev'))).toBe('\n# about ops\n[profile ops]\n');
  });
});

describe('what would be read in different ways is refused:', () => {
  it.each<[string, string, ProfileChange, unknown]>([
    ['a name that is taken', OWNED, add('dev'), { kind: 'taken' }],
    ['a name of Python’s parser', '', add('DEFAULT'), { kind: 'name' }],
    ['a name the JavaScript SDK chokes on', '', add('__proto__'), { kind: 'name' }],
    ['a name with a bracket', '', add('a]b'), { kind: 'name' }],
    [
      'a value of two lines',
      '',
      add('a', { ...DEV, region: 'x\ny' }),
      { kind: 'value', key: 'region' },
    ],
    [
      'a value with a comment in it',
      '',
      add('a', { ...DEV, external_id: 'x #y' }),
      { kind: 'value', key: 'external_id' },
    ],
    ['a profile that is not there', '', edit('dev', DEV), { kind: 'not-there' }],
    ['the removal of one that is not there', '', remove('dev'), { kind: 'not-there' }],
    ['a key with a colon', `${OWNED}region: x\n`, edit('dev', DEV), { kind: 'unclear', line: 5 }],
    [
      'a block below one of its keys',
      `${OWNED}  deep = 1\n`,
      edit('dev', {}),
      { kind: 'unclear', line: 5 },
    ],
    [
      'a block below a key that was left empty',
      '[profile dev]\nregion =\n  deep = 1\n',
      edit('dev', { region: 'eu-west-1' }),
      { kind: 'unclear', line: 3 },
    ],
    [
      'a header that is a part of a value for Python',
      '[profile ada]\nregion = x\n  [profile dev]\n  region = y\n',
      edit('dev', DEV),
      { kind: 'unclear', line: 3 },
    ],
    [
      'such a header below the profile',
      '[profile dev]\nregion = x\n\n  [profile ada]\n',
      edit('dev', DEV),
      { kind: 'unclear', line: 4 },
    ],
    [
      'the removal of a profile above a header that is indented',
      '[profile ada]\nregion = x\n[profile dev]\n  [profile ops]\n',
      remove('dev'),
      { kind: 'unclear', line: 4 },
    ],
    [
      'a header that Python alone reads',
      '[profile dev] x\n',
      add('dev'),
      { kind: 'unclear', line: 1 },
    ],
    [
      'the removal of keys',
      '[profile k]\naws_secret_access_key = s\n',
      remove('k'),
      { kind: 'long-term-key', accessKeyId: null },
    ],
    [
      'a default that hides another',
      '[profile default]\n[default]\n',
      remove('default'),
      { kind: 'unclear', line: 2 },
    ],
    ['a file in UTF-16', '[\0d\0', add('dev'), { kind: 'not-text', line: 1 }],
    [
      'a live profile of ours',
      '[profile l]\n# Fobwatch writes this section, for role:dev\n',
      remove('l'),
      { kind: 'foreign' },
    ],
  ])('%s', (_case, text, change, expected) => {
    expect(refusal(text, change)).toEqual(expected);
  });

  it('one name twice in one go', () => {
    expect(refusal('', add('a'), add('a'))).toEqual({ kind: 'taken' });
  });

  it('and then nothing of the others is done', () => {
    expect(refusal('', add('a'), add('__proto__'))).toEqual({ kind: 'name' });
  });
});

describe('an edit taken back', () => {
  const before = lines(
    '[profile ada]',
    'x = 1',
    '',
    '[profile ops]',
    '# why',
    `role_arn = ${ARN}`,
    '',
    '# tail',
  );
  const names = ['dev', 'ops'];
  const made = after(before, add('dev'), remove('ops'));

  it('brings the file back to the byte', () => {
    expect(revertProfiles(made, { names, before, after: made })).toEqual({
      ok: true,
      value: before,
    });
  });

  it('keeps what changed elsewhere since, and brings each profile back', () => {
    const now = `# new\n${made}`;
    const reverted = revertProfiles(now, { names, before, after: made });
    expect(reverted).toEqual({
      ok: true,
      value: lines(
        '# new',
        '[profile ada]',
        'x = 1',
        '',
        '',
        '# tail',
        '',
        '[profile ops]',
        '# why',
        `role_arn = ${ARN}`,
      ),
    });
  });

  it('puts changed keys back in a file that changed elsewhere', () => {
    const changed = after(before, edit('ops', { region: 'eu-west-1' }));
    const reverted = revertProfiles(`${changed}[profile z]\n`, {
      names: ['ops'],
      before,
      after: changed,
    });
    expect(reverted).toEqual({ ok: true, value: `${before}[profile z]\n` });
  });

  it('is refused when a profile is not any more what was made of it', () => {
    const now = made.replace(ARN, `${ARN}2`);
    expect(revertProfiles(now, { names, before, after: made })).toEqual({
      ok: false,
      failure: { kind: 'changed-since' },
    });
  });
});
