import { t } from '../../app/view/words/say.ts';
import ini from 'ini';
import { originOf, parseUrl } from '../../app/network/address.ts';
import {
  defaultSettings,
  encodeSetting,
  settingKeys,
  settingNames,
  SETTINGS_VERSION,
  type SettingProblem,
  type Settings,
  type SettingText,
} from '../../app/settings.ts';

/**
 * settings.ini as text. Reading is npm `ini`'s; writing goes line by line, because `ini.stringify` drops comments,
 * blank lines and the order a person gave the file.
 */

/** The file as it is made at the first start: every key explained, with its default, commented out (ST10). */
export const settingsTemplate = (): string => {
  const lines = [
    '; Fobwatch reads this file when it changes. Times: 90s, 10m, 12h, 1h 30m.',
    `version = ${SETTINGS_VERSION}`,
  ];
  const state = { section: '' };
  for (const name of settingNames) {
    const { section, key, says } = settingKeys[name];
    if (section !== state.section) lines.push('', `[${section}]`);
    state.section = section;
    lines.push(`; ${says}`, `;${key} = ${encodeSetting(defaultSettings[name])}`.trimEnd());
  }
  lines.push(
    '',
    '; Certificates are checked everywhere. For an endpoint of your own, at your own risk and with a lasting warning:',
    '; [endpoint https://sts.example.org:8443]',
    '; validate_certs = no',
    '',
    '; How long before it needs you the end of one role or identity is told, in the place of lead above:',
    '; [notice prod-admin]',
    '; lead = 30m',
  );
  return `${lines.join('\n')}\n`;
};

/** Every setting as it is, without comments: those of a person may hold anything. Null values are empty ones. */
export const settingsExport = (settings: Settings): string => {
  const lines = [
    '; Settings of Fobwatch. No key and no password is in them; names of roles and identities, where their notices differ.',
    `version = ${SETTINGS_VERSION}`,
  ];
  const state = { section: '' };
  for (const name of settingNames) {
    const { section, key } = settingKeys[name];
    if (section !== state.section) lines.push('', `[${section}]`);
    state.section = section;
    lines.push(`${key} = ${writtenValue(encodeSetting(settings[name]))}`.trimEnd());
  }
  return `${lines.join('\n')}\n`;
};

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** The key of a file's lines that are in no section. */
const NO_SECTION = '';

type Lines = {
  /** By section and key: the line, from 1, whose value counts, which is the last; null: it says a key without a value. */
  readonly keys: ReadonlyMap<string, number | null>;
  /** Lines that are neither a section, a comment nor `key = value`. */
  readonly strays: readonly number[];
  readonly sections: number;
  /** Every key with a value, in the order of the file. */
  readonly places: readonly { readonly section: string; readonly key: string }[];
};

const placeOf = (section: string, key: string): string => JSON.stringify([section, key]);

/** Where everything in the file stands; `ini` does not tell. */
const linesOf = (text: string): Lines => {
  const keys = new Map<string, number | null>();
  const strays: number[] = [];
  const places: { readonly section: string; readonly key: string }[] = [];
  const at = { section: NO_SECTION, sections: 0 };
  for (const [index, line] of splitLines(withoutMark(text)).entries()) {
    const header = SECTION.exec(line.text)?.[1];
    const key = keyOf(line.text);
    if (header !== undefined) {
      at.section = ini.unsafe(header);
      at.sections += 1;
      // A section that goes by the name of a key above it: ini passes over all of it.
      if (keys.has(placeOf(NO_SECTION, at.section))) strays.push(index + 1);
    } else if (key !== null) {
      keys.set(placeOf(at.section, key), index + 1);
      places.push({ section: at.section, key });
    } else if (line.text.trim() !== '' && !isComment(line.text)) {
      strays.push(index + 1);
      // A bare word is a key that is true to ini, and takes the place of one with a value before it.
      keys.set(placeOf(at.section, ini.unsafe(line.text)), null);
    }
  }
  return { keys, strays, sections: at.sections, places };
};

/**
 * Whether a text can be read as settings: `ini` takes it, and it is not the text of something else, which has no
 * section at all and lines that are none of ini's. The template and an empty file can.
 */
export const isSettingsText = (text: string): boolean => {
  const { strays, sections } = linesOf(text);
  if (sections === 0 && strays.length > 0) return false;
  try {
    ini.parse(withoutMark(text));
    return true;
  } catch {
    // Such as `x[] = 1` above `[x.length]`.
    return false;
  }
};

/** Looks up values by section and key, with their lines; undefined where the file has none. */
export const readSettingsText = (
  text: string,
): ((section: string, key: string) => SettingText | undefined) => {
  const tables: unknown = ini.parse(withoutMark(text));
  const { keys } = linesOf(text);
  return (section, key) => {
    const line = keys.get(placeOf(section, key)) ?? null;
    const table = isTable(tables) && section !== NO_SECTION ? tables[section] : tables;
    const value = isTable(table) ? table[key] : undefined;
    if (line === null) return undefined;
    // ini makes booleans and null of the bare words, and a number of one in single quotes.
    if (value === null || typeof value === 'boolean' || typeof value === 'number')
      return { text: String(value), line };
    return typeof value === 'string' ? { text: value, line } : undefined;
  };
};

/** Lines of the file that say nothing, as one problem: the first of them and how many more. */
export const readStrayLines = (text: string): readonly SettingProblem[] => {
  const [line, ...others] = linesOf(text).strays;
  return line === undefined ? [] : [{ kind: 'stray-line', line, others: others.length }];
};

/** The version the file says it is of; one that is no version counts as the first (ST10). */
export const readVersion = (
  text: string,
): { readonly version: number; readonly problems: readonly SettingProblem[] } => {
  const found = readSettingsText(text)(NO_SECTION, 'version');
  if (found === undefined) return { version: 1, problems: [] };
  const { text: value, line } = found;
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    const rule = t`a whole number, and ${SETTINGS_VERSION} for this Fobwatch`;
    return { version: 1, problems: [{ kind: 'value', key: 'version', value, rule, line }] };
  }
  const version = Number(value);
  const known = SETTINGS_VERSION;
  return { version, problems: version > known ? [{ kind: 'newer', version, known }] : [] };
};

/**
 * Keys and sections that are none of ours, as `section.key`, and `[section]` where nobody asks for its keys; `isOurs`
 * tells of sections beside the settings.
 */
export const readForeignKeys = (
  text: string,
  isOurs: (section: string) => boolean,
): readonly string[] => {
  const known = new Set(
    settingNames.map((name) => placeOf(settingKeys[name].section, settingKeys[name].key)),
  );
  known.add(placeOf(NO_SECTION, 'version'));
  const sections = new Set<string>(settingNames.map((name) => settingKeys[name].section));
  const foreign = new Set<string>();
  for (const { section, key } of linesOf(text).places) {
    if (known.has(placeOf(section, key)) || isOurs(section)) continue;
    foreign.add(
      section === NO_SECTION || sections.has(section)
        ? [section, key].filter(Boolean).join('.')
        : `[${section}]`,
    );
  }
  return [...foreign];
};

/** Sections by their whole names: ini makes a tree of `[endpoint https://a.b.c]`. */
const sectionsUnder = (
  tables: Readonly<Record<string, unknown>>,
  above: string,
): readonly (readonly [name: string, key: string, value: unknown])[] =>
  Object.entries(tables).flatMap(([key, value]) =>
    isTable(value)
      ? sectionsUnder(value, above === '' ? key : `${above}.${key}`)
      : [[above, key, value] as const],
  );

/** What is said in sections such as `[endpoint URL]`: each key of those whose name begins so. */
export const namedSections = (
  text: string,
  beginning: string,
): readonly {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number | null;
}[] => {
  const tables: unknown = ini.parse(withoutMark(text));
  const { keys } = linesOf(text);
  return (isTable(tables) ? sectionsUnder(tables, '') : []).flatMap(([section, key, raw]) => {
    const line = keys.get(placeOf(section, key)) ?? null;
    const value = String(raw).trim();
    return section.startsWith(beginning) ? [{ section, key, value, line }] : [];
  });
};

const ENDPOINT = 'endpoint ';

/**
 * `[endpoint https://host:port]` with `validate_certs = no`: the only place where certificates can be left unchecked
 * (BO9), for one endpoint each and never in the window. Whatever is said there otherwise is a problem.
 */
export const readEndpointSections = (
  text: string,
): {
  readonly uncheckedEndpoints: readonly string[];
  readonly problems: readonly SettingProblem[];
} => {
  const uncheckedEndpoints: string[] = [];
  const problems: SettingProblem[] = [];
  for (const { section, key, value: said, line } of namedSections(text, ENDPOINT)) {
    const value = said.toLowerCase();
    const url = parseUrl(section.slice(ENDPOINT.length));
    const wrong = (rule: string): void => {
      problems.push({ kind: 'value', key: `${section}.${key}`, value, rule, line });
    };
    if (key !== 'validate_certs') wrong(t`validate_certs and nothing else`);
    else if (url === null || url.scheme !== 'https' || url.userInfo !== null)
      wrong(t`a section such as [endpoint https://sts.example.org:8443]`);
    else if (value === 'no' || value === 'false') uncheckedEndpoints.push(originOf(url));
    else if (value !== 'yes' && value !== 'true') wrong(t`yes or no`);
  }
  return { uncheckedEndpoints, problems };
};

/** A value as the file may hold it: `ini.safe`, or in quotes where that would not come back as it went in. */
const writtenValue = (value: string): string => {
  const safe = ini.safe(value);
  return ini.unsafe(safe) === value ? safe : JSON.stringify(value);
};

/** As `ini` has it: a blank before the bracket makes a key of it. */
const SECTION = /^\[([^\]]*)\]\s*$/;

type Line = { readonly text: string; readonly end: string };

const splitLines = (text: string): readonly Line[] =>
  [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map((match) => ({ text: match[1] ?? '', end: match[2] ?? '' }))
    .filter((line) => line.text !== '' || line.end !== '');

const joinLines = (lines: readonly Line[]): string =>
  lines.map((line) => line.text + line.end).join('');

const isComment = (text: string): boolean => /^\s*[;#]/.test(text);

/** A comment behind the value, with the blanks before it. */
const trailingComment = (value: string): string => {
  const trimmed = value.trim();
  if (/^".*"$/.test(trimmed) || /^'.*'$/.test(trimmed)) return '';
  // A backslash escapes itself and the two marks, and nothing else: before a blank it stands for itself.
  return /^(?:[^\\;#]|\\[\\;#]|\\(?![\\;#]))*?(\s*[;#].*)$/.exec(value)?.[1] ?? '';
};

const keyOf = (text: string): string | null => {
  if (isComment(text) || SECTION.test(text)) return null;
  const found = /^([^=]+)=/.exec(text)?.[1];
  return found === undefined ? null : ini.unsafe(found);
};

/** Sets one key of one section and keeps every other byte: comments, blank lines, unknown keys, line ends. */
export const changeSettingsText = (
  text: string,
  section: string,
  key: string,
  value: string,
): string => {
  const lines = splitLines(text);
  const end = lines.find((line) => line.end !== '')?.end ?? '\n';
  const setting = `${key} = ${writtenValue(value)}`.trimEnd();

  const found: { section: string; set: number; hint: number; last: number } = {
    section: '',
    set: -1,
    hint: -1,
    last: -1,
  };
  for (const [at, line] of lines.entries()) {
    const header = SECTION.exec(withoutMark(line.text))?.[1];
    if (header !== undefined) found.section = ini.unsafe(header);
    if (found.section !== section) continue;
    if (line.text.trim() !== '') found.last = at;
    // The last one wins when a key is there twice, so the last one is changed.
    if (keyOf(line.text) === key) found.set = at;
    if (new RegExp(`^\\s*[;#]\\s*${key}\\s*=`).test(line.text)) found.hint = at;
  }

  const old = lines[found.set];
  if (old !== undefined) {
    const [, head = '', rest = ''] = /^([^=]*=)(.*)$/.exec(old.text) ?? [];
    const blank = /^\s*/.exec(rest)?.[0] ?? '';
    const comment = trailingComment(rest);
    const written = value === '' ? '' : writtenValue(value);
    // Behind a value in quotes ini takes a comment for a part of it: there it gets a line of its own.
    const apart = comment !== '' && written.startsWith('"');
    const above = apart ? [{ text: comment.trimStart(), end }] : [];
    const line = `${head}${written === '' ? '' : blank + written}${apart ? '' : comment}`;
    const changed = [...above, { text: line, end: old.end }];
    return joinLines([...lines.slice(0, found.set), ...changed, ...lines.slice(found.set + 1)]);
  }
  const after = found.hint >= 0 ? found.hint : found.last;
  if (after >= 0) {
    const before = lines.slice(0, after + 1).map((line) => ({ ...line, end: line.end || end }));
    return joinLines([...before, { text: setting, end }, ...lines.slice(after + 1)]);
  }
  const whole = joinLines(lines);
  const open = whole === '' || /[\r\n]$/.test(whole) ? whole : whole + end;
  return `${open}${open === '' ? '' : end}[${section}]${end}${setting}${end}`;
};

/** Takes a key out of a section, so that its default holds; a comment behind the value stays, on a line of its own. */
export const removeSetting = (text: string, section: string, key: string): string => {
  const at = { section: NO_SECTION };
  const kept = splitLines(text).flatMap((line): readonly Line[] => {
    const header = SECTION.exec(withoutMark(line.text))?.[1];
    if (header !== undefined) at.section = ini.unsafe(header);
    if (at.section !== section || keyOf(line.text) !== key) return [line];
    const comment = trailingComment(line.text.replace(/^[^=]*=/, '')).trimStart();
    return comment === '' ? [] : [{ text: comment, end: line.end }];
  });
  return joinLines(kept);
};
