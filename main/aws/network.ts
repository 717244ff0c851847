import { passwordPlace } from '../../app/network/proxy.ts';
import type { Network, NetworkSettings, VaultProblem } from '../../app/ports.ts';
import { ok, type Result } from '../../app/result.ts';
import type { Secret } from '../../app/secret.ts';
import { defaultSettings } from '../../app/settings.ts';
import { createLines, type Lines, type LinesDeps } from './lines.ts';
import { createProbe } from './probe.ts';
import { createTrust } from './trust.ts';

/** The keychain's items for proxies, each for one user at one proxy. */
export type ProxyVault = {
  readProxyPassword(place: string): Promise<Result<Secret | null, VaultProblem>>;
  storeProxyPassword(place: string, password: Secret): Promise<Result<null, VaultProblem>>;
  removeProxyPassword(place: string): Promise<Result<null, VaultProblem>>;
};

/** The network as the engine sets and tries it, and the ways through it that calls of AWS take. */
export const createNetwork = (
  deps: Pick<LinesDeps, 'environment' | 'askSystem'> & { readonly vault: ProxyVault },
): {
  readonly network: Network;
  readonly lines: Lines;
  /** Passwords of proxies are kept no longer; the next call reads them again. */
  readonly letGo: () => void;
} => {
  const { vault } = deps;
  const state: { settings: NetworkSettings } = {
    settings: { ...defaultSettings, uncheckedEndpoints: [] },
  };
  /** Read once per place; a failed reading is not remembered. */
  const passwords = new Map<string, Secret | null>();

  const lines = createLines({
    environment: deps.environment,
    askSystem: deps.askSystem,
    settings: () => state.settings,
    passwords: {
      read: async (place) => {
        const known = passwords.get(place);
        if (known !== undefined) return ok(known);
        const found = await vault.readProxyPassword(place);
        if (found.ok) passwords.set(place, found.value);
        return found;
      },
    },
    trust: createTrust(),
  });

  return {
    lines,
    letGo: () => {
      passwords.clear();
      void import('./sdk-memory.ts').then(({ forgetSigningKeys }) => forgetSigningKeys());
    },
    network: {
      use: (settings) => {
        state.settings = settings;
      },
      probe: createProbe(lines),
      keepPassword: async (password) => {
        const place = passwordPlace(state.settings);
        if (place === null) return ok(null);
        passwords.delete(place);
        return password === null
          ? vault.removeProxyPassword(place)
          : vault.storeProxyPassword(place, password);
      },
    },
  };
};
