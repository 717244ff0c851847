import { detailCode } from '../../../app/detail.ts';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Journal } from '../../../app/ports.ts';
import { quotePosix } from '../../../app/export/posix.ts';
import { takenAwayByLive } from '../../../app/export/variables.ts';
import { PRIVATE_FOLDER, writeAtomically } from '../../storage/atomic-file.ts';
import { errorCode } from '../../storage/file-error.ts';
import batch from '../fobwatch.cmd?raw';
import script from '../fobwatch.sh?raw';
import { SEPARATOR } from './wire.ts';

/** The `fobwatch` script for this start: where the agent listens, and how the app is started when it does not. */
export const commandText = (socket: string, launch: readonly string[]): string =>
  script
    .replaceAll('@launch@', () => launch.map(quotePosix).join(' '))
    .replaceAll('@separator@', SEPARATOR)
    .replaceAll('@unset@', ['AWS_PROFILE', ...takenAwayByLive].join(' '))
    .replaceAll('@socket@', () => quotePosix(socket));

/** The same for Windows: where port and token are. It starts nothing. */
export const batchText = (place: string): string =>
  batch.replaceAll('@place@', () => place.replaceAll('%', '%%')).replaceAll(/\r?\n/g, '\r\n');

/**
 * Puts the `fobwatch` command in its place, the same at every start and for every version: AWS's config files name it.
 * A copy that is right already is left alone. Failures are noted: the app works on without its command.
 */
export const placeCommand = async (deps: {
  readonly path: string;
  readonly text: string;
  readonly journal: Journal;
}): Promise<void> => {
  const { path, text, journal } = deps;
  try {
    await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    if ((await readFile(path, 'utf8').catch(() => null)) !== text) {
      const written = await writeAtomically(path, text);
      if (!written.ok)
        return journal.write({
          kind: 'command-not-placed',
          facts: { detail: detailCode(written.failure) },
        });
    }
    await chmod(path, PRIVATE_FOLDER);
  } catch (error) {
    journal.write({ kind: 'command-not-placed', facts: { path, detail: errorCode(error) } });
  }
};
