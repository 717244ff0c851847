import ini from 'ini';
import { originOf, parseUrl } from '../../app/network/address.ts';
import {
  defaultSettings,
  encodeSetting,
  settingKeys,
  settingNames,
  type SettingProblem,
} from '../../app/settings.ts';

/**
 * settings.ini as text. Reading is npm `ini`'s; writing goes line by line, because `ini.stringify` drops comments,
 * blank lines and the order a person gave the file.
 */

/** The file as it is made at the first start: every key explained, with its default, commented out (ST10). */
export const settingsTemplate = (): string => {
  const lines = ['; Fobwatch reads this file when it changes. Times: 90s, 10m, 12h, 1h 30m.'];
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
  );
  return `${lines.join('\n')}\n`;
};

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Looks up values by section and key; undefined where the file has none. */
export const readSettingsText = (
  text: string,
): ((section: string, key: string) => string | undefined) => {
  const tables: unknown = ini.parse(text.replace(/^\uFEFF/, ''));
  return (section, key) => {
    const table = isTable(tables) ? tables[section] : undefined;
    const value = isTable(table) ? table[key] : undefined;
    // ini makes booleans of the bare words.
    if (typeof value === 'boolean') return String(value);
    return typeof value === 'string' ? value : undefined;
  };
};

const ENDPOINT = 'endpoint ';

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
  const tables: unknown = ini.parse(text.replace(/^\uFEFF/, ''));
  const uncheckedEndpoints: string[] = [];
  const problems: SettingProblem[] = [];
  for (const [section, key, raw] of isTable(tables) ? sectionsUnder(tables, '') : []) {
    if (!section.startsWith(ENDPOINT)) continue;
    const value = String(raw).trim().toLowerCase();
    const url = parseUrl(section.slice(ENDPOINT.length));
    const wrong = (rule: string): void => {
      problems.push({ key: `${section}.${key}`, value, rule });
    };
    if (key !== 'validate_certs') wrong('validate_certs and nothing else');
    else if (url === null || url.scheme !== 'https' || url.userInfo !== null)
      wrong('a section such as [endpoint https://sts.example.org:8443]');
    else if (value === 'no' || value === 'false') uncheckedEndpoints.push(originOf(url));
    else if (value !== 'yes' && value !== 'true') wrong('yes or no');
  }
  return { uncheckedEndpoints, problems };
};

/** A value as the file may hold it: `ini.safe`, or in quotes where that would not come back as it went in. */
const writtenValue = (value: string): string => {
  const safe = ini.safe(value);
  return ini.unsafe(safe) === value ? safe : JSON.stringify(value);
};

const SECTION = /^\s*\[([^\]]*)\]\s*$/;

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
    const header = SECTION.exec(line.text.replace(/^\uFEFF/, ''))?.[1];
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
