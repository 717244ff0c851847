import { ownDetail } from '../../../app/detail.ts';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, KnownIdentity } from '../../../app/ports.ts';
import { createIdentityList } from '../../../main/storage/identity-list.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const ada: KnownIdentity = {
  name: 'ada',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  serial: 'arn:aws:iam::111122223333:mfa/ada',
  userArn: null,
  account: null,
  alias: null,
};

const listIn = (home: string) => {
  const path = join(home, 'identities.json');
  const entries: JournalEntry[] = [];
  const list = createIdentityList({ path, journal: { write: (entry) => entries.push(entry) } });
  return { path, entries, list };
};

describe('the list of identities', () => {
  it('is none before the first save', async () => {
    expect(await listIn(folder()).list.load()).toEqual({ ok: true, value: null });
  });

  it('gives back what was saved', async () => {
    const { list, path } = listIn(folder());
    await list.save([ada]);
    expect(await list.load()).toEqual({ ok: true, value: [ada] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['half a file', '{"version":1,"ident'],
    ['an empty file', ''],
    ['another shape', '{"version":1,"identities":[{"name":""}]}'],
  ])('comes back from its last good copy when the file is broken: %s', async (_name, text) => {
    const { list, path, entries } = listIn(folder());
    await list.save([ada]);
    writeFileSync(path, text);
    expect(await list.load()).toEqual({ ok: true, value: [ada] });
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, identities: [ada] });
    expect(entries.map(({ kind }) => kind)).toEqual(['identities-restored']);
  });

  it('says what is wrong when the copy is broken too, and leaves both as they are', async () => {
    const { list, path } = listIn(folder());
    writeFileSync(path, '{');
    writeFileSync(`${path}.bak`, '{');
    expect(await list.load()).toEqual({
      ok: false,
      failure: { path, detail: ownDetail('not-json') },
    });
    expect(readFileSync(path, 'utf8')).toBe('{');
  });

  it('keeps a file it cannot read aside before it writes over it', async () => {
    const { list, path } = listIn(folder());
    writeFileSync(path, '{"version":7}');
    expect(await list.load()).toEqual({
      ok: false,
      failure: { path, detail: ownDetail('newer') },
    });
    await list.save([ada]);
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"version":7}');
    expect(await list.load()).toEqual({ ok: true, value: [ada] });
  });

  it('makes no spare file of a good one', async () => {
    const { list, path } = listIn(folder());
    await list.save([ada]);
    await list.save([]);
    expect(existsSync(`${path}.broken`)).toBe(false);
  });
});
