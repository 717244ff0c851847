import { lstatSync, readlinkSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';

/** Events of one edit (truncate, write, rename) arrive within this many ms and make one call. */
const CALM = 60;
/** As many symbolic links as Linux itself follows. */
const LINKS = 40;

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Which folder a path leads to just now: behind a symbolic link it may become another. */
const folderId = (path: string): string => {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts === undefined ? '' : `${facts.dev} ${facts.ino}`;
};

const linkTarget = (path: string): string | null => {
  try {
    if (!(lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false)) return null;
    const target = readlinkSync(path);
    return isAbsolute(target) ? target : join(dirname(path), target);
  } catch {
    return null;
  }
};

/** The folder to listen to for a path, and the name in it that matters: the nearest one that exists. */
const nearest = (path: string): { readonly folder: string; readonly name: string } => {
  const folder = dirname(path);
  if (folder === path || isFolder(folder)) return { folder, name: basename(path) };
  return nearest(folder);
};

/** What to listen to so that no change of these files is missed, over links and folders yet to be made. */
const listeningPosts = (paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const posts = new Map<string, Set<string>>();
  const post = (path: string, links: number): void => {
    const { folder, name } = nearest(path);
    posts.set(folder, (posts.get(folder) ?? new Set()).add(name));
    // A link to the folder (~/.aws -> dotfiles/aws) is a place where a change can happen too.
    const target = linkTarget(path) ?? (linkTarget(folder) === null ? null : folder);
    if (target !== null && links > 0) post(target, links - 1);
  };
  for (const path of paths) post(path, LINKS);
  return posts;
};

/**
 * Calls back after any of the files was written, replaced by a rename, made or removed; also when the folder itself
 * comes later, and when the path is a symbolic link whose target changes. Folders are watched, never the files: an
 * editor that replaces a file would leave a watch on the old one. No polling. Returns its stop.
 */
export const watchFiles = (paths: readonly string[], changed: () => void): (() => void) => {
  type Held = { readonly watcher: FSWatcher; readonly id: string; names: ReadonlySet<string> };
  const watchers = new Map<string, Held>();
  const state: { timer: NodeJS.Timeout | null; stopped: boolean } = { timer: null, stopped: false };

  const close = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };

  const settle = (): void => {
    state.timer = null;
    if (state.stopped) return;
    arm();
    changed();
  };

  const noticed = (): void => {
    if (state.timer !== null) clearTimeout(state.timer);
    state.timer = setTimeout(settle, CALM);
  };

  const listen = (folder: string, names: ReadonlySet<string>): void => {
    try {
      // Looked up before: should the folder change in between, the next look finds that it is another.
      const id = folderId(folder);
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        const wanted = watchers.get(folder)?.names;
        // The folder's own name: it was moved or removed, and this watch has gone with it.
        if (name === null || name === basename(folder)) close(folder);
        else if (!(wanted?.has(name) ?? false)) return;
        noticed();
      });
      watcher.on('error', () => {
        close(folder);
        noticed();
      });
      watchers.set(folder, { watcher, id, names });
    } catch {
      // Gone between the look and the watch, or out of watches: the next change of another folder arms anew.
      close(folder);
    }
  };

  const arm = (): void => {
    const posts = listeningPosts(paths);
    for (const folder of watchers.keys()) if (!posts.has(folder)) close(folder);
    for (const [folder, names] of posts) {
      const held = watchers.get(folder);
      if (held?.id === folderId(folder)) held.names = names;
      else {
        close(folder);
        listen(folder, names);
      }
    }
  };

  arm();
  return () => {
    state.stopped = true;
    if (state.timer !== null) clearTimeout(state.timer);
    for (const folder of watchers.keys()) close(folder);
  };
};
