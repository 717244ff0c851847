import { ownDetail } from '../../../app/detail.ts';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Marks } from '../../../app/marks-file.ts';
import { createMarksFile } from '../../../main/storage/marks-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

const marks: Marks = {
  favourites: ['role:dev', 'made:partner'],
  recents: [{ id: 'role:ops', at: 5 }],
  tags: new Map([['role:dev', ['night', 'on call']]]),
  grouping: 'tags',
};

const fileIn = () => {
  const path = join(folder(), 'marks.json');
  return { path, file: createMarksFile({ path, journal: { write: () => undefined } }) };
};

describe('the file of favourites and tags', () => {
  it('is nothing before the first save', async () => {
    expect(await fileIn().file.load()).toEqual({ ok: true, value: null });
  });

  it('gives back what was marked, for its owner alone', async () => {
    const { path, file } = fileIn();
    expect(await file.save(marks)).toEqual({ ok: true, value: null });
    expect(await file.load()).toEqual({ ok: true, value: marks });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('comes back from its last good copy when it is broken', async () => {
    const { path, file } = fileIn();
    await file.save(marks);
    writeFileSync(path, '{"version":1,"fav');
    expect(await file.load()).toEqual({ ok: true, value: marks });
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"version":1,"fav');
  });

  it('of a newer Fobwatch is left as it is, said so, and kept aside by the next save', async () => {
    const { path, file } = fileIn();
    const text = '{"version":2,"favourites":{}}';
    writeFileSync(path, text);
    expect(await file.load()).toEqual({
      ok: false,
      failure: { path, detail: ownDetail('newer') },
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
    await file.save(marks);
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text);
  });

  it('takes no id that names nothing', async () => {
    const { path, file } = fileIn();
    writeFileSync(
      path,
      '{"version":1,"favourites":["dev"],"recents":[],"tags":[],"grouping":"account"}',
    );
    expect(await file.load()).toMatchObject({ ok: false });
  });
});
