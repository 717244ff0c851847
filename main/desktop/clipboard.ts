import { createHash, randomBytes } from 'node:crypto';
import type { Clipboard as ElectronClipboard } from 'electron';
import type { Clipboard } from '../../app/ports.ts';
import { fail, ok } from '../../app/result.ts';
import { reveal } from '../../app/secret.ts';

type Mark = { readonly salt: Buffer; readonly digest: Buffer };

const digestOf = (salt: Buffer, text: string): Buffer =>
  createHash('sha256').update(salt).update(text).digest();

/**
 * The system's clipboard. What was put there is remembered as a salted hash only, enough to tell later whether it is
 * still ours. Electron answers at once up to 43 and with a promise from 44 on: awaited, both are right.
 */
export const createClipboard = (
  system: Pick<ElectronClipboard, 'writeText' | 'readText' | 'clear'>,
): Clipboard => {
  const state: { ours: Mark | null } = { ours: null };
  return {
    write: async (text) => {
      try {
        const bare = reveal(text);
        const salt = randomBytes(16);
        await system.writeText(bare);
        state.ours = { salt, digest: digestOf(salt, bare) };
        return ok(null);
      } catch (error) {
        return fail(error instanceof Error ? error.name : 'unknown');
      }
    },
    clearIfOurs: async () => {
      const { ours } = state;
      state.ours = null;
      if (ours === null) return false;
      try {
        const held = await system.readText();
        if (!digestOf(ours.salt, held).equals(ours.digest)) return false;
        system.clear();
        return true;
      } catch {
        return false;
      }
    },
  };
};
