import { statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the session's sockets, where the system has one of this user's. */
const runtimeFolder = (env: NodeJS.ProcessEnv, uid: number | null): string | null => {
  const named = env['XDG_RUNTIME_DIR'];
  if (named) return named;
  if (uid === null) return null;
  // A helper that starts the app may have a bare environment, as cron's is; the place must not depend on it.
  const usual = `/run/user/${uid}`;
  const found = statSync(usual, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === uid ? usual : null;
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
