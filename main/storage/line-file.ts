import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER } from './atomic-file.ts';

/** Where the file goes that was full. */
export const fullName = (path: string): string => `${path}.1`;

/**
 * A file that grows by lines, readable by its owner alone. Past `mostBytes` it starts anew and the one before is kept
 * under `fullName`. Written at once, so that the last line before a crash is there. Throws what the disk says.
 */
export const createLineFile = (
  path: string,
  mostBytes: number,
): { readonly append: (line: string) => void } => {
  const makeRoom = (line: string): void => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0 && size + Buffer.byteLength(line) > mostBytes) renameSync(path, fullName(path));
  };
  return {
    append: (line) => {
      mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
      makeRoom(line);
      writeFileSync(path, line, { flag: 'a', mode: PRIVATE_FILE });
      // An older file may have been made with wider rights.
      chmodSync(path, PRIVATE_FILE);
    },
  };
};
