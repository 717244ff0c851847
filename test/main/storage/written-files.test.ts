import { ownDetail, systemDetail } from '../../../app/detail.ts';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWrittenFiles as createKeeper } from '../../../app/engine/written-files.ts';
import { removeOwned } from '../../../app/engine/remove-owned.ts';
import type { WrittenFile } from '../../../app/ports-lock.ts';
import { ok } from '../../../app/result.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import { createStore } from '../../../app/store.ts';
import { createAwsFileEditor } from '../../../main/storage/aws-file-editor.ts';
import { createWrittenFiles } from '../../../main/storage/written-files.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const journal = { write: () => undefined };

const fileIn = (where = folder()) => {
  const path = join(where, 'written-files.json');
  return { path, file: createWrittenFiles({ path, journal }) };
};

const files: readonly WrittenFile[] = [
  { file: 'credentials', path: '/srv/build/credentials' },
  { file: 'config', path: '/home/ada/.aws/config' },
];

describe('the list of AWS files that were written into', () => {
  it('is empty before the first save', async () => {
    expect(await fileIn().file.load()).toEqual(ok([]));
  });

  it('comes back as it was saved, for its owner alone', async () => {
    const { path, file } = fileIn();
    expect(await file.save(files)).toEqual(ok(null));
    expect(await file.load()).toEqual(ok(files));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}.bak`).mode & 0o777).toBe(0o600);
  });

  it('comes back from its last good copy when it is broken', async () => {
    const { path, file } = fileIn();
    await file.save(files);
    writeFileSync(path, '{"version":1,"fil');
    expect(await file.load()).toEqual(ok(files));
  });

  it.each([
    ['a file of another kind', [{ file: 'lock', path: '/srv/credentials' }]],
    ['a path that begins nowhere', [{ file: 'config', path: 'credentials' }]],
    ['a path that no system takes', [{ file: 'config', path: '/srv/a\0b' }]],
    ['no path', [{ file: 'config', path: '' }]],
  ])('is not taken for one with %s', async (_, list) => {
    const { path, file } = fileIn();
    writeFileSync(path, JSON.stringify({ version: 1, files: list }));
    expect(await file.load()).toEqual({
      ok: false,
      failure: { path, detail: ownDetail('not-ours') },
    });
  });

  it('keeps no path that it would not take back', async () => {
    const { file } = fileIn();
    await file.save([...files, { file: 'credentials', path: '/srv/a\0b' }]);
    expect(await file.load()).toEqual(ok(files));
  });
});

const MINE = '# by hand\r\n[mine]\naws_access_key_id=AKIAMINE000000000001\n\n';
const OURS =
  '[out]\n# Fobwatch writes this section, for role:dev\naws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\n';

describe('sections of earlier runs, in real files', () => {
  /** As a later run finds it: files with sections of ours, and the list of them. */
  const found = async (written: readonly WrittenFile[], where: string) => {
    const list = createWrittenFiles({ path: join(where, 'written-files.json'), journal });
    await list.save(written);
    const editor = createAwsFileEditor({ home: where, journal });
    const keeper = createKeeper({
      ports: { writtenFiles: list, awsFileEditor: editor },
      store: createStore(emptyState),
    });
    await keeper.load();
    const usual = { config: join(where, 'config'), credentials: join(where, 'credentials') };
    return { list, remove: () => removeOwned(editor, keeper, usual) };
  };

  const fileWith = (path: string, text: string, mode = 0o600): WrittenFile => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
    return { file: 'credentials', path };
  };

  it('are taken out, every other byte kept, and nothing is left beside them', async () => {
    const where = folder();
    const one = fileWith(join(where, 'a', 'one'), `${MINE}\n${OURS}`);
    const two = fileWith(join(where, 'b', 'two'), OURS);
    const { list, remove } = await found([one, two], where);
    expect(await remove()).toEqual([
      ok([]),
      ok([]),
      ok([{ path: one.path, profile: 'out' }]),
      ok([{ path: two.path, profile: 'out' }]),
    ]);
    expect(readFileSync(one.path, 'utf8')).toBe(MINE);
    expect(readFileSync(two.path, 'utf8')).toBe('');
    expect(existsSync(`${one.path}~`)).toBe(false);
    expect(await list.load()).toEqual(ok([]));
  });

  it('went with a file that is gone, whose folder is not made anew', async () => {
    const where = folder();
    const gone = fileWith(join(where, 'away', 'credentials'), OURS);
    rmSync(dirname(gone.path), { recursive: true });
    const { list, remove } = await found([gone], where);
    expect(await remove()).toEqual([ok([]), ok([]), ok([])]);
    expect(existsSync(dirname(gone.path))).toBe(false);
    expect(await list.load()).toEqual(ok([]));
  });

  it('go all but the one that cannot, which is told by its profile and known from then on', async () => {
    const where = folder();
    const theirs = OURS.replace('[out]', '[theirs]')
      .replace('ASIAX', 'AKIAX')
      .replace(/.*token.*\n/, '');
    const text = (first: string, last: string) => `${first}\n${theirs}\n${last}`;
    const last = OURS.replace('[out]', '[last]');
    const one = fileWith(join(where, 'one'), text(OURS, last));
    const { list, remove } = await found([one], where);
    expect(await remove()).toEqual([
      ok([]),
      ok([]),
      ok([
        { path: one.path, profile: 'out' },
        { path: one.path, profile: 'last' },
      ]),
      {
        ok: false,
        failure: {
          kind: 'aws-section',
          path: one.path,
          profile: 'theirs',
          cause: { kind: 'long-term-key', accessKeyId: 'AKIAX' },
        },
      },
    ]);
    expect(readFileSync(one.path, 'utf8')).toBe(`\n${theirs}`);
    expect(await list.load()).toEqual(ok([one]));
  });

  it('that cannot be taken out are told and known from then on, and the others go', async () => {
    const where = folder();
    const kept = fileWith(join(where, 'kept'), OURS, 0o400);
    const broken = fileWith(join(where, 'folder', 'in', 'its', 'place'), OURS);
    const asFolder: WrittenFile = { file: 'credentials', path: dirname(broken.path) };
    const open = fileWith(join(where, 'open'), `${MINE}\n${OURS}`);
    const { list, remove } = await found([kept, asFolder, open], where);
    expect(await remove()).toEqual([
      ok([]),
      ok([]),
      {
        ok: false,
        failure: { kind: 'file', action: 'write', path: kept.path, detail: ownDetail('read-only') },
      },
      {
        ok: false,
        failure: {
          kind: 'file',
          action: 'write',
          path: asFolder.path,
          detail: systemDetail('EISDIR'),
        },
      },
      ok([{ path: open.path, profile: 'out' }]),
    ]);
    expect(readFileSync(kept.path, 'utf8')).toBe(OURS);
    expect(readFileSync(open.path, 'utf8')).toBe(MINE);
    expect(await list.load()).toEqual(ok([kept, asFolder]));
  });
});
