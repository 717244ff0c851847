import { lstat } from 'node:fs/promises';
import type { ExchangeProblem, ReadSettings, SettingsExchange } from '../../app/ports-settings.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { readSettings, SETTINGS_VERSION } from '../../app/settings.ts';
import { writeAtomically } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';
import { isNoticeSection, leadSections, readTakenLeads } from './notice-sections.ts';
import { readLimited, wholePath } from './named-file.ts';
import {
  readForeignKeys,
  readSettingsText,
  readStrayLines,
  readVersion,
  settingsExport,
} from './settings-text.ts';
import { textOf } from './settings-file.ts';

const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
};

const understood = (path: string, bytes: Buffer): Result<ReadSettings, ExchangeProblem> => {
  const text = textOf(bytes);
  if (!text.ok) return fail({ kind: 'not-settings', path, why: text.failure });
  const { version, problems } = readVersion(text.value);
  if (version > SETTINGS_VERSION)
    return fail({ kind: 'newer', path, version, known: SETTINGS_VERSION });
  const read = readSettings(readSettingsText(text.value));
  const notices = readTakenLeads(text.value);
  return ok({
    path,
    values: read.values,
    leads: notices.leads,
    problems: [...problems, ...readStrayLines(text.value), ...read.problems, ...notices.problems],
    passedOver: readForeignKeys(text.value, isNoticeSection),
  });
};

/** Settings in a file that a person names, to take to another computer or to keep; what is in it is text of settings.ini. */
export const createSettingsExchange = (deps: { readonly home: string }): SettingsExchange => ({
  write: async (path, settings, leads, replace) => {
    const whole = wholePath(path, deps.home);
    if (!whole.ok) return fail({ kind: 'file', path, detail: whole.failure });
    try {
      if (!replace && (await isThere(whole.value)))
        return fail({ kind: 'exists', path: whole.value });
    } catch (error) {
      return fail({ kind: 'file', path: whole.value, detail: errorDetail(error) });
    }
    const text = `${settingsExport(settings)}${leadSections(leads)}`;
    const written = await writeAtomically(whole.value, text);
    return written.ok
      ? ok(whole.value)
      : fail({ kind: 'file', path: whole.value, detail: written.failure });
  },
  read: async (path) => {
    const whole = wholePath(path, deps.home);
    if (!whole.ok) return fail({ kind: 'file', path, detail: whole.failure });
    try {
      const bytes = await readLimited(whole.value);
      return bytes.ok
        ? understood(whole.value, bytes.value)
        : fail({ kind: 'file', path: whole.value, detail: bytes.failure });
    } catch (error) {
      return fail({ kind: 'file', path: whole.value, detail: errorDetail(error) });
    }
  },
});
