import { lstat, readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Machine, Permission } from '../../app/doctor/machine.ts';
import { errorCode } from '../storage/file-error.ts';

const permissionOf = async (
  path: string,
  what: Permission['what'],
  uid: number | null,
): Promise<Permission> => {
  try {
    const found = await stat(path);
    return { path, what, mode: found.mode & 0o777, mine: uid === null || found.uid === uid };
  } catch {
    return { path, what, mode: null, mine: true };
  }
};

/** Whether nobody listens at a socket. */
const isDead = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (dead: boolean): void => {
      socket.destroy();
      resolve(dead);
    };
    socket
      .once('connect', () => end(false))
      .once('error', (error) => end(errorCode(error) === 'ECONNREFUSED'));
  });

const deadIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch((): string[] => []);
  const dead = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await lstat(path).catch(() => null);
      return found?.isSocket() === true && (await isDead(path)) ? [path] : [];
    }),
  );
  return dead.flat();
};

/** What the doctor wants to know of the machine. Of variables the names are read, never the values. */
export const createMachine = (deps: {
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number | null;
  readonly data: string;
  /** Where the agent's socket is; null: it has none here. */
  readonly socketFolder: string | null;
  readonly trayHost: () => boolean | null;
  readonly about: Readonly<Record<string, string>>;
}): Machine => ({
  look: async ({ config, credentials }) => {
    const { env, uid, data, socketFolder } = deps;
    const looked: readonly (readonly [string, Permission['what']])[] = [
      [config, 'config'],
      [credentials, 'credentials'],
      [data, 'data-folder'],
      [join(data, 'sessions.sealed'), 'sealed'],
      ...(socketFolder === null ? [] : [[socketFolder, 'socket-folder'] as const]),
    ];
    return {
      // Windows has no such bits: there the folder's own rights protect what is in it.
      permissions:
        uid === null
          ? []
          : await Promise.all(looked.map(([path, what]) => permissionOf(path, what, uid))),
      trayHost: deps.trayHost(),
      variables: Object.keys(env).filter((name) => name.startsWith('AWS_')),
      deadSockets: socketFolder === null ? [] : await deadIn(socketFolder),
      about: deps.about,
    };
  },
});
