import { ownDetail } from '../../../app/detail.ts';
import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTextFile } from '../../../main/aws/sources/token-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

describe('a file with a token', () => {
  it('is read through a symbolic link, as Kubernetes keeps it', async () => {
    const home = folder();
    writeFileSync(join(home, 'now'), 'token-text\n');
    symlinkSync('now', join(home, 'token'));
    expect(await readTextFile(join(home, 'token'))).toEqual({ ok: true, value: 'token-text' });
  });

  it('is not waited for when it is a pipe', async () => {
    const path = join(folder(), 'token');
    execFileSync('mkfifo', [path]);
    expect(await readTextFile(path)).toEqual({
      ok: false,
      failure: { kind: 'file', path, detail: ownDetail('pipe') },
    });
  });
});
