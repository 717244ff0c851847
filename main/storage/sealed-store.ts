import { detailAbout, ownDetail, type Detail } from '../../app/detail.ts';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FileProblem, SealedStore, VaultProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { removeDurably, writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';

/** Layout: version, nonce, tag, ciphertext. The version is authenticated along with the text. */
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;
const ALGORITHM = 'aes-256-gcm';

/** Seals bytes under a key of 32 bytes; each call draws a fresh nonce. */
export const sealBytes = (key: Uint8Array, bytes: Uint8Array): Buffer => {
  const version = Buffer.from([VERSION]);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG });
  cipher.setAAD(version);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([version, nonce, cipher.getAuthTag(), sealed]);
};

export const sealText = (key: Uint8Array, text: string): Buffer =>
  sealBytes(key, Buffer.from(text));

/** Opens what `sealText` made; a changed bit, another key or another version fails with the reason. */
export const openSealed = (key: Uint8Array, data: Uint8Array): Result<Secret, Detail> => {
  if (data.length < HEAD) return fail(ownDetail('cut-short'));
  if (data[0] !== VERSION) return fail(detailAbout('unknown-version', data[0] ?? 0));
  try {
    const decipher = createDecipheriv(ALGORITHM, key, data.subarray(1, 1 + NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(data.subarray(0, 1));
    decipher.setAuthTag(data.subarray(1 + NONCE, HEAD));
    const text = Buffer.concat([decipher.update(data.subarray(HEAD)), decipher.final()]);
    return ok(secret(text.toString('utf8')));
  } catch {
    return fail(ownDetail('not-opened'));
  }
};

/**
 * The sealed copy of sessions and roles: AES-256-GCM under a key that only the keychain holds. Without a keychain it
 * holds nothing, and what was sealed before stays shut; whoever asks is told that, not that there is nothing.
 */
export const createSealedStore = (deps: {
  readonly path: string;
  /** The 32 bytes from the keychain, in base64. */
  readonly sealingKey: () => Promise<Result<Secret, VaultProblem>>;
}): SealedStore => {
  const problem = (detail: Detail): Result<never, FileProblem> => fail({ path: deps.path, detail });
  const key = async (): Promise<Result<Buffer, FileProblem>> => {
    const found = await deps.sealingKey();
    return found.ok
      ? ok(Buffer.from(reveal(found.value), 'base64'))
      : problem(found.failure.detail);
  };
  return {
    path: deps.path,
    load: async () => {
      const data = await readFile(deps.path).catch((error: unknown) =>
        isAbsent(error) ? null : errorDetail(error),
      );
      if (data === null) return ok(null);
      if (!Buffer.isBuffer(data)) return problem(data);
      const opener = await key();
      if (!opener.ok) return opener;
      const opened = openSealed(opener.value, data);
      return opened.ok ? opened : problem(opened.failure);
    },
    save: async (text) => {
      const sealer = await key();
      if (!sealer.ok) return sealer;
      const written = await writeAtomically(deps.path, sealText(sealer.value, reveal(text)));
      return written.ok ? written : problem(written.failure);
    },
    remove: async () => {
      const removed = await removeDurably(deps.path);
      return removed.ok ? removed : problem(removed.failure);
    },
  };
};
