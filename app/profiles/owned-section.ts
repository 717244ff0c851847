import { readLines, type Line } from './lines.ts';
import type { AwsFileKind, ProfileName } from './profile.ts';
import { splitLines, type TextLine, type TextLines } from './text-lines.ts';

/**
 * One profile's section in one of the two files, as an editor sees it: its lines, whose it is, and which secrets lie in
 * it. The editor itself is edit.ts.
 */
export type SectionTarget = { readonly file: AwsFileKind; readonly name: ProfileName };

/** The keys that Fobwatch writes. All others are a person's (SE7). */
export const OWN_KEYS: Readonly<Record<AwsFileKind, ReadonlySet<string>>> = {
  credentials: new Set([
    'aws_access_key_id',
    'aws_secret_access_key',
    'aws_session_token',
    // The token's old name: botocore reads it first, so an old one must not stay beside a new one.
    'aws_security_token',
    'x_security_token_expires',
  ]),
  config: new Set(['credential_process', 'region']),
};

/** `section`: all of it is ours. `keys`: it was there before, and only our keys in it are. */
export type Ownership =
  | { readonly kind: 'absent' }
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'owned';
      readonly owns: 'section' | 'keys';
      /** What it was written for, as a grant's id; null: the marker does not say. */
      readonly grant: string | null;
    };

/** A line with what it says and where it stands. */
export type SeenLine = TextLine & { readonly line: Line; readonly at: number };

/** From a header to the line before the next one. A section has several when it stands in the file several times. */
export type Part = {
  readonly header: SeenLine;
  readonly body: readonly SeenLine[];
  readonly marker: SeenLine | null;
};

export type SeenSection = {
  readonly text: TextLines;
  readonly all: readonly SeenLine[];
  readonly parts: readonly Part[];
  readonly ownership: Ownership;
};

const MARKER = /^\s*# Fobwatch writes (this section|its keys in this section)(?:, for (\S+))?\s*$/;
/** What can stand in a comment of one line and be read back. */
const GRANT = /^(?:session|role|made):[\w./@%:+-]{1,256}$/;

/** The comment that makes a section, or the keys in it, ours. Whoever takes it away takes the section back. */
export const markerLine = (owns: 'section' | 'keys', grant: string | null): string => {
  const what = owns === 'section' ? 'this section' : 'its keys in this section';
  const whose = grant !== null && GRANT.test(grant) ? `, for ${grant}` : '';
  return `# Fobwatch writes ${what}${whose}`;
};

const readMarker = (text: string): Extract<Ownership, { readonly kind: 'owned' }> | null => {
  const found = MARKER.exec(text);
  if (found === null) return null;
  const [, what, grant = null] = found;
  return { kind: 'owned', owns: what === 'this section' ? 'section' : 'keys', grant };
};

/** The header as this editor writes it. */
export const headerLine = ({ file, name }: SectionTarget): string =>
  file === 'credentials' || name === 'default' ? `[${name}]` : `[profile ${name}]`;

/** The first line that makes a section ours. */
export const ownedByMarker = (body: readonly SeenLine[]): SeenLine | null =>
  body.find(({ text }) => readMarker(text) !== null) ?? null;

const isHeader = ({ line }: SeenLine): boolean =>
  line.kind === 'header' || (line.kind === 'not-text' && line.header);

const partsIn = (
  all: readonly SeenLine[],
  isTarget: (seen: SeenLine) => boolean,
): readonly Part[] =>
  all.filter(isTarget).map((header) => {
    const next = all.findIndex((seen) => seen.at > header.at && isHeader(seen));
    const body = all.slice(header.at + 1, next === -1 ? undefined : next);
    return { header, body, marker: ownedByMarker(body) };
  });

/** Finds a profile's section by the rules of the reader (sections.ts). In the config file a `[profile default]` beats a `[default]`. */
export const seeSection = (whole: string, { file, name }: SectionTarget): SeenSection => {
  const text = splitLines(whole);
  const said = readLines(
    file,
    text.lines.map((line) => line.text),
  );
  const all = text.lines.flatMap((line, at): readonly SeenLine[] => {
    const says = said[at];
    return says === undefined ? [] : [{ ...line, line: says, at }];
  });
  const partsOf = (section: 'profile' | 'default'): readonly Part[] =>
    partsIn(
      all,
      ({ line }) =>
        line.kind === 'header' &&
        line.header.kind === 'section' &&
        line.header.section === section &&
        line.header.name === name,
    );
  const prefixed = partsOf('profile');
  const parts =
    prefixed.length === 0 && file === 'config' && name === 'default'
      ? partsOf('default')
      : prefixed;
  const marker = parts.find((part) => part.marker !== null)?.marker ?? null;
  const ownership: Ownership =
    parts.length === 0
      ? { kind: 'absent' }
      : ((marker && readMarker(marker.text)) ?? { kind: 'foreign' });
  return { text, all, parts, ownership };
};

/** Every section of a file that carries our marker, in file order. */
export const ownedSections = (
  file: AwsFileKind,
  whole: string,
): readonly { readonly name: ProfileName; readonly grant: string | null }[] => {
  const texts = splitLines(whole).lines.map(({ text }) => text);
  const found = new Map<ProfileName, string | null>();
  const state: { name: ProfileName | null } = { name: null };
  for (const [at, line] of readLines(file, texts).entries()) {
    if (line.kind === 'header') {
      const { header } = line;
      const profile =
        header.kind === 'section' && (header.section === 'profile' || header.section === 'default');
      state.name = profile ? header.name : null;
    }
    const marker = line.kind === 'empty' ? readMarker(texts[at] ?? '') : null;
    if (marker !== null && state.name !== null) found.set(state.name, marker.grant);
  }
  return [...found].map(([name, grant]) => ({ name, grant }));
};

/** A line that sets one of our keys, at the section's own level. */
export const ownKeyOf = ({ line }: SeenLine, file: AwsFileKind): string | null =>
  line.kind === 'property' && line.parent === null && OWN_KEYS[file].has(line.key)
    ? line.key
    : null;

/** A secret access key that an edit would take out of the file. */
export type LongTermInFile = {
  /** null: no key id stands beside it. */
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
};

/**
 * Secret access keys in these parts that may be long-term (SE4): those without a session token, those of a key id that
 * AWS gives to IAM users only (`AKIA`: a token beside it is a left-over), and all where there is more than one.
 */
export const longTermIn = (parts: readonly Part[]): readonly LongTermInFile[] => {
  const values = (key: string): readonly string[] => [
    ...new Set(
      parts.flatMap(({ body }) =>
        body.flatMap(({ line }) =>
          line.kind === 'property' && line.key === key && line.value !== '' ? [line.value] : [],
        ),
      ),
    ),
  ];
  const secrets = values('aws_secret_access_key');
  const ids = values('aws_access_key_id');
  const tokens = [...values('aws_session_token'), ...values('aws_security_token')];
  const temporary =
    tokens.length > 0 &&
    secrets.length === 1 &&
    ids.length === 1 &&
    !ids.some((id) => id.toUpperCase().startsWith('AKIA'));
  if (temporary) return [];
  const [only = null, ...more] = ids;
  return secrets.map((secretAccessKey) => ({
    accessKeyId: more.length === 0 ? only : null,
    secretAccessKey,
  }));
};
