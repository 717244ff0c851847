import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putSection, removeSection, revertSection, type Put } from '../../../app/profiles/edit.ts';
import { OWN_KEYS, seeSection } from '../../../app/profiles/owned-section.ts';
import {
  isProfileName,
  type AwsFileKind,
  type ProfileName,
} from '../../../app/profiles/profile.ts';
import { readSections } from '../../../app/profiles/sections.ts';
import { joinLines, splitLines } from '../../../app/profiles/text-lines.ts';
import { reveal } from '../../../app/secret.ts';
import { FILE_NAMES, fileTexts } from '../../support/aws-file-texts.ts';
import { patience, runs } from '../../support/runs.ts';

const amount = runs(1000);
const timeout = patience(1000);

const nameOf = (text: string): ProfileName => {
  if (!isProfileName(text)) throw new Error(`no profile name: ${text}`);
  return text;
};

const token = fc.string({
  unit: fc.constantFrom(...'aZ09+/='.split('')),
  minLength: 1,
  maxLength: 40,
});

const puts = (file: AwsFileKind): fc.Arbitrary<Put> =>
  fc
    .tuple(fc.constantFrom(...FILE_NAMES, 'fresh'), token, fc.boolean())
    .map(([name, text, replace]) => ({
      target: { file, name: nameOf(name) },
      set:
        file === 'credentials'
          ? [
              ['aws_access_key_id', `ASIA${text.length}`],
              ['aws_secret_access_key', text],
              ['aws_session_token', `${text}==`],
              ['x_security_token_expires', '2026-11-24T13:00:00Z'],
            ]
          : [['credential_process', `"/home/ada/bin/fobwatch" credentials "${name}"`]],
      setIfNew: file === 'credentials' ? [] : [['region', 'eu-central-1']],
      grant: 'role:dev',
      replace,
      isKept: () => true,
    }));

const cases = fc
  .constantFrom<AwsFileKind>('config', 'credentials')
  .chain((file) => fc.tuple(fileTexts(file), puts(file)));

/** What a file says, section by section; without one of them, where that is left out. */
const said = (text: string, file: AwsFileKind, without: string | null): readonly unknown[] =>
  [...readSections(file, { path: '/f', text }).sections.values()]
    .filter(({ name, kind }) => name !== without || (kind !== 'profile' && kind !== 'default'))
    .map(({ kind, name, texts, secrets }) => [
      kind,
      name,
      [...texts].map(([key, { value }]) => [key, value]),
      [...secrets].map(([key, { value }]) => [key, reveal(value)]),
    ]);

const valuesOf = (text: string, { file, name }: Put['target']): ReadonlyMap<string, string> => {
  const { sections } = readSections(file, { path: '/f', text });
  const section =
    sections.get(`profile ${name}`) ?? (file === 'config' ? sections.get(`default ${name}`) : null);
  return new Map([
    ...[...(section?.texts ?? [])].map(([key, { value }]) => [key, value] as const),
    ...[...(section?.secrets ?? [])].map(([key, { value }]) => [key, reveal(value)] as const),
  ]);
};

/** The lines that are not our target's, with their ends. */
const around = (text: string, target: Put['target']): readonly string[] => {
  const { all, parts } = seeSection(text, target);
  const inside = new Set(
    parts.flatMap((part) => [part.header.at, ...part.body.map(({ at }) => at)]),
  );
  return all.filter(({ at }) => !inside.has(at)).map((line) => line.text + line.end);
};

describe('a section put into any file', { timeout }, () => {
  it('changes what that section says of our keys, and nothing else in the file', () => {
    fc.assert(
      fc.property(cases, ([text, put]) => {
        const { target } = put;
        const done = putSection(text, put);
        if (!done.ok) return;
        const after = done.value.text;
        expect(said(after, target.file, target.name)).toEqual(said(text, target.file, target.name));
        const before = valuesOf(text, target);
        const kept = [...before].filter(
          ([key]) =>
            !put.set.some(([own]) => own === key) &&
            !(target.file === 'credentials' && OWN_KEYS.credentials.has(key)),
        );
        const fresh = done.value.existed ? [] : put.setIfNew;
        expect(new Map(valuesOf(after, target))).toEqual(new Map([...kept, ...put.set, ...fresh]));
      }),
      amount,
    );
  });

  it('leaves every other line as it was, to the byte', () => {
    fc.assert(
      fc.property(cases, ([text, put]) => {
        const done = putSection(text, put);
        if (!done.ok) return;
        const before = around(text, put.target);
        const after = around(done.value.text, put.target);
        // A new section is parted by an empty line, and from a last line that was not ended by an end.
        const parted = !done.value.existed && before.length > 0;
        const end = splitLines(text).end;
        const last = before.at(-1) ?? '';
        const expected = parted
          ? [...before.slice(0, -1), last.endsWith('\n') ? last : last + end, end]
          : before;
        expect(after).toEqual(expected);
      }),
      amount,
    );
  });

  it('is the same when it is put in again', () => {
    fc.assert(
      fc.property(cases, ([text, put]) => {
        const once = putSection(text, put);
        if (!once.ok) return;
        expect(putSection(once.value.text, put)).toMatchObject({
          ok: true,
          value: { text: once.value.text },
        });
      }),
      amount,
    );
  });

  it('and taken away again leaves the file as it was, to the byte, where it replaced nothing', () => {
    fc.assert(
      fc.property(cases, ([text, put]) => {
        const done = putSection(text, put);
        const { parts, ownership } = seeSection(text, put.target);
        const own = OWN_KEYS[put.target.file];
        const replaced = parts.some(({ body }) =>
          body.some(({ line }) => line.kind === 'property' && own.has(line.key)),
        );
        if (!done.ok || ownership.kind === 'owned' || replaced) return;
        expect(removeSection(done.value.text, put.target)).toEqual({ ok: true, value: text });
      }),
      amount,
    );
  });

  it('and taken back leaves the file as it was, with whatever others did to the rest of it meanwhile', () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom('', '# above\n', '[profile other]\nx = 1\n'),
        ([text, put], above) => {
          const done = putSection(text, put);
          // A byte order mark that comes to stand inside is one no more.
          if (!done.ok || text.startsWith('\uFEFF') || text.includes('\r')) return;
          const edit = { target: put.target, before: text, after: done.value.text };
          expect(revertSection(done.value.text, edit)).toEqual({ ok: true, value: text });
          expect(revertSection(above + done.value.text, edit)).toEqual({
            ok: true,
            value: text === '' && above !== '' ? above : above + text,
          });
        },
      ),
      amount,
    );
  });
});

it('any text in lines is put together again to the byte', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fileTexts('config'),
        fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '\uFEFF') }),
      ),
      (text) => {
        expect(joinLines(splitLines(text))).toBe(text);
      },
    ),
    amount,
  );
});
