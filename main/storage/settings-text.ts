import ini from 'ini';
import { defaultSettings, encodeSetting, settingKeys, type Settings } from '../../app/settings.ts';

/**
 * settings.ini as text. Reading is npm `ini`'s; writing goes line by line, because `ini.stringify` drops comments,
 * blank lines and the order a person gave the file.
 */

const settingNames: readonly (keyof Settings)[] = [
  'configFile',
  'credentialsFile',
  'tokenLife',
  'credentialLife',
  'start',
  'renewWindow',
  'noticeLead',
  'clipboardLife',
  'trayIcon',
];

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
  return /^(?:[^\\;#]|\\.)*?(\s*[;#].*)$/.exec(value)?.[1] ?? '';
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
