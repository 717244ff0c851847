import { execFile } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../../main/storage/atomic-file.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Writes in a process whose files may not exceed 64 kB: the kernel takes the first part of a write, as on a full disk. */
const writeOnFullDisk = (path: string, size: number): Promise<string> => {
  const script = `
    const { runnerImport } = await import('vite');
    const options = { configFile: false, root: ${JSON.stringify(root)}, logLevel: 'error' };
    const { module } = await runnerImport('/main/storage/atomic-file.ts', options);
    // A full disk sends no signal, and the library would tidy up at it.
    process.removeAllListeners('SIGXFSZ').on('SIGXFSZ', () => undefined);
    const written = await module.writeAtomically(${JSON.stringify(path)}, 'n'.repeat(${size}));
    process.stdout.write(JSON.stringify(written), () => process.exit());`;
  const command = ['-c', 'ulimit -f 64; exec "$@"', 'sh', process.execPath];
  return new Promise((resolve, reject) => {
    execFile(
      'sh',
      [...command, '--input-type=module', '-e', script],
      { cwd: root },
      (error, out, errors) => (error === null ? resolve(out) : reject(new Error(errors))),
    );
  });
};

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('an atomic write', () => {
  it('makes a file that only its owner reads', async () => {
    const path = join(folder(), 'file');
    expect(await writeAtomically(path, 'text')).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(modeOf(path)).toBe(0o600);
  });

  it('narrows the rights of a file that others could read', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeAtomically(path, 'new');
    expect(modeOf(path)).toBe(0o600);
  });

  it('replaces the file and does not write into it: who holds the old one reads on undisturbed', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'old');
    const before = statSync(path).ino;
    await writeAtomically(path, 'new');
    expect(statSync(path).ino).not.toBe(before);
  });

  it('follows a symbolic link to its target and leaves the link', async () => {
    const home = folder();
    const target = join(home, 'target');
    const link = join(home, 'link');
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    await writeAtomically(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it('leaves nothing else in the folder', async () => {
    const home = folder();
    await writeAtomically(join(home, 'file'), new Uint8Array([1, 2, 3]));
    expect(readdirSync(home)).toEqual(['file']);
  });

  it('says why it failed and leaves nothing behind', async () => {
    const home = folder();
    mkdirSync(join(home, 'file'));
    expect(await writeAtomically(join(home, 'file'), 'text')).toEqual({
      ok: false,
      failure: { kind: 'system', code: expect.stringMatching(/EISDIR|ENOTEMPTY|EEXIST|ENOTDIR/) },
    });
    await expect.poll(() => readdirSync(home)).toEqual(['file']);
  });

  it('keeps the old text whole when the disk takes only a part of the new one', async () => {
    const home = folder();
    const path = join(home, 'file');
    writeFileSync(path, 'old');
    expect(await writeOnFullDisk(path, 20_000)).toContain('"ok":true');
    writeFileSync(path, 'old');
    expect(await writeOnFullDisk(path, 100_000)).toContain('"ok":false');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(home)).toEqual(['file']);
  });
});
