import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileProblem, SettingsFile } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { decodeSettings, encodeSetting, settingKeys } from '../../app/settings.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER, writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';
import {
  changeSettingsText,
  readEndpointSections,
  readSettingsText,
  settingsTemplate,
} from './settings-text.ts';
import { watchFiles } from './watch-files.ts';

/**
 * settings.ini: made from a commented template, read again when it changes, changed one key at a time with every
 * other byte kept. A file that cannot be read is a problem of its own and leaves the defaults in force.
 */
export const createSettingsFile = (deps: { readonly path: string }): SettingsFile => {
  const { path } = deps;
  const state: { tail: Promise<unknown> } = { tail: Promise.resolve() };

  const read = async (): Promise<Result<string, string>> => {
    try {
      return ok(await readFile(path, 'utf8'));
    } catch (error) {
      if (!isAbsent(error)) return fail(errorDetail(error));
    }
    const template = settingsTemplate();
    try {
      await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
      await writeFile(path, template, { flag: 'wx', mode: PRIVATE_FILE });
      return ok(template);
    } catch (error) {
      return fail(errorDetail(error));
    }
  };

  const change = async (
    section: string,
    key: string,
    value: string,
  ): Promise<Result<null, FileProblem>> => {
    if (/[\r\n]/.test(value)) return fail({ path, detail: 'a value has no line breaks' });
    const text = await read();
    if (!text.ok) return fail({ path, detail: text.failure });
    const changed = changeSettingsText(text.value, section, key, value);
    if (changed === text.value) return ok(null);
    const written = await writeAtomically(path, changed);
    return written.ok ? written : fail({ path, detail: written.failure });
  };

  return {
    path,
    load: async () => {
      const text = await read();
      if (text.ok) {
        const { uncheckedEndpoints, problems } = readEndpointSections(text.value);
        const decoded = decodeSettings(readSettingsText(text.value));
        return {
          settings: decoded.settings,
          uncheckedEndpoints,
          problems: [...decoded.problems, ...problems],
        };
      }
      const { settings } = decodeSettings(() => undefined);
      return {
        settings,
        uncheckedEndpoints: [],
        problems: [{ key: 'settings.ini', value: path, rule: `a readable file: ${text.failure}` }],
      };
    },
    change: (key, value) => {
      const place = settingKeys[key];
      // One after the other: two changes at once would each keep the other's old value.
      const result = state.tail.then(() => change(place.section, place.key, encodeSetting(value)));
      state.tail = result;
      return result;
    },
    watch: (changed) => watchFiles([path], changed),
  };
};
