import { detailAbout, ownDetail, type Detail } from '../../app/detail.ts';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seconds } from '../../app/model.ts';
import type { SettingsFile } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import {
  type BrokenSettings,
  decodeSettings,
  defaultSettings,
  type SettingProblem,
  settingKeys,
  type SettingName,
  SETTINGS_VERSION,
  type SettingsRefusal,
} from '../../app/settings.ts';
import { canBeSection, changeLead, readNoticeSections } from './notice-sections.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER, writeAtomically } from './atomic-file.ts';
import { errorCode, errorDetail, isAbsent } from './file-error.ts';
import {
  changeSettingsText,
  isSettingsText,
  readEndpointSections,
  readSettingsText,
  readStrayLines,
  readVersion,
  removeSetting,
  settingsTemplate,
} from './settings-text.ts';
import { watchFiles } from './watch-files.ts';

/** Between two looks at a broken file, in ms: an editor may be half way through writing it. */
const BETWEEN_LOOKS = 200;

/** Its text, or why it is none of settings. */
export const textOf = (bytes: Buffer): Result<string, BrokenSettings> => {
  if (bytes.includes(0)) return fail('not-text');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return isSettingsText(text) ? ok(text) : fail('not-ini');
  } catch {
    return fail('not-text');
  }
};

/** "2026-11-24T132105Z": an instant that can be part of a file's name everywhere. */
const dated = (now: number): string =>
  new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');

/** A name beside the file that nobody else has: an empty file of ours stands there, to be replaced. */
const reserve = async (path: string, now: number, count = 1): Promise<string> => {
  const name = `${path}.broken-${dated(now)}${count === 1 ? '' : `-${count}`}`;
  try {
    await (await open(name, 'wx', PRIVATE_FILE)).close();
    return name;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return reserve(path, now, count + 1);
    throw error;
  }
};

/**
 * settings.ini: made from a commented template, read again when it changes, changed one key at a time with every
 * other byte kept. A broken file is moved aside under a dated name, never overwritten or deleted, and the template
 * made anew (ST10). A file that cannot be read leaves the defaults in force, and one of a newer version is not written.
 */
export const createSettingsFile = (deps: {
  readonly path: string;
  /** Wall-clock time, ms. */
  readonly now: () => number;
  /** Lets so many ms pass. */
  readonly pause?: (ms: number) => Promise<unknown>;
}): SettingsFile => {
  const { path, pause = sleep } = deps;
  const state: { tail: Promise<unknown>; aside: readonly SettingProblem[] } = {
    tail: Promise.resolve(),
    // Told until the app ends: the file that is read from now on knows nothing of it.
    aside: [],
  };

  /** One after the other: two changes at once would each keep the other's old value, and set each other's file aside. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = state.tail.then(work);
    state.tail = result;
    return result;
  };

  const makeAnew = async (): Promise<Result<string, Detail>> => {
    const template = settingsTemplate();
    try {
      await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
      await writeFile(path, template, { flag: 'wx', mode: PRIVATE_FILE });
      return ok(template);
    } catch (error) {
      return fail(errorDetail(error));
    }
  };

  const setAside = async (why: BrokenSettings): Promise<Result<string, Detail>> => {
    try {
      const to = await reserve(path, deps.now());
      await rename(path, to);
      state.aside = [...state.aside, { kind: 'set-aside', to, why }];
    } catch (error) {
      return fail(detailAbout('not-moved', errorCode(error)));
    }
    return makeAnew();
  };

  const read = async (before: Buffer | null = null): Promise<Result<string, Detail>> => {
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (error) {
      return isAbsent(error) ? makeAnew() : fail(errorDetail(error));
    }
    const text = textOf(bytes);
    if (text.ok) return text;
    if (before?.equals(bytes) === true) return setAside(text.failure);
    await pause(BETWEEN_LOOKS);
    return read(bytes);
  };

  const change = async (
    changeText: (text: string) => string,
  ): Promise<Result<null, SettingsRefusal>> => {
    const text = await read();
    if (!text.ok) return fail({ kind: 'file', detail: text.failure });
    const { version } = readVersion(text.value);
    if (version > SETTINGS_VERSION)
      return fail({ kind: 'newer', version, known: SETTINGS_VERSION });
    const changed = changeText(text.value);
    if (changed === text.value) return ok(null);
    const written = await writeAtomically(path, changed);
    return written.ok ? written : fail({ kind: 'file', detail: written.failure });
  };

  const write = async (
    values: ReadonlyMap<SettingName, string | null>,
    leads: ReadonlyMap<string, Seconds | null>,
  ): Promise<Result<null, SettingsRefusal>> => {
    const odd = [...leads.keys()].find((name) => !canBeSection(name));
    if (odd !== undefined) return fail({ kind: 'file', detail: detailAbout('no-section', odd) });
    if ([...values.values()].some((value) => /[\r\n]/.test(value ?? '')))
      return fail({ kind: 'file', detail: ownDetail('line-breaks') });
    return change((text) => {
      const changed = [...values].reduce((whole, [name, value]) => {
        const { section, key } = settingKeys[name];
        return value === null
          ? removeSetting(whole, section, key)
          : changeSettingsText(whole, section, key, value);
      }, text);
      return [...leads].reduce(
        (whole, [name, seconds]) => changeLead(whole, name, seconds),
        changed,
      );
    });
  };

  const load: SettingsFile['load'] = async () => {
    const text = await read();
    if (!text.ok) {
      const problem = { kind: 'unreadable', detail: text.failure } as const;
      return {
        settings: defaultSettings,
        leads: new Map(),
        uncheckedEndpoints: [],
        problems: [problem, ...state.aside],
      };
    }
    const { uncheckedEndpoints, problems } = readEndpointSections(text.value);
    const notices = readNoticeSections(text.value);
    const decoded = decodeSettings(readSettingsText(text.value));
    return {
      settings: decoded.settings,
      leads: notices.leads,
      uncheckedEndpoints,
      problems: [
        ...state.aside,
        ...readVersion(text.value).problems,
        ...readStrayLines(text.value),
        ...decoded.problems,
        ...problems,
        ...notices.problems,
      ],
    };
  };

  return {
    path,
    load: () => inTurn(load),
    write: (values, leads) => inTurn(() => write(values, leads)),
    watch: (changed) => watchFiles([path], changed),
  };
};
