import { ownDetail } from '../detail.ts';
import type { Failure } from '../failure.ts';
import type { LongTermKey } from '../model.ts';
import type { Signer } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { VaultState } from '../session/state.ts';
import type { Core, Sources } from './core.ts';
import { noLockSince } from './since-lock.ts';

export type Keys = {
  /** The key that signs for an identity: from the keychain, read once, else from the file. */
  signer(identity: string): Promise<Result<Signer, Failure>>;
  forget(identity: string): void;
  /** No key is kept any more, nor one that is still on its way. */
  forgetAll(): void;
};

export const createKeys = ({ ports, store }: Core, sources: Sources): Keys => {
  const reads = new Map<string, Promise<Result<LongTermKey | null, Failure>>>();

  const read = async (identity: string): Promise<Result<LongTermKey | null, Failure>> => {
    const answer = await ports.vault.read(identity);
    if (answer.ok) return answer;
    return fail({ kind: 'vault', action: 'read', ...answer.failure });
  };

  /** One read per identity, whoever asks; a failed one is not remembered. */
  const readOnce = (identity: string): Promise<Result<LongTermKey | null, Failure>> => {
    const under = reads.get(identity);
    if (under !== undefined) return under;
    const stillOpen = noLockSince(store);
    const reading = read(identity).then((answer) => {
      // While it is shut, whoever reads a key has it for that once.
      const isKept = answer.ok && answer.value !== null && stillOpen() && !sources.isShut;
      // Another may have begun by now.
      if (!isKept && reads.get(identity) === reading) reads.delete(identity);
      return answer;
    });
    reads.set(identity, reading);
    return reading;
  };

  return {
    signer: async (identity) => {
      if (store.state().identities.get(identity)?.origin !== 'keychain') {
        const written = sources.fileKeys.get(identity);
        return written === undefined
          ? fail({ kind: 'unknown-target', target: { kind: 'session', identity } })
          : ok(written);
      }
      const key = await readOnce(identity);
      if (!key.ok) return key;
      if (key.value === null)
        return fail({
          kind: 'vault',
          action: 'read',
          backend: backendName(store.state().vault),
          detail: ownDetail('item-gone'),
        });
      return ok({ ...key.value, sessionToken: null });
    },
    forget: (identity) => {
      reads.delete(identity);
    },
    forgetAll: () => reads.clear(),
  };
};

/** What the keychain is called, as far as it is known. */
export const backendName = (vault: VaultState): string =>
  vault.kind === 'checking' ? 'keychain' : vault.backend;
