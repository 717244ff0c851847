import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

const OTHERS_WRITE = 0o022;

/**
 * Whether a folder is there that this user alone may change: in any other, somebody could put a socket of his own in
 * the place of ours.
 */
const isOwnFolder = (path: string, uid: number | null): boolean => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return false;
  return uid === null || (found.uid === uid && (found.mode & OTHERS_WRITE) === 0);
};

/** The folder of the session's sockets, where the system has one of this user's. */
const runtimeFolder = (env: NodeJS.ProcessEnv, uid: number | null): string | null => {
  const named = env['XDG_RUNTIME_DIR'] ?? '';
  // A helper that starts the app may have a bare environment, as cron's is; the place must not depend on it.
  const places = [
    ...(isAbsolute(named) ? [named] : []),
    ...(uid === null ? [] : [`/run/user/${uid}`]),
  ];
  return places.find((path) => isOwnFolder(path, uid)) ?? null;
};

/** Where the agent listens: in the session's own folder, else beside the app's data. */
export const socketPath = (facts: {
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number | null;
  readonly data: string;
  /** The app's name: the demo's agent is not the daily one's. */
  readonly name: string;
}): string =>
  join(
    runtimeFolder(facts.env, facts.uid) ?? facts.data,
    'fobwatch',
    `${facts.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.sock`,
  );
