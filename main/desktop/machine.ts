import { lstat, open, readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Machine, MachineFacts, Permission } from '../../app/doctor/machine.ts';
import { errorCode, isAbsent } from '../storage/file-error.ts';

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

const DAY = 24 * 60 * 60 * 1000;

/** So much of the journal's end is read, in bytes. */
const NEWEST = 256 * 1024;

const lineDecoder = z.object({ at: z.string(), kind: z.string().regex(/^[a-z-]{1,60}$/) });

const lineOf = (line: string): z.infer<typeof lineDecoder> | null => {
  try {
    const read = lineDecoder.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};

/** How many lines of each kind the last day left in the journal. One that is not there yet has none. */
const journalOf = async (path: string, now: number): Promise<MachineFacts['journal']> => {
  try {
    const file = await open(path, 'r+');
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - NEWEST);
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(size - from),
        0,
        size - from,
        from,
      );
      const counts = new Map<string, number>();
      for (const text of buffer.subarray(0, bytesRead).toString('utf8').split('\n')) {
        const line = lineOf(text);
        if (line !== null && Date.parse(line.at) > now - DAY)
          counts.set(line.kind, (counts.get(line.kind) ?? 0) + 1);
      }
      return Object.fromEntries(counts);
    } finally {
      await file.close();
    }
  } catch (error) {
    return isAbsent(error) ? {} : null;
  }
};

/** What the doctor wants to know of the machine. Of variables the names are read, never the values. */
export const createMachine = (deps: {
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number | null;
  readonly data: string;
  /** Where the agent's socket is; null: it has none here. */
  readonly socketFolder: string | null;
  /** The journal's file. */
  readonly journal: string;
  /** Milliseconds since 1970 by this computer's clock. */
  readonly now: () => number;
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
      journal: await journalOf(deps.journal, deps.now()),
      deadSockets: socketFolder === null ? [] : await deadIn(socketFolder),
      about: deps.about,
    };
  },
});
