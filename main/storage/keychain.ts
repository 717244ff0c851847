import { detailAbout, foreignDetail, ownDetail, type Detail } from '../../app/detail.ts';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { CodeSources } from '../../app/devices/code-source.ts';
import type { LongTermKey, Platform } from '../../app/model.ts';
import type { Vault, VaultProblem } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';

/** What of keytar is used; its calls block a worker thread until the keychain answers. */
export type KeychainLibrary = {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
};

const SEAL = 'seal';
/** Holds nothing, and is there only while the seal is looked for. */
const UNLOCKING = 'unlocking';
const SEAL_BYTES = 32;
const itemOf = (identity: string): string => `identity:${identity}`;
const seedItem = (identity: string): string => `seed:${identity}`;
const proxyItem = (place: string): string => `proxy:${place}`;

const backends = {
  linux: 'Secret Service (gnome-keyring, KWallet)',
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
} as const satisfies Record<Platform, string>;

const storedKey = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

const parseKey = (text: string): LongTermKey | null => {
  try {
    const parsed = storedKey.safeParse(JSON.parse(text));
    return parsed.success
      ? {
          accessKeyId: parsed.data.accessKeyId,
          secretAccessKey: secret(parsed.data.secretAccessKey),
        }
      : null;
  } catch {
    return null;
  }
};

const isSeal = (text: string): boolean => Buffer.from(text, 'base64').length === SEAL_BYTES;

/**
 * libsecret goes on speaking to the service it found first. After that one was restarted (an update, a crash) every
 * call of this process fails in one of these ways; a new process finds the new one.
 */
const RESTARTED = /session wrapping the secret does not exist|name :\d+\.\d+ was not provided/;

/** The keychain's own words; it says them about items and services, never about contents. */
const reasonOf = (error: unknown): Detail => {
  const said = error instanceof Error ? error.message.trim() : '';
  if (said === '') return ownDetail('no-reason');
  return RESTARTED.test(said) ? detailAbout('restarted', said) : foreignDetail(said);
};

export type Keychain = Vault &
  Pick<CodeSources, 'readSeed' | 'storeSeed' | 'removeSeed'> & {
    /** Passwords of proxies, an item each: `place` names the user and the proxy. */
    readProxyPassword(place: string): Promise<Result<Secret | null, VaultProblem>>;
    storeProxyPassword(place: string, password: Secret): Promise<Result<null, VaultProblem>>;
    removeProxyPassword(place: string): Promise<Result<null, VaultProblem>>;
    /** The key that seals copies on disk, made on first use and never replaced; in base64. Read from the keychain once. */
    sealingKey(): Promise<Result<Secret, VaultProblem>>;
    /** The sealing key is kept no longer; the next who needs it reads it again. */
    letGo(): void;
    /** Whether it owes an answer: a thread waits for it then, and the process cannot end by itself. */
    owes(): boolean;
  };

/**
 * The OS keychain: one item per identity and per proxy, and one sealing key, under the app's name. Calls go one at a time,
 * each for at most `patience` ms: a keychain that hangs (a D-Bus service that never answers, a prompt left open)
 * costs one thread and not all, and further calls fail at once until it comes back.
 */
export const createKeychain = (deps: {
  readonly library: () => Promise<KeychainLibrary>;
  /** What items are filed under: the app's name, so that an app by another name (a demo) touches none of ours. */
  readonly service: string;
  readonly platform: Platform;
  readonly patience: number;
  /** It answered after all, later than anyone waited: a person took their time over its password. */
  readonly cameBack?: () => void;
}): Keychain => {
  const backend = backends[deps.platform];
  const state: { tail: Promise<unknown>; owed: number; stuck: boolean; seal: Secret | null } = {
    tail: Promise.resolve(),
    owed: 0,
    stuck: false,
    seal: null,
  };

  const silent = (): Result<never, VaultProblem> =>
    fail({ backend, detail: detailAbout('no-answer', Math.round(deps.patience / 1000)) });

  const ask = async <T>(
    call: (library: KeychainLibrary) => Promise<T>,
  ): Promise<Result<T, VaultProblem>> => {
    try {
      return ok(await call(await deps.library()));
    } catch (error) {
      return fail({ backend, detail: reasonOf(error) });
    }
  };

  const attempt = async <T>(
    call: (library: KeychainLibrary) => Promise<T>,
  ): Promise<Result<T, VaultProblem>> => {
    if (state.stuck) return silent();
    const alarm: { timer: NodeJS.Timeout | undefined } = { timer: undefined };
    const late = new Promise<Result<T, VaultProblem>>((resolve) => {
      alarm.timer = setTimeout(() => {
        state.stuck = true;
        resolve(silent());
      }, deps.patience);
    });
    const answer = async (): Promise<Result<T, VaultProblem>> => {
      state.owed += 1;
      const settled = await ask(call);
      clearTimeout(alarm.timer);
      state.owed -= 1;
      const wasLate = state.stuck;
      state.stuck = false;
      // A refusal is no coming back: who closed the prompt is not asked again.
      if (wasLate && settled.ok) deps.cameBack?.();
      return settled;
    };
    return Promise.race([answer(), late]);
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = state.tail.then(work);
    state.tail = result.catch(() => undefined);
    return result;
  };

  /** The seal as it lies in the keychain; null: the keychain says that there is none. */
  const keptSeal = async (): Promise<Result<Secret | null, VaultProblem>> => {
    const kept = await attempt((library) => library.getPassword(deps.service, SEAL));
    if (!kept.ok) return kept;
    if (kept.value === null) return ok(null);
    if (!isSeal(kept.value)) return fail({ backend, detail: detailAbout('item-damaged', SEAL) });
    state.seal = secret(kept.value);
    return ok(state.seal);
  };

  const obtainSeal = async (): Promise<Result<Secret, VaultProblem>> => {
    if (state.seal !== null) return ok(state.seal);
    const kept = await keptSeal();
    if (!kept.ok) return kept;
    if (kept.value !== null) return ok(kept.value);
    // A locked Secret Service whose prompt was closed says "no such item" as well, and takes items once the next prompt
    // is answered: what was sealed is lost with the key, so the seal is made only where something was just stored and
    // there is still none.
    const unlocked = await attempt((library) => library.setPassword(deps.service, UNLOCKING, '-'));
    if (!unlocked.ok) return unlocked;
    const there = await keptSeal();
    // One that stays behind is replaced by the next.
    await attempt((library) => library.deletePassword(deps.service, UNLOCKING));
    if (!there.ok) return there;
    if (there.value !== null) return ok(there.value);
    const fresh = randomBytes(SEAL_BYTES).toString('base64');
    const stored = await attempt((library) => library.setPassword(deps.service, SEAL, fresh));
    if (!stored.ok) return stored;
    // Read back: a store that takes an item and does not give it out again is no keychain.
    const again = await attempt((library) => library.getPassword(deps.service, SEAL));
    if (!again.ok) return again;
    if (again.value !== fresh) return fail({ backend, detail: ownDetail('item-lost') });
    state.seal = secret(fresh);
    return ok(state.seal);
  };

  const removeItem = (item: string): Promise<Result<null, VaultProblem>> =>
    inTurn(async () => {
      const gone = await attempt((library) => library.deletePassword(deps.service, item));
      return gone.ok ? ok(null) : gone;
    });

  const readItem = (item: string): Promise<Result<Secret | null, VaultProblem>> =>
    inTurn(async () => {
      const kept = await attempt((library) => library.getPassword(deps.service, item));
      return kept.ok ? ok(kept.value === null ? null : secret(kept.value)) : kept;
    });

  const storeItem = (item: string, text: Secret): Promise<Result<null, VaultProblem>> =>
    inTurn(async () => {
      const stored = await attempt((library) =>
        library.setPassword(deps.service, item, reveal(text)),
      );
      return stored.ok ? ok(null) : stored;
    });

  return {
    probe: () =>
      inTurn(async () => {
        // Also where the seal is known: whether the keychain still answers is the question.
        const answered =
          state.seal === null
            ? await obtainSeal()
            : await attempt((library) => library.getPassword(deps.service, SEAL));
        return answered.ok ? ok({ backend }) : answered;
      }),
    sealingKey: () => inTurn(obtainSeal),
    letGo: () => {
      state.seal = null;
    },
    owes: () => state.owed > 0,
    read: (identity) =>
      inTurn(async () => {
        const kept = await attempt((library) =>
          library.getPassword(deps.service, itemOf(identity)),
        );
        if (!kept.ok) return kept;
        if (kept.value === null) return ok(null);
        const key = parseKey(kept.value);
        return key === null
          ? fail({ backend, detail: detailAbout('item-damaged', identity) })
          : ok(key);
      }),
    store: (identity, key) =>
      inTurn(async () => {
        const text = JSON.stringify({
          accessKeyId: key.accessKeyId,
          secretAccessKey: reveal(key.secretAccessKey),
        });
        const stored = await attempt((library) =>
          library.setPassword(deps.service, itemOf(identity), text),
        );
        return stored.ok ? ok(null) : stored;
      }),
    remove: (identity) => removeItem(itemOf(identity)),
    readProxyPassword: (place) => readItem(proxyItem(place)),
    storeProxyPassword: (place, password) => storeItem(proxyItem(place), password),
    readSeed: (identity) => readItem(seedItem(identity)),
    storeSeed: (identity, seed) => storeItem(seedItem(identity), seed),
    removeSeed: (identity) => removeItem(seedItem(identity)),
    removeProxyPassword: (place) => removeItem(proxyItem(place)),
  };
};
