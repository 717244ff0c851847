import { detailAbout, detailCode, ownDetail, systemDetail } from '../../../app/detail.ts';
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatCredentials } from '../../../app/credentials/formats.ts';
import { loadCredentials } from '../../../app/credentials/load.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { createCredentialFiles } from '../../../main/storage/credential-files.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const END = Date.UTC(2027, 0, 15, 12);

const text = formatCredentials('json', {
  credentials: {
    accessKeyId: 'ASIASAVED',
    secretAccessKey: secret('saved-secret'),
    sessionToken: secret('saved-token=='),
    expiresAt: END,
  },
  startedAt: END - 3600_000,
  account: null,
});

const here = () => {
  const home = folder();
  return { home, files: createCredentialFiles({ home }) };
};

describe('credentials saved in a file', () => {
  it('can be read by this user alone, whatever the file was before (BO8)', async () => {
    const { home, files } = here();
    const path = join(home, 'saved.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    expect(await files.write(path, text)).toMatchObject({ ok: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(reveal(text));
    expect(readdirSync(home)).toEqual(['saved.json']);
  });

  it('come back as they were, and are refused when they have ended', async () => {
    const { home, files } = here();
    const path = join(home, 'saved.json');
    await files.write(path, text);
    const read = await files.read(path);
    if (!read.ok) throw new Error(detailCode(read.failure.detail));
    expect(JSON.stringify(read)).not.toContain('saved-secret');
    expect(loadCredentials(read.value, END - 1)).toMatchObject({ ok: true });
    expect(loadCredentials(read.value, END)).toMatchObject({
      ok: false,
      failure: { kind: 'expired', at: END },
    });
  });

  it('may be named from the home folder', async () => {
    const { home, files } = here();
    await files.write('~/saved.json', text);
    expect(readFileSync(join(home, 'saved.json'), 'utf8')).toBe(reveal(text));
    expect(await files.read('~/saved.json')).toMatchObject({ ok: true });
  });
});

describe('a path', () => {
  it.each([
    ['aws/credentials', true],
    ['aws/../aws/credentials', true],
    ['folder-link/credentials', true],
    ['file-link', true],
    ['hard-link', true],
    ['~/aws/credentials', true],
    ['aws/config', true],
    ['folder-link/config', true],
    ['aws/other', false],
    ['none/config', false],
    ['saved.json', false],
  ])('%s leads to an AWS file that is there or is not yet: %s', async (name, leads) => {
    const { home, files } = here();
    mkdirSync(join(home, 'aws'));
    writeFileSync(join(home, 'aws/credentials'), '');
    writeFileSync(join(home, 'saved.json'), '');
    symlinkSync(join(home, 'aws'), join(home, 'folder-link'));
    symlinkSync(join(home, 'aws/credentials'), join(home, 'file-link'));
    linkSync(join(home, 'aws/credentials'), join(home, 'hard-link'));
    const inForce = [join(home, 'aws/credentials'), join(home, 'aws/config')];
    const path = name.startsWith('~') ? name : `${home}/${name}`;
    expect(await files.isAnyOf(path, inForce)).toBe(leads);
  });
});

describe('a file that is named', () => {
  it.each(['saved.json', './saved.json', '../saved.json', '~ada/saved.json', ''])(
    'by a place that depends on where the app runs is refused: "%s"',
    async (path) => {
      const { files } = here();
      const refused = { ok: false, failure: { path, detail: ownDetail('path-not-absolute') } };
      expect(await files.read(path)).toEqual(refused);
      expect(await files.write(path, text)).toEqual(refused);
    },
  );

  it('and is not there, or is a folder, is told with its place', async () => {
    const { home, files } = here();
    mkdirSync(join(home, 'folder'));
    expect(await files.read(join(home, 'none'))).toEqual({
      ok: false,
      failure: { path: join(home, 'none'), detail: systemDetail('ENOENT') },
    });
    expect(await files.read(join(home, 'folder'))).toMatchObject({
      ok: false,
      failure: { detail: systemDetail('EISDIR') },
    });
    expect(await files.write(join(home, 'folder'), text)).toMatchObject({ ok: false });
  });

  it.each([
    ['is larger than any token', 1024 * 1024 + 1, false],
    ['is as large as is read', 1024 * 1024, true],
  ])('%s: %i bytes', async (_, size, ok) => {
    const { home, files } = here();
    const path = join(home, 'large');
    writeFileSync(path, 'x'.repeat(size));
    expect((await files.read(path)).ok).toBe(ok);
  });

  it('never gives an end is not read for ever', async () => {
    const { files } = here();
    expect(await files.read('/dev/zero')).toMatchObject({
      ok: false,
      failure: { detail: detailAbout('too-large', 1024 * 1024) },
    });
  });

  it('is a pipe that nobody writes into is not waited for', async () => {
    const { home, files } = here();
    const path = join(home, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await files.read(path)).toMatchObject({ ok: false });
  });
});
