import { detailCode } from '../../../app/detail.ts';
import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../app/result.ts';
import type { EditRefusal } from '../../../app/profiles/edit.ts';
import { inPlaceOf, withoutKeys } from '../../../app/profiles/owned-texts.ts';
import { profilesInto, profilesTakenBack } from '../../../app/profiles/profile-texts.ts';
import { reveal, secret, type Secret } from '../../../app/secret.ts';
import { createAwsFileEditor, type EditStep } from '../../../main/storage/aws-file-editor.ts';
import { runs } from '../../support/runs.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const root = fileURLToPath(new URL('../../..', import.meta.url));

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const textOf = (path: string): string => readFileSync(path, 'utf8');

/** A change that is made once however often it is asked for. */
const addLine =
  (line: string) =>
  (text: Secret): Result<Secret, EditRefusal> => {
    const bare = reveal(text);
    return ok(secret(bare.includes(line) ? bare : `${bare}${line}\n`));
  };
const ours = addLine('ours');

/** An editor, and what others do at its steps. */
const editorWith = (at: Partial<Record<EditStep, () => void>> = {}, home = '/nowhere') => {
  const journal: Record<string, unknown>[] = [];
  const editor = createAwsFileEditor({
    home,
    journal: { write: ({ facts }) => void journal.push({ ...facts }) },
    step: (step) => {
      const act = at[step];
      delete at[step];
      act?.();
    },
  });
  return { edit: editor.edit, journal };
};

const withBackup = { backup: true };
const without = { backup: false };

/** Gives a file rights of a user by name, as setfacl does: entries of tag, rights and id (Linux, acl(5)). */
const giveAccessList = (path: string): void => {
  const entries = [
    [1, 6, 0xff_ff_ff_ff],
    [2, 4, 1000],
    [4, 0, 0xff_ff_ff_ff],
    [16, 4, 0xff_ff_ff_ff],
    [32, 0, 0xff_ff_ff_ff],
  ];
  const script =
    'import json, os, struct, sys\n' +
    'acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in json.loads(sys.argv[2]))\n' +
    'os.setxattr(sys.argv[1], "system.posix_acl_access", acl)';
  execFileSync('/usr/bin/python3', ['-c', script, path, JSON.stringify(entries)]);
};

/** A file nobody is writing just now. */
const oldFile = (path: string, text: string, mode = 0o600): string => {
  writeFileSync(path, text, { mode });
  const anHourAgo = Date.now() / 1000 - 3600;
  utimesSync(path, anHourAgo, anHourAgo);
  return path;
};

describe('an edit of an AWS file', () => {
  it('changes the text and nothing else of it', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'mine\n', 0o640);
    const edited = await editorWith().edit(path, ours, without);
    expect(textOf(path)).toBe('mine\nours\n');
    expect(modeOf(path)).toBe(0o640);
    expect(edited).toMatchObject({ ok: true, value: { path, backup: null } });
    expect(edited.ok && [edited.value.before, edited.value.after].map(reveal)).toEqual([
      'mine\n',
      'mine\nours\n',
    ]);
  });

  it('leaves the file to whom it belongs', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'mine\n');
    // Only root can give files away; for others it stays theirs.
    if (process.getuid?.() === 0) chownSync(path, 12_345, 12_346);
    const { uid, gid } = statSync(path);
    expect(await editorWith().edit(path, ours, without)).toMatchObject({ ok: true });
    expect(statSync(path)).toMatchObject({ uid, gid });
  });

  it('leaves a file to its owner alone where the mode shows the rights of others by name', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'mine\n');
    // Read and write for the owner, read for user 1000, none for the group: the mode shows 0640.
    giveAccessList(path);
    expect(modeOf(path)).toBe(0o640);
    await editorWith().edit(path, ours, without);
    expect(textOf(path)).toBe('mine\nours\n');
    expect(modeOf(path)).toBe(0o600);
  });

  it('changes nothing of a file with a second name by looking at it', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'mine\n');
    linkSync(path, `${path}-2`);
    expect(await editorWith().edit(path, ok, withBackup)).toMatchObject({ ok: true });
  });

  it('makes a file that is not there, and its folder, for the owner alone', async () => {
    const home = folder();
    const { edit } = editorWith({}, home);
    await edit('~/.aws/credentials', ours, withBackup);
    const path = join(home, '.aws', 'credentials');
    expect(textOf(path)).toBe('ours\n');
    expect([modeOf(path), modeOf(join(home, '.aws'))]).toEqual([0o600, 0o700]);
    expect(readdirSync(join(home, '.aws'))).toEqual(['credentials']);
  });

  it('follows symbolic links, also of the folder, and leaves them', async () => {
    const home = folder();
    mkdirSync(join(home, 'dotfiles'));
    const target = oldFile(join(home, 'dotfiles', 'aws-credentials'), 'mine\n');
    symlinkSync('dotfiles', join(home, 'aws'));
    symlinkSync('aws-credentials', join(home, 'dotfiles', 'credentials'));
    const path = join(home, 'aws', 'credentials');
    expect(await editorWith().edit(path, ours, without)).toMatchObject({ ok: true });
    expect(textOf(target)).toBe('mine\nours\n');
    expect(lstatSync(join(home, 'dotfiles', 'credentials')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(home, 'dotfiles')).toSorted()).toEqual([
      'aws-credentials',
      'credentials',
    ]);
  });

  it('that changes nothing writes nothing and keeps no backup', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), 'ours\n');
    const before = statSync(path).ino;
    expect(await editorWith().edit(path, ours, withBackup)).toMatchObject({
      ok: true,
      value: { backup: null },
    });
    expect(statSync(path).ino).toBe(before);
    expect(readdirSync(home)).toEqual(['credentials']);
  });

  it('that is refused writes nothing', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), 'mine\n');
    expect(await editorWith().edit(path, () => fail({ kind: 'foreign' }), withBackup)).toEqual({
      ok: false,
      failure: { kind: 'refused', refusal: { kind: 'foreign' } },
    });
    expect(readdirSync(home)).toEqual(['credentials']);
  });
});

describe('a backup (SE5)', () => {
  it('keeps the text before, beside the file and for its owner alone', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'mine\n', 0o644);
    expect(await editorWith().edit(path, ours, withBackup)).toMatchObject({
      ok: true,
      value: { backup: `${path}~` },
    });
    expect(textOf(`${path}~`)).toBe('mine\n');
    expect(modeOf(`${path}~`)).toBe(0o600);
  });

  it('is kept ten times, the newest under the name that other tools use', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), '0\n');
    const { edit } = editorWith();
    for (let turn = 1; turn <= 12; turn += 1) {
      // One after another, as a person does it.
      // eslint-disable-next-line no-await-in-loop
      await edit(path, () => ok(secret(`${turn}\n`)), withBackup);
    }
    const older = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((age) => `${path}.fobwatch-${age}~`);
    expect([`${path}~`, ...older].map(textOf)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((text) => `${text}\n`),
    );
    expect(readdirSync(home)).toHaveLength(11);
  });

  it('that cannot be made leaves the file as it was', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), 'mine\n');
    mkdirSync(`${path}.fobwatch-9~`);
    writeFileSync(`${path}.fobwatch-8~`, '');
    const before = readdirSync(home);
    expect(await editorWith().edit(path, ours, withBackup)).toMatchObject({
      ok: false,
      failure: { kind: 'file' },
    });
    expect(textOf(path)).toBe('mine\n');
    expect(readdirSync(home)).toEqual(before);
  });
});

describe('what cannot be written is said, and stays as it was:', () => {
  const cases: readonly [string, (home: string) => string, RegExp][] = [
    [
      'a folder in the place of the file',
      (home) => (mkdirSync(join(home, 'x')), join(home, 'x')),
      /EISDIR/,
    ],
    [
      'a symbolic link to nothing',
      (home) => (symlinkSync('gone', join(home, 'x')), join(home, 'x')),
      /^dangling-link$/,
    ],
    [
      'symbolic links in a circle',
      (home) => (symlinkSync('x', join(home, 'x')), join(home, 'x')),
      /ELOOP/,
    ],
    [
      'a file where a folder should be',
      (home) => join(oldFile(join(home, 'x'), ''), 'credentials'),
      /ENOTDIR|EEXIST/,
    ],
    ['a place nobody can write', () => '/sys/fobwatch/credentials', /EACCES|EPERM|EROFS|ENOENT/],
    [
      'a file that its owner made read-only',
      (home) => oldFile(join(home, 'x'), 'mine\n', 0o400),
      /^read-only$/,
    ],
    [
      'a file with a second name',
      (home) => (linkSync(oldFile(join(home, 'x'), 'mine\n'), join(home, 'y')), join(home, 'x')),
      /^hard-link$/,
    ],
    ['a path that is not absolute', () => 'credentials', /^path-not-absolute$/],
    [
      'a text that is not UTF-8',
      (home) => (writeFileSync(join(home, 'x'), Buffer.from([0x23, 0xe4, 0x0a])), join(home, 'x')),
      /^not-utf8$/,
    ],
  ];
  it.each(cases)('%s', async (_case, make, detail) => {
    const home = folder();
    const path = make(home);
    const before = readdirSync(home);
    const edited = await editorWith().edit(path, ours, withBackup);
    if (edited.ok || edited.failure.kind !== 'file') throw new Error('it was edited or refused');
    expect(edited.failure.path).toBe(path);
    expect(detailCode(edited.failure.detail)).toMatch(detail);
    expect(readdirSync(home)).toEqual(before);
  });
});

describe('another program that takes no lock', () => {
  it('and wrote between the reading and the rename is not written over', async () => {
    const path = oldFile(join(folder(), 'config'), 'mine\n');
    const { edit } = editorWith({ staged: () => writeFileSync(path, 'mine\ntheirs\n') });
    expect(await edit(path, ours, without)).toMatchObject({ ok: true });
    expect(textOf(path)).toBe('mine\ntheirs\nours\n');
  });

  it('and is in the middle of writing is waited for: half a file is never written back', async () => {
    const path = oldFile(join(folder(), 'config'), 'mine\nmore\n');
    const file = openSync(path, 'r+');
    ftruncateSync(file, 0);
    setTimeout(() => {
      writeSync(file, 'mine\nmore\ntheirs\n', 0);
      closeSync(file);
    }, 200);
    await editorWith().edit(path, ours, withBackup);
    expect(textOf(path)).toBe('mine\nmore\ntheirs\nours\n');
    expect(textOf(`${path}~`)).toBe('mine\nmore\ntheirs\n');
  });

  it('and had emptied the file when it was replaced loses nothing of what it writes then', async () => {
    const path = oldFile(join(folder(), 'config'), 'mine\n');
    let file = 0;
    const { edit, journal } = editorWith({
      staged: () => {
        file = openSync(path, 'r+');
      },
      renamed: () => {
        ftruncateSync(file, 0);
        writeSync(file, 'mine\ntheirs\n', 0);
        closeSync(file);
      },
    });
    const edited = await edit(path, ours, without);
    expect(textOf(path)).toBe('mine\ntheirs\nours\n');
    expect(edited.ok && reveal(edited.value.before)).toBe('mine\ntheirs\n');
    expect(journal.map(({ aftermath }) => aftermath)).toEqual(['written-late', 'undisturbed']);
  });

  it('and wrote what it had read before over ours gets ours once more', async () => {
    const path = oldFile(join(folder(), 'config'), 'mine\n');
    const { edit } = editorWith({ renamed: () => writeFileSync(path, 'mine\ntheirs\n') });
    expect(await edit(path, ours, without)).toMatchObject({ ok: true });
    expect(textOf(path)).toBe('mine\ntheirs\nours\n');
  });

  it('and wrote after ours, with ours in it, is left alone', async () => {
    const path = oldFile(join(folder(), 'config'), 'mine\n');
    const { edit } = editorWith({ renamed: () => writeFileSync(path, 'mine\nours\ntheirs\n') });
    const edited = await edit(path, ours, without);
    expect(textOf(path)).toBe('mine\nours\ntheirs\n');
    expect(edited.ok && reveal(edited.value.before)).toBe('mine\n');
  });

  const dev = { role_arn: 'arn:aws:iam::111122223333:role/dev', source_profile: 'ada' };
  const added = { kind: 'add', name: 'dev', values: dev } as const;
  const [one, two] = ['[profile ada]\nregion = a\n', '[profile ada]\nregion = b\n'];
  const whole = secret('[ada]\naws_access_key_id = AKIAX\naws_secret_access_key = plain\n');
  const bare = withoutKeys('credentials', [
    { accessKeyId: 'AKIAX', secretAccessKey: secret('plain') },
  ]);
  it.each<readonly [string, string, (text: Secret) => Result<Secret, EditRefusal>]>([
    ['a profile that is added', one, profilesInto([added], 'all').change],
    [
      'a profile that is removed',
      `${one}[profile dev]\nregion = a\n`,
      profilesInto([{ kind: 'remove', name: 'dev' }], 'all').change,
    ],
    ['an edit that is taken back', two, profilesTakenBack(['ada'], secret(one), secret(two))],
    [
      'keys that are taken out',
      reveal(whole),
      (text) => {
        const done = bare.change(text);
        return bare.note().length === 2 ? done : fail({ kind: 'changed-since' });
      },
    ],
  ])('and wrote right after ours is no refusal of %s', async (_, text, change) => {
    const path = oldFile(join(folder(), 'config'), text);
    const { edit } = editorWith({
      renamed: () => appendFileSync(path, '[profile z]\nregion = a\n'),
    });
    const edited = await edit(path, change, without);
    expect(edited.ok && reveal(edited.value.before)).toBe(text);
    expect(edited.ok && textOf(path)).toBe(
      edited.ok && `${reveal(edited.value.after)}[profile z]\nregion = a\n`,
    );
  });

  it('and put back what ours took away, in another place, has that told as a refusal', async () => {
    const path = oldFile(join(folder(), 'credentials'), 'ours\n');
    const { edit } = editorWith({ renamed: () => writeFileSync(path, '# theirs\nours\n') });
    const change = inPlaceOf(secret('ours\n'), secret(''));
    expect(await edit(path, change, without)).toEqual({
      ok: false,
      failure: { kind: 'refused', refusal: { kind: 'changed-since' } },
    });
  });

  it('and made the file first keeps what it wrote', async () => {
    const path = join(folder(), 'config');
    const { edit } = editorWith({ staged: () => writeFileSync(path, 'theirs\n') });
    await edit(path, ours, without);
    expect(textOf(path)).toBe('theirs\nours\n');
  });
});

it('edits of many at once are made one after another, and all are there', async () => {
  const home = folder();
  const path = oldFile(join(home, 'credentials'), 'mine\n');
  const many = ['1', '2', '3', '4'];
  const all = await Promise.all(
    many.map((line) => editorWith().edit(path, addLine(line), without)),
  );
  expect(all.every((one) => one.ok)).toBe(true);
  expect(textOf(path).trim().split('\n').toSorted()).toEqual([...many, 'mine']);
  expect(readdirSync(home)).toEqual(['credentials']);
});

describe('a process that edits', () => {
  const built = { script: '' };
  const outDir = fileURLToPath(new URL('../../../dist/test/edit-in-process/', import.meta.url));
  beforeAll(async () => {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        ssr: join(root, 'test/support/edit-in-process.ts'),
        outDir,
        rolldownOptions: { output: { entryFileNames: 'edit.mjs' } },
      },
    });
    built.script = join(outDir, 'edit.mjs');
  });

  const child = (
    args: readonly string[],
    limit = 'unlimited',
  ): Promise<{ readonly killed: boolean; readonly out: string }> =>
    new Promise((resolve) => {
      execFile(
        'sh',
        ['-c', `ulimit -f ${limit}; exec "$@"`, 'sh', process.execPath, built.script, ...args],
        (error, out) => resolve({ killed: error?.signal === 'SIGKILL', out }),
      );
    });

  const OLD = `# mine\n[ada]\naws_access_key_id = AKIAADA\n${'# more\n'.repeat(2000)}`;
  const steps: readonly EditStep[] = [
    'locked',
    'read',
    'backed-up',
    'staged',
    'renamed',
    'looked-after',
  ];
  const rounds = runs(12).numRuns;

  it(
    `and is killed at any step, ${rounds} times, leaves the old file or the new one, whole`,
    { timeout: 300_000 + rounds * 3_000 },
    async () => {
      const home = folder();
      const path = oldFile(join(home, 'credentials'), OLD);
      for (let round = 0; round < rounds; round += 1) {
        const before = textOf(path);
        const token = `${'t'.repeat(60)}${round}`;
        const step = steps[round % steps.length] ?? 'never';
        // One after another: each meets what the one before left behind.
        // eslint-disable-next-line no-await-in-loop
        const { killed } = await child([path, token, step]);
        expect(killed).toBe(true);
        const after = textOf(path);
        const done = step === 'renamed' || step === 'looked-after';
        const put = `[dev]\n# Fobwatch writes this section\naws_session_token = ${token}\n`;
        expect(after).toBe(done ? `${OLD}\n${put}` : before);
      }
      // The lock of the one killed last is taken over, and what all of them left is cleared away.
      await child([path, 'e'.repeat(60), 'never']);
      expect(textOf(path)).toContain('e'.repeat(60));
      expect(
        readdirSync(home).filter((name) => name.endsWith('.tmp') || name.includes('lock')),
      ).toEqual([]);
    },
  );

  it('on a full disk says so and leaves the old file, whole, and nothing beside it', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), OLD);
    const { out } = await child([path, 't'.repeat(60_000)], '64');
    expect(out).toContain('"kind":"file"');
    expect(textOf(path)).toBe(OLD);
    expect(readdirSync(home).toSorted()).toEqual(['credentials', 'credentials~']);
    expect(textOf(`${path}~`)).toBe(OLD);
  });

  it('on a disk so full that there is no room for its lock leaves nothing of that either', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), OLD);
    const { out } = await child([path, 't'.repeat(60), 'never'], '0');
    expect(out).toContain('"kind":"file"');
    expect(readdirSync(home)).toEqual(['credentials']);
  });

  it('clears away locks that others left before they were whole, and none that somebody waits with', async () => {
    const home = folder();
    const path = oldFile(join(home, 'credentials'), OLD);
    const [left, waiting] = ['lock-0123456789ab', 'lock-ba9876543210'].map(
      (end) => `credentials.fobwatch-${end}`,
    );
    oldFile(join(home, left ?? ''), '');
    writeFileSync(join(home, waiting ?? ''), '');
    await editorWith().edit(path, ours, without);
    expect(readdirSync(home).toSorted()).toEqual(['credentials', waiting]);
  });
});
