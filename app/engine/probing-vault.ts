import { isLocked } from '../session/lock.ts';
import type { Core } from './core.ts';

/** Asks the keychain whether it works, and says so in the state. */
export const createProbingVault =
  ({ ports, store }: Pick<Core, 'ports' | 'store'>): (() => Promise<void>) =>
  async () => {
    const probed = await ports.vault.probe();
    // A keychain that works was asked for the sealing key, which a locked app keeps as little as any other.
    if (isLocked(store.state())) ports.lockKeeping.letGo();
    store.apply({
      kind: 'vault',
      vault: probed.ok
        ? { kind: 'ready', ...probed.value }
        : { kind: 'unavailable', ...probed.failure },
    });
  };
