import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putKeysBack, takeKeysOut, type KeysTakenOut } from '../../../app/profiles/plain-keys.ts';
import { isProfileName, type AwsFileKind } from '../../../app/profiles/profile.ts';
import { readSections } from '../../../app/profiles/sections.ts';
import { splitLines } from '../../../app/profiles/text-lines.ts';
import { reveal } from '../../../app/secret.ts';
import { fileTexts } from '../../support/aws-file-texts.ts';
import { patience, runs } from '../../support/runs.ts';

const SECRET = 'planted/Secret+of+a+file==';
const ID = 'AKIAPLANTED000000001';
const key = { accessKeyId: ID, secretAccessKey: SECRET };

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const OWN = [`aws_access_key_id = ${ID}`, `aws_secret_access_key = ${SECRET}`];

const taken = (text: string, file: AwsFileKind = 'credentials'): KeysTakenOut => {
  const done = takeKeysOut(file, text, [key]);
  if (!done.ok) throw new Error(done.failure.kind);
  return done.value;
};
const refusal = (text: string, file: AwsFileKind = 'credentials'): unknown => {
  const done = takeKeysOut(file, text, [key]);
  return done.ok ? 'done' : done.failure;
};

describe('a long-term key taken out of a file (ST9)', () => {
  it('goes with its id, and nothing else does', () => {
    const text = lines('# mine', '[ada]', 'region = eu-west-1', ...OWN, '', '[ops]', 'output=json');
    expect(taken(text)).toEqual({
      text: lines('# mine', '[ada]', 'region = eu-west-1', '', '[ops]', 'output=json'),
      lines: [
        { line: 4, key: 'aws_access_key_id', profile: 'ada' },
        { line: 5, key: 'aws_secret_access_key', profile: 'ada' },
      ],
    });
  });

  it('goes from every profile that holds it, default and the config file as well', () => {
    const text = lines('[default]', ...OWN, '[profile ada]', ...OWN, 'region = x');
    expect(taken(text, 'config').text).toBe(lines('[default]', '[profile ada]', 'region = x'));
    expect(taken(text, 'config').lines.map(({ profile }) => profile)).toEqual([
      'default',
      'default',
      'ada',
      'ada',
    ]);
  });

  it('goes where only its id stands in this file and the secret in the other', () => {
    expect(taken(lines('[profile ada]', `aws_access_key_id=${ID}`), 'config').text).toBe(
      lines('[profile ada]'),
    );
  });

  it('goes from comments too, and takes a left-over token along', () => {
    const text = lines('[ada]', `# old: ${SECRET}`, ...OWN, 'aws_session_token = left', '# note');
    expect(taken(text).text).toBe(lines('[ada]', '# note'));
    expect(taken(text).lines.map((line) => line.key)).toEqual([
      'comment',
      'aws_access_key_id',
      'aws_secret_access_key',
      'session-token',
    ]);
  });

  it.each([
    ['CRLF and a byte order mark', '\uFEFF[ada]\r\n', '\r\noutput = json\r\n'],
    ['no line end at the end', '# a\n[ada]\n', ''],
    ['a comment behind the value', '[ada]\n', ' ; mine\n[x]\n'],
    ['odd spelling', '[ ada ] # x\n', '\n\n\n'],
  ])('leaves every other byte as it is: %s', (_, before, behind) => {
    const text = `${before}AWS_Secret_Access_Key=${SECRET}${behind}`;
    const left = behind.replace(/^[^\n]*\n/, '').replace(/^ ; mine$/, '');
    expect(taken(text).text).toBe(before + left);
  });

  it('leaves another key of the same profile, and its id', () => {
    const text = lines('[ada]', ...OWN, 'aws_secret_access_key = another/secret+of+a+file');
    expect(taken(text).text).toBe(
      lines(
        '[ada]',
        `aws_access_key_id = ${ID}`,
        'aws_secret_access_key = another/secret+of+a+file',
      ),
    );
  });

  it('is not looked for in a file that has none', () => {
    const text = lines('[ada]', 'aws_access_key_id = AKIAOTHER', 'no property', 'x = \0');
    expect(taken(text)).toEqual({ text, lines: [] });
  });

  it.each([
    ['a line below belongs to its value', lines('[ada]', ...OWN, '  region = deep'), 4],
    ['it is nested', lines('[ada]', 's3 =', `  aws_secret_access_key = ${SECRET}`), 3],
    ['it stands in another key', lines('[ada]', ...OWN, `password = ${SECRET}`), 4],
    ['it stands behind a colon', lines('[ada]', `aws_secret_access_key: ${SECRET}`), 2],
    ['it stands behind a value', lines('[ada]', `region = x # ${SECRET}`), 2],
    ['it stands in no section', lines(`aws_secret_access_key = ${SECRET}`), 1],
    ['its section is none for any tool', lines('[profile ada]', ...OWN), 3],
  ])('stays, with the line named, where %s', (_, text, line) => {
    expect(refusal(text)).toEqual({ kind: 'unclear', line });
  });

  it('stays where line ends mean different things to different tools', () => {
    expect(refusal(`[ada]\n${OWN.join('\n')}\nregion = x\ry\n`)).toEqual({
      kind: 'not-text',
      line: 4,
    });
  });
});

const put = (now: string, before: string, after: string): unknown => {
  const done = putKeysBack(now, {
    file: 'credentials',
    before,
    after,
    profiles: ['ada', 'ops'].filter(isProfileName),
  });
  return done.ok ? done.value : done.failure;
};

describe('a key put back', () => {
  const before = lines('[ada]', ...OWN, '', '[ops]', ...OWN, 'region = x');
  const after = taken(before).text;

  it('is where it was', () => {
    expect(put(after, before, after)).toBe(before);
  });

  it('leaves what came elsewhere since', () => {
    const more = lines('', '[later]', 'output = json');
    expect(put(after + more, before, after)).toBe(before + more);
  });

  it('is refused where its section was changed since', () => {
    expect(put(after.replace('region = x', 'region = y'), before, after)).toEqual({
      kind: 'changed-since',
    });
  });
});

const KEY_NAMES = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/** What a file says beside keys, section by section. */
const said = (text: string, file: AwsFileKind): readonly unknown[] =>
  [...readSections(file, { path: '/f', text }).sections.values()].map(
    ({ kind, name, texts, secrets }) => [
      kind,
      name,
      [...texts].flatMap(([name, { value }]) => (KEY_NAMES.has(name) ? [] : [[name, value]])),
      [...secrets].flatMap(([name, { value }]) =>
        KEY_NAMES.has(name) ? [] : [[name, reveal(value)]],
      ),
    ],
  );

describe('whatever stands in a file', () => {
  const files = fc
    .constantFrom<AwsFileKind>('config', 'credentials')
    .chain((file) => fc.tuple(fc.constant(file), fileTexts(file)));

  it(
    'every byte outside the lines named is kept, and the secret is gone (ST9)',
    () => {
      let removals = 0;
      fc.assert(
        fc.property(files, ([file, text]) => {
          const done = takeKeysOut(file, text, [key]);
          if (!done.ok) return;
          const gone = new Set(done.value.lines.map(({ line }) => line));
          removals += gone.size === 0 ? 0 : 1;
          const { mark, lines: all } = splitLines(text);
          const kept = all.filter((_, at) => !gone.has(at + 1));
          expect(done.value.text).toBe(mark + kept.map((one) => one.text + one.end).join(''));
          expect(done.value.text).not.toContain(SECRET);
          for (const at of gone)
            expect(all[at - 1]?.text).toMatch(
              /aws_(access_key_id|secret_access_key|session_token|security_token)|^\s*[#;]/i,
            );
          expect(said(done.value.text, file)).toEqual(said(text, file));
          expect(takeKeysOut(file, done.value.text, [key])).toEqual({
            ok: true,
            value: { text: done.value.text, lines: [] },
          });
        }),
        runs(1000),
      );
      expect(removals).toBeGreaterThan(0);
    },
    patience(1000),
  );

  it(
    'putting back gives the very bytes, or the same profiles where others came since',
    () => {
      fc.assert(
        fc.property(files, ([file, text]) => {
          const done = takeKeysOut(file, text, [key]);
          if (!done.ok || done.value.lines.length === 0) return;
          const after = done.value.text;
          const profiles = [...new Set(done.value.lines.flatMap((one) => one.profile ?? []))];
          const edit = { file, before: text, after, profiles };
          expect(putKeysBack(after, edit)).toEqual({ ok: true, value: text });
          const more = file === 'config' ? '\n[profile later]\nx = 1\n' : '\n[later]\nx = 1\n';
          const back = putKeysBack(after + more, edit);
          if (!back.ok) return;
          expect(said(back.value, file)).toEqual(said(text + more, file));
        }),
        runs(1000),
      );
    },
    patience(1000),
  );
});
