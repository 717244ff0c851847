import type { Instant } from '../model.ts';
import type { Installed } from '../updates/installed.ts';
import type { UpdateCause } from '../updates/updates.ts';
import type { AppState } from './state.ts';

/** How far looking for a new version has come. */
export type UpdateCheck =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'current' }
  | { readonly kind: 'available'; readonly version: string }
  | { readonly kind: 'downloading'; readonly version: string }
  /** It is put in when the app ends. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly cause: UpdateCause };

export type UpdatesState = {
  /** null: not looked at yet. */
  readonly installed: Installed | null;
  readonly builtInFeed: string | null;
  /** When the server was asked last; null: never. */
  readonly checkedAt: Instant | null;
  /** Nothing is asked by itself before. */
  readonly notBefore: Instant;
  readonly told: string | null;
  readonly check: UpdateCheck;
};

export const noUpdates: UpdatesState = {
  installed: null,
  builtInFeed: null,
  checkedAt: null,
  notBefore: 0,
  told: null,
  check: { kind: 'none' },
};

export type UpdatesEvent = {
  readonly kind: 'updates';
  readonly updates: Partial<UpdatesState>;
};

export const withUpdates = (state: AppState, { updates }: UpdatesEvent): AppState => ({
  ...state,
  updates: { ...state.updates, ...updates },
});

/** Instants that we reckoned ourselves move with our reckoning. */
export const updatesMoved = ({ updates }: Pick<AppState, 'updates'>, by: number): UpdatesState => ({
  ...updates,
  checkedAt: updates.checkedAt === null ? null : updates.checkedAt + by,
  notBefore: updates.notBefore + by,
});

/** From one look to the next by itself, ms. */
export const BETWEEN_CHECKS = 24 * 3600_000;

/** After one that failed, ms: the network may be back. */
export const AFTER_FAILURE = 3600_000;

/** So long after a start nothing is asked, ms: there is more urgent work, and a network that is still waking up. */
export const AFTER_START = 10 * 60_000;

type Parts = Pick<AppState, 'updates' | 'settings'>;

/** Where new versions are looked for; null: nowhere. */
export const feedOf = ({ updates, settings }: Parts): string | null =>
  settings.updatesFeed ?? updates.builtInFeed;

/**
 * What is done about new versions: as the settings say, but nothing where a package manager does it or no server is
 * known, and nothing is put in where no signature is checked.
 */
export const updateMode = (parts: Parts): 'off' | 'notify' | 'install' => {
  const { installed } = parts.updates;
  const wanted = parts.settings.updates;
  if (installed === null || installed.kind === 'managed' || feedOf(parts) === null) return 'off';
  if (wanted !== 'install') return wanted;
  return installed.kind === 'own' && installed.installs ? 'install' : 'notify';
};

/** What was downloaded in vain will be the same in an hour; a server that could not be reached may be back by then. */
const isBackSoon = (check: UpdateCheck): boolean =>
  check.kind === 'failed' &&
  check.cause.kind !== 'not-genuine' &&
  check.cause.kind !== 'not-installed';

/** When new versions are looked for next by itself; null: never. One that waits to be put in is enough. */
export const nextCheckAt = (parts: Parts): Instant | null => {
  const { updates } = parts;
  const { kind } = updates.check;
  if (updateMode(parts) === 'off' || updates.installed?.kind === 'development') return null;
  if (kind === 'checking' || kind === 'downloading' || kind === 'ready') return null;
  const between = isBackSoon(updates.check) ? AFTER_FAILURE : BETWEEN_CHECKS;
  const next = updates.checkedAt === null ? 0 : updates.checkedAt + between;
  return Math.max(next, updates.notBefore);
};

/** The version to tell of by a notice: each once; null: none. */
export const versionToTell = (parts: Parts): string | null => {
  const { check, told } = parts.updates;
  if (updateMode(parts) === 'off') return null;
  if (check.kind !== 'available' && check.kind !== 'ready') return null;
  // One that is put in by itself is told once it is ready.
  if (check.kind === 'available' && updateMode(parts) === 'install') return null;
  return check.version === told ? null : check.version;
};
