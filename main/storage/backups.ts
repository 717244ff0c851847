import { ownDetail, type Detail } from '../../app/detail.ts';
import { readdir, readFile, rename, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Backup, BackupProblem, Backups, Sealing } from '../../app/backups.ts';
import type { VaultProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { syncFolder } from './atomic-file.ts';
import { follow } from './aws-file-editor.ts';
import { errorDetail, isAbsent } from './file-error.ts';
import { takeLock } from './file-lock.ts';
import { openSealed, sealBytes } from './sealed-store.ts';
import { readStable } from './stable-read.ts';
import { backupNames, clearStaged, privateRights, stage } from './staged-file.ts';

/** How far the sealing of one backup has come; for tests that end the process there. */
export type SealStep = 'locked' | 'read' | 'staged' | 'renamed';

/** The first line of a sealed backup, for whoever opens it; base64 follows. */
const HEAD =
  '# Sealed by Fobwatch: it held a key that is in the keychain now. Fobwatch puts it back, under "What the AWS files hold".\n';

const isSealed = (bytes: Buffer): boolean => bytes.subarray(0, HEAD.length).toString() === HEAD;

const isText = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);

const readOr = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
};

/**
 * Backups of AWS files that hold a long-term key which was moved into the keychain: each becomes an encrypted file of
 * its own name, AES-256-GCM under the keychain's sealing key, in one step. A process that was killed in between leaves
 * each backup as it was or sealed, never half of it.
 */
export const createBackups = (deps: {
  /** The 32 bytes from the keychain, in base64. */
  readonly sealingKey: () => Promise<Result<Secret, VaultProblem>>;
  readonly step?: (step: SealStep) => void;
}): Backups => {
  const step = deps.step ?? ((): void => undefined);
  const problem = (path: string, detail: Detail): Result<never, BackupProblem> =>
    fail({ kind: 'file', path, detail });

  const key = async (): Promise<Result<Buffer, BackupProblem>> => {
    const found = await deps.sealingKey();
    return found.ok
      ? ok(Buffer.from(reveal(found.value), 'base64'))
      : fail({ kind: 'vault', ...found.failure });
  };

  const sealOne = async (path: string, bytes: Buffer, sealer: Buffer): Promise<Detail | null> => {
    const text = HEAD + sealBytes(sealer, bytes).toString('base64') + '\n';
    const sealed = Buffer.from(text);
    // Before the only readable copy goes: what was sealed opens again, to the byte.
    const again = openSealed(sealer, Buffer.from(text.slice(HEAD.length), 'base64'));
    if (!again.ok || reveal(again.value) !== bytes.toString('utf8')) return ownDetail('not-sealed');
    const { atime, mtime } = await stat(path);
    const staged = await stage(path, sealed, privateRights);
    // It stays as old as it is.
    await utimes(staged, atime, mtime);
    step('staged');
    await rename(staged, path);
    await syncFolder(dirname(path));
    step('renamed');
    return null;
  };

  /** Files beside it, not its backups, that hold a secret: what a person or another tool kept. */
  const elsewhereOf = async (
    path: string,
    holds: (bytes: Buffer) => boolean,
  ): Promise<readonly string[]> => {
    const folder = dirname(path);
    const entries = await readdir(folder, { withFileTypes: true });
    const found: string[] = [];
    for (const entry of entries) {
      const one = join(folder, entry.name);
      if (!entry.isFile() || one === path) continue;
      // One after another: a folder may hold much.
      // eslint-disable-next-line no-await-in-loop
      const { bytes } = await readStable(one);
      if (bytes !== null && holds(bytes)) found.push(one);
    }
    return found.toSorted();
  };

  const sealLocked = async (
    path: string,
    holds: (bytes: Buffer) => boolean,
  ): Promise<Result<Sealing, BackupProblem>> => {
    // What a killed process staged may hold the secret as well.
    await clearStaged(path);
    await clearStaged(`${path}~`);
    const sealed: string[] = [];
    let sealer: Buffer | null = null;
    for (const backup of backupNames(path)) {
      // The newest first, one after another.
      // eslint-disable-next-line no-await-in-loop
      const bytes = await readOr(backup);
      if (bytes === null || isSealed(bytes) || !holds(bytes) || !isText(bytes)) continue;
      step('read');
      if (sealer === null) {
        // eslint-disable-next-line no-await-in-loop
        const found = await key();
        if (!found.ok) return found;
        sealer = found.value;
      }
      // eslint-disable-next-line no-await-in-loop
      const refused = await sealOne(backup, bytes, sealer);
      if (refused !== null) return problem(backup, refused);
      sealed.push(backup);
    }
    return ok({ sealed, elsewhere: await elsewhereOf(path, holds) });
  };

  return {
    list: async (path) => {
      const found: Backup[] = [];
      try {
        for (const backup of backupNames(path)) {
          // eslint-disable-next-line no-await-in-loop
          const bytes = await readOr(backup);
          if (bytes === null) continue;
          // eslint-disable-next-line no-await-in-loop
          const { mtimeMs } = await stat(backup);
          found.push({ path: backup, of: path, sealed: isSealed(bytes), madeAt: mtimeMs });
        }
      } catch (error) {
        return fail({ path, detail: errorDetail(error) });
      }
      return ok(found);
    },
    naming: async (path, accessKeyIds) => {
      const texts = await Promise.all(
        backupNames(path).map((backup) => readFile(backup, 'latin1').catch(() => '')),
      );
      return accessKeyIds.filter((id) => texts.some((text) => text.includes(id)));
    },
    seal: async (path, secrets) => {
      const needles = secrets.map((one) => Buffer.from(reveal(one)));
      const holds = (bytes: Buffer): boolean =>
        needles.some((needle) => needle.length > 0 && bytes.includes(needle));
      const target = await follow(path);
      if (!target.ok) return problem(path, target.failure);
      const lock = await takeLock(`${target.value}.fobwatch-lock`);
      if (!lock.ok) return problem(path, lock.failure);
      try {
        step('locked');
        return await sealLocked(path, holds);
      } catch (error) {
        return problem(path, errorDetail(error));
      } finally {
        await lock.value.release();
      }
    },
    open: async (backup) => {
      try {
        const bytes = await readFile(backup);
        if (!isSealed(bytes)) return ok(secret(bytes.toString('utf8')));
        const sealer = await key();
        if (!sealer.ok) return sealer;
        const text = bytes.subarray(HEAD.length).toString('latin1');
        const opened = openSealed(sealer.value, Buffer.from(text, 'base64'));
        return opened.ok ? opened : problem(backup, opened.failure);
      } catch (error) {
        return problem(backup, errorDetail(error));
      }
    },
  };
};
