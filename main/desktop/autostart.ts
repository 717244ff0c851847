import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LoginStart } from '../../app/ports-settings.ts';
import { fail, ok } from '../../app/result.ts';
import type { LoginEntry } from '../../app/session/login-start.ts';
import { PRIVATE_FOLDER, writeAtomically } from '../storage/atomic-file.ts';
import { errorDetail, isAbsent } from '../storage/file-error.ts';
import { watchFiles } from '../storage/watch-files.ts';

/**
 * One word of a command line in a desktop entry. In quotes a backslash escapes `"`, a back tick, `$` and itself; that
 * text is a string value, where each backslash is doubled once more; `%` begins a field code unless doubled.
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
const execWord = (word: string): string => {
  const quoted = /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
};

const execLine = (launch: readonly string[]): string => launch.map(execWord).join(' ');

const entryText = (name: string, launch: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${execLine(launch)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Values of the group that counts, by key. */
const entryValues = (text: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  let isEntry = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) isEntry = line.trim() === '[Desktop Entry]';
    const found = /^([\w-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (isEntry && found !== null) values.set(found[1] ?? '', found[2] ?? '');
  }
  return values;
};

/** What a desktop makes of the file: tools that switch an entry off leave it there and say so in it. */
const entryOf = (text: string, launch: readonly string[]): LoginEntry => {
  const values = entryValues(text);
  const command = values.get('Exec') ?? '';
  if (
    command === '' ||
    values.get('Hidden') === 'true' ||
    values.get('X-GNOME-Autostart-enabled') === 'false'
  )
    return { kind: 'off' };
  return command === execLine(launch) ? { kind: 'on' } : { kind: 'other', command };
};

/** Where the XDG autostart specification has a user's own entries. */
export const autostartPath = (env: NodeJS.ProcessEnv, home: string, name: string): string =>
  join(
    env['XDG_CONFIG_HOME'] || join(home, '.config'),
    'autostart',
    `${name.toLowerCase()}.desktop`,
  );

/** Start at login on Linux: an XDG autostart entry, which is there or not. What a person does to it by hand holds. */
export const createAutostart = (deps: {
  readonly path: string;
  readonly name: string;
  /** The program and arguments that start the app without a window. */
  readonly launch: readonly string[];
}): LoginStart => {
  const { path, name, launch } = deps;
  return {
    path,
    read: async () => {
      try {
        return entryOf(await readFile(path, 'utf8'), launch);
      } catch (error) {
        return isAbsent(error)
          ? { kind: 'off' }
          : { kind: 'unreadable', detail: errorDetail(error) };
      }
    },
    set: async (on) => {
      try {
        if (!on) {
          await rm(path, { force: true });
          return ok(null);
        }
        await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
        return await writeAtomically(path, entryText(name, launch));
      } catch (error) {
        return fail(errorDetail(error));
      }
    },
    watch: (changed) => watchFiles([path], changed),
  };
};
