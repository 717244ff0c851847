import { isProfileName } from '../profiles/profile.ts';
import { refusedEverywhere, type Unwritable } from './dialect.ts';
import type { FileForm } from './names.ts';
import type { Variable } from './variables.ts';

/** How the variables of exports are written into a file of a kind. Lines come without their ends. */
type FileDialect = {
  readonly refuses: (value: string) => Unwritable | null;
  readonly lines: (variables: readonly Variable[], profile: string) => readonly string[];
};

/** Read alike with and without quotes, also by `docker run --env-file`, to which quotes are part of the value. */
const BARE = /^[\w./+=:@,-]+$/;

/**
 * A value as npm's dotenv and Node's --env-file read it: bare where it can be, else in the first kind of quote that it
 * does not hold and that takes it as it stands. In double quotes both make line breaks of `\n`, and in any a backslash
 * before the last quote would hide it from dotenv, which then reads on into the next line.
 */
const quoteDotenv = (value: string): string | null => {
  if (BARE.test(value)) return value;
  const fits = (quote: string): boolean =>
    !value.includes(quote) && !value.endsWith('\\') && (quote !== '"' || !value.includes('\\'));
  const quote = ["'", '`', '"'].find(fits);
  return quote === undefined ? null : `${quote}${value}${quote}`;
};

const dotenv: FileDialect = {
  refuses: (value) =>
    refusedEverywhere(value) ?? (quoteDotenv(value) === null ? 'every-quote' : null),
  lines: (variables) => variables.map(([name, value]) => `${name}=${quoteDotenv(value) ?? ''}`),
};

/** The variables as one object, as launch configurations and task definitions take them. */
const json: FileDialect = {
  refuses: refusedEverywhere,
  lines: (variables) => [JSON.stringify(Object.fromEntries(variables), null, 2)],
};

/** The keys of AWS's credentials file; what has none there has no line. */
const INI_KEYS: ReadonlyMap<string, string> = new Map([
  ['AWS_ACCESS_KEY_ID', 'aws_access_key_id'],
  ['AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key'],
  ['AWS_SESSION_TOKEN', 'aws_session_token'],
  ['AWS_REGION', 'region'],
]);

/** Readers take blanks off at both ends; to Python's, which is botocore's, some control characters are blanks too. */
const OUTER_BLANK = /^[\s\p{Cc}]|[\s\p{Cc}]$/u;

const refusedInIni = (value: string): Unwritable | null => {
  const refused = refusedEverywhere(value);
  if (refused !== null) return refused;
  if (OUTER_BLANK.test(value)) return 'outer-blank';
  return /(?:^|\s)[;#]/.test(value) ? 'comment' : null;
};

/** Nothing is quoted: quotes would be part of the value. */
const ini: FileDialect = {
  refuses: refusedInIni,
  lines: (variables, profile) => [
    `[${profile}]`,
    ...variables.flatMap(([name, value]) => {
      const key = INI_KEYS.get(name);
      return key === undefined ? [] : [`${key} = ${value}`];
    }),
  ],
};

export const fileDialects: Readonly<Record<FileForm, FileDialect>> = { dotenv, json, ini };

/** Whether a section of an AWS file can have this name. */
export const refusesName = (form: FileForm, profile: string): boolean =>
  form === 'ini' && !isProfileName(profile);
