import { fail, ok, type Result } from '../result.ts';
import { revertSection, type EditRefusal } from './edit.ts';
import { readLines, type Line } from './lines.ts';
import type { LongTermInFile, SectionTarget } from './owned-section.ts';
import type { AwsFileKind, ProfileName } from './profile.ts';
import { splitLines, type TextLine } from './text-lines.ts';

/** A line that a long-term key is taken out with; what it says is not in it. `line` counts from 1. */
export type PlainLine = {
  readonly line: number;
  /** `comment`: a comment that holds the secret. */
  readonly key: 'aws_access_key_id' | 'aws_secret_access_key' | 'session-token' | 'comment';
  /** Whose section it stands in; null: outside all of them. */
  readonly profile: ProfileName | null;
};

export type KeysTakenOut = {
  readonly text: string;
  /** In file order. None: no such key is in the file. */
  readonly lines: readonly PlainLine[];
};

/** A long-term key as it stands in a file, with its id. */
export type PlainPair = LongTermInFile & { readonly accessKeyId: string };

type Seen = TextLine & {
  readonly line: Line;
  readonly at: number;
  /** The profile whose section this line is in, its header included. */
  readonly profile: ProfileName | null;
};

const KEYS: Readonly<Record<string, PlainLine['key']>> = {
  aws_access_key_id: 'aws_access_key_id',
  aws_secret_access_key: 'aws_secret_access_key',
  // A token beside a long-term key is a left-over, and would be half of nothing.
  aws_session_token: 'session-token',
  aws_security_token: 'session-token',
};

const seeLines = (file: AwsFileKind, lines: readonly TextLine[]): readonly Seen[] => {
  const said = readLines(
    file,
    lines.map(({ text }) => text),
  );
  let profile: ProfileName | null = null;
  return lines.flatMap((one, at): readonly Seen[] => {
    const line = said[at];
    if (line === undefined) return [];
    if (line.kind === 'not-text' && line.header) profile = null;
    if (line.kind === 'header') {
      const { header } = line;
      const isProfile =
        header.kind === 'section' && (header.section === 'profile' || header.section === 'default');
      profile = isProfile ? header.name : null;
    }
    return [{ ...one, line, at, profile }];
  });
};

const indentOf = (text: string): number => text.length - text.trimStart().length;

/** A property of a profile's own level, by what it sets of a key; null for all others. */
const partOf = ({ line, profile }: Seen): PlainLine['key'] | null =>
  line.kind === 'property' && line.parent === null && !line.unexpected && profile !== null
    ? (KEYS[line.key] ?? null)
    : null;

const valueOf = ({ line }: Seen): string => (line.kind === 'property' ? line.value : '');

/**
 * Takes long-term keys out of a file, wherever they stand in it: each line of a profile that holds a secret of theirs,
 * the key ids and left-over tokens of profiles that are left without a secret, and comments that hold the secret. All
 * other lines stay, to the byte. Where a secret stands in a line that tools read in different ways, or in another key,
 * nothing is taken out and that line is named: afterwards the text holds none of the secrets.
 */
export const takeKeysOut = (
  file: AwsFileKind,
  text: string,
  keys: readonly PlainPair[],
): Result<KeysTakenOut, EditRefusal> => {
  const { mark, lines } = splitLines(text);
  const all = seeLines(file, lines);
  const secrets = new Set(keys.map(({ secretAccessKey }) => secretAccessKey));
  const ids = new Set(keys.map(({ accessKeyId }) => accessKeyId));
  const holds = (seen: Seen): boolean => [...secrets].some((one) => seen.text.includes(one));
  const goes = new Map<number, PlainLine['key']>();

  const isOurSecret = (seen: Seen): boolean =>
    partOf(seen) === 'aws_secret_access_key' && secrets.has(valueOf(seen));
  const emptied = new Set(all.filter(isOurSecret).map(({ profile }) => profile));
  for (const seen of all)
    if (partOf(seen) === 'aws_secret_access_key' && valueOf(seen) !== '' && !isOurSecret(seen))
      emptied.delete(seen.profile);
  // Its secret may stand in the other file.
  const bare = (profile: ProfileName | null): boolean =>
    !all.some((seen) => seen.profile === profile && partOf(seen) === 'aws_secret_access_key');

  for (const seen of all) {
    const part = partOf(seen);
    if (isOurSecret(seen)) goes.set(seen.at, 'aws_secret_access_key');
    else if (part === 'aws_access_key_id' && ids.has(valueOf(seen))) {
      if (emptied.has(seen.profile) || bare(seen.profile)) goes.set(seen.at, part);
    } else if (part === 'session-token' && emptied.has(seen.profile)) goes.set(seen.at, part);
    else if (seen.line.kind === 'empty' && holds(seen)) goes.set(seen.at, 'comment');
  }
  if (goes.size === 0 && !all.some(holds)) return ok({ text, lines: [] });

  // Python ends a line at a lone CR, nobody else does.
  const odd = all.find((seen) => seen.line.kind === 'not-text' || seen.text.includes('\r'));
  if (odd !== undefined) return fail({ kind: 'not-text', line: odd.at + 1 });
  const unclear = unclearLine(all, goes) ?? all.find((seen) => holds(seen) && !goes.has(seen.at));
  if (unclear !== undefined) return fail({ kind: 'unclear', line: unclear.at + 1 });
  return ok({
    text: mark + lines.map((line, at) => (goes.has(at) ? '' : line.text + line.end)).join(''),
    lines: all.flatMap(({ at, profile }) => {
      const key = goes.get(at);
      return key === undefined ? [] : [{ line: at + 1, key, profile }];
    }),
  });
};

/** A line that would become part of another value when the one above it goes: deeper lines belong to it. */
const unclearLine = (
  all: readonly Seen[],
  goes: ReadonlyMap<number, PlainLine['key']>,
): Seen | undefined => {
  for (const seen of all) {
    if (!goes.has(seen.at) || goes.get(seen.at) === 'comment') continue;
    const next = all.find((other) => other.at > seen.at && other.line.kind !== 'empty');
    if (
      next !== undefined &&
      next.line.kind !== 'header' &&
      indentOf(next.text) > indentOf(seen.text)
    )
      return next;
  }
  return undefined;
};

/**
 * Puts back what `takeKeysOut` took out of `before`, in a text that may have changed since everywhere else. Refused
 * where a section is not any more what was left of it.
 */
export const putKeysBack = (
  now: string,
  edit: {
    readonly file: AwsFileKind;
    readonly before: string;
    readonly after: string;
    readonly profiles: readonly ProfileName[];
  },
): Result<string, EditRefusal> => {
  const { file, before, after, profiles } = edit;
  if (now === after) return ok(before);
  let text = now;
  for (const name of profiles) {
    const target: SectionTarget = { file, name };
    const reverted = revertSection(text, { target, before, after });
    if (!reverted.ok) return reverted;
    text = reverted.value;
  }
  return ok(text);
};
