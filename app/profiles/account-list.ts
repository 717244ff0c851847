import { fail, ok, type Result } from '../result.ts';

/** An account of a pasted list. */
export type Account = {
  /** Where it stands: the line of a text, or its place in a JSON list, from 1. */
  readonly line: number;
  /** Twelve digits. */
  readonly number: string;
  /** '' where the list has none. */
  readonly name: string;
};

/** Why a line of a list is left out. */
export type AccountFault =
  | { readonly kind: 'no-number' }
  /** Spreadsheets drop leading zeros. */
  | { readonly kind: 'digits'; readonly digits: number }
  | { readonly kind: 'twice'; readonly first: number }
  /** Nobody can assume a role in it. */
  | { readonly kind: 'closed'; readonly status: string };

export type AccountList = {
  readonly accounts: readonly Account[];
  readonly bad: readonly { readonly line: number; readonly fault: AccountFault }[];
};

/** Why a list was not read at all. */
export type ListFault =
  | { readonly kind: 'too-long'; readonly most: number }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'no-accounts' };

/** An organization holds ten thousand at most; what is longer is another file. */
const MOST_ACCOUNTS = 10_000;
const MOST_CHARACTERS = 2_000_000;

type Row = {
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly status: string;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** What `aws organizations list-accounts` prints, or the list in it. */
const fromJson = (text: string): Result<readonly Row[], ListFault> => {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return fail({ kind: 'not-json' });
  }
  const list: unknown = isRecord(read) ? read['Accounts'] : read;
  if (!Array.isArray(list)) return fail({ kind: 'no-accounts' });
  return ok(
    list.map((one: unknown, at): Row => {
      const field = (key: string): string => (isRecord(one) ? textOf(one[key]).trim() : '');
      return { line: at + 1, number: field('Id'), name: field('Name'), status: field('Status') };
    }),
  );
};

/** One line of CSV; quotes hold commas, two of them a quote. */
const cells = (line: string, separator: string): readonly string[] => {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quoted && char === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      found.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  return [...found, cell.trim()];
};

const ID_TITLE = /^(?:account[\s_-]*(?:id|number|no\.?)|id|number|account)$/i;
const NAME_TITLE = /^(?:account[\s_-]*(?:name|alias)|name|alias)$/i;
const STATUS_TITLE = /^(?:status|state)$/i;

type Titles = {
  readonly separator: string;
  readonly id: number;
  readonly name: number;
  readonly status: number;
};

const titlesOf = (line: string): Titles | null => {
  for (const separator of [',', ';', '\t']) {
    const titles = cells(line, separator);
    const at = (pattern: RegExp): number => titles.findIndex((title) => pattern.test(title));
    const id = at(ID_TITLE);
    if (titles.length > 1 && id !== -1)
      return { separator, id, name: at(NAME_TITLE), status: at(STATUS_TITLE) };
  }
  return null;
};

/** Digits as people write an account's number: in one piece, or with dashes between groups of four. */
const NUMBER = /(?<![\w-])(?:\d{4}-\d{4}-\d{4}|\d{5,})(?![\w-])/;

const plainRow = (text: string, line: number): Row => {
  const found = NUMBER.exec(text);
  if (found === null) return { line, number: '', name: '', status: '' };
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const trimmed = (part: string): string =>
    part.replaceAll(/^[\s,;:|"'()=-]+|[\s,;:|"'()=-]+$/g, '');
  return { line, number: found[0], name: trimmed(after) || trimmed(before), status: '' };
};

const fromLines = (text: string): readonly Row[] => {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n|\r/)
    .map((line, at) => ({ line: at + 1, text: line.trim() }))
    .filter((one) => one.text !== '' && !one.text.startsWith('#'));
  const titles = titlesOf(lines[0]?.text ?? '');
  if (titles === null) return lines.map((one) => plainRow(one.text, one.line));
  return lines.slice(1).map(({ text: row, line }): Row => {
    const found = cells(row, titles.separator);
    const at = (place: number): string => found[place] ?? '';
    return { line, number: at(titles.id), name: at(titles.name), status: at(titles.status) };
  });
};

const faultOf = ({ number, status }: Row, first: number | undefined): AccountFault | null => {
  const digits = number.replaceAll(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) return { kind: 'no-number' };
  if (digits.length !== 12) return { kind: 'digits', digits: digits.length };
  if (status !== '' && status.toUpperCase() !== 'ACTIVE') return { kind: 'closed', status };
  return first === undefined ? null : { kind: 'twice', first };
};

/**
 * Accounts of a list as people have it at hand: lines of a number and a name in any order, CSV with a header, or the
 * JSON of `aws organizations list-accounts`. A line that gives none is named and spoils no other.
 */
export const readAccounts = (text: string): Result<AccountList, ListFault> => {
  if (text.length > MOST_CHARACTERS) return fail({ kind: 'too-long', most: MOST_ACCOUNTS });
  const isJson = /^[\s\uFEFF]*[[{]/.test(text);
  const read = isJson ? fromJson(text.replace(/^\uFEFF/, '')) : ok(fromLines(text));
  if (!read.ok) return read;
  if (read.value.length > MOST_ACCOUNTS) return fail({ kind: 'too-long', most: MOST_ACCOUNTS });
  if (read.value.length === 0) return fail({ kind: 'no-accounts' });
  const accounts: Account[] = [];
  const bad: { line: number; fault: AccountFault }[] = [];
  const firsts = new Map<string, number>();
  for (const row of read.value) {
    const number = row.number.replaceAll(/[\s-]/g, '');
    const fault = faultOf(row, firsts.get(number));
    if (fault !== null) bad.push({ line: row.line, fault });
    else {
      firsts.set(number, row.line);
      accounts.push({ line: row.line, number, name: row.name });
    }
  }
  return ok({ accounts, bad });
};
