import { isoTime } from '../export/variables.ts';
import { grantId, type Credentials, type GrantRef, type LongTermKey } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import { putSection, removeSection, revertSection, type EditRefusal } from './edit.ts';
import { replaceKey } from './replace-key.ts';
import { ownedSections, type SectionTarget } from './owned-section.ts';
import { putKeysBack, takeKeysOut, type PlainLine } from './plain-keys.ts';
import type { AwsFileKind, ProfileName } from './profile.ts';

/** The editor for texts that wear Secret: what the engine asks a file's text to become. */
type Change = (text: Secret) => Result<Secret, EditRefusal>;

/** What a put found; asked for after the last time its change was made. */
type PutNote = { existed: boolean; left: readonly string[] };

type PutChange = { readonly change: Change; readonly note: () => PutNote };

const putting = (
  edit: Omit<Parameters<typeof putSection>[1], 'isKept'>,
  kept: readonly LongTermKey[],
): PutChange => {
  const note: { last: PutNote } = { last: { existed: false, left: [] } };
  return {
    note: () => note.last,
    change: (text) => {
      const done = putSection(reveal(text), {
        ...edit,
        isKept: ({ accessKeyId, secretAccessKey }) =>
          kept.some(
            (key) =>
              key.accessKeyId === accessKeyId && reveal(key.secretAccessKey) === secretAccessKey,
          ),
      });
      if (!done.ok) return done;
      const { existed, left, text: after } = done.value;
      note.last = { existed, left };
      return ok(secret(after));
    },
  };
};

/**
 * Credentials into a profile of a credentials file (SE1). `expiry` is when they end, ms since 1970; it stands in the key
 * that saml2aws and others use for it, and that the SDKs leave alone.
 */
export const credentialsInto = (
  name: ProfileName,
  credentials: Credentials,
  options: {
    readonly grant: GrantRef;
    readonly replace: boolean;
    /** Long-term keys that are in the keychain, and may go from the file for that (SE4). */
    readonly kept: readonly LongTermKey[];
  },
): PutChange =>
  putting(
    {
      target: { file: 'credentials', name },
      set: [
        ['aws_access_key_id', credentials.accessKeyId],
        ['aws_secret_access_key', reveal(credentials.secretAccessKey)],
        ['aws_session_token', reveal(credentials.sessionToken)],
        ['x_security_token_expires', isoTime(credentials.expiresAt)],
      ],
      setIfNew: [],
      grant: grantId(options.grant),
      replace: options.replace,
    },
    options.kept,
  );

/** A live profile: clients ask `command` for credentials whenever they need them. */
export const liveProfile = (
  name: ProfileName,
  command: string,
  options: {
    readonly grant: GrantRef;
    readonly region: string | null;
    /** A person agreed to lines of ours in a section of theirs. */
    readonly replace?: boolean;
  },
): PutChange =>
  putting(
    {
      target: { file: 'config', name },
      set: [['credential_process', command]],
      setIfNew: options.region === null ? [] : [['region', options.region]],
      grant: grantId(options.grant),
      replace: options.replace ?? false,
    },
    [],
  );

export const withoutSection =
  (target: SectionTarget): Change =>
  (text) => {
    const removed = removeSection(reveal(text), target);
    return removed.ok ? ok(secret(removed.value)) : removed;
  };

/** One edit of a file: its texts before and after. */
export type MadeEdit = {
  readonly target: SectionTarget;
  readonly before: Secret;
  readonly after: Secret;
};

/** Takes one edit back, whatever else changed since. */
export const takenBack =
  ({ target, before, after }: MadeEdit): Change =>
  (text) => {
    const reverted = revertSection(reveal(text), {
      target,
      before: reveal(before),
      after: reveal(after),
    });
    return reverted.ok ? ok(secret(reverted.value)) : reverted;
  };

/** Keys out of a text, wherever they stand in it; `note` tells which lines went the last time it was asked. */
export const withoutKeys = (
  file: AwsFileKind,
  keys: readonly LongTermKey[],
): { readonly change: Change; readonly note: () => readonly PlainLine[] } => {
  const pairs = keys.map(({ accessKeyId, secretAccessKey }) => ({
    accessKeyId,
    secretAccessKey: reveal(secretAccessKey),
  }));
  const note: { last: readonly PlainLine[] } = { last: [] };
  return {
    note: () => note.last,
    change: (text) => {
      const done = takeKeysOut(file, reveal(text), pairs);
      if (!done.ok) return done;
      note.last = done.value.lines;
      return ok(secret(done.value.text));
    },
  };
};

/** Takes that back, whatever else changed since. */
export const withKeysBack =
  (edit: {
    readonly file: AwsFileKind;
    readonly before: Secret;
    readonly after: Secret;
    readonly profiles: readonly ProfileName[];
  }): Change =>
  (text) => {
    const { file, before, after, profiles } = edit;
    const texts = { before: reveal(before), after: reveal(after) };
    const back = putKeysBack(reveal(text), { file, profiles, ...texts });
    return back.ok ? ok(secret(back.value)) : back;
  };

/** A text in the place of another, as long as that is what it was; null: whatever it was. */
export const inPlaceOf =
  (was: Secret | null, text: Secret): Change =>
  (now) =>
    was === null || reveal(now) === reveal(was) ? ok(text) : fail({ kind: 'changed-since' });

/** Two edits of one section as one, so that both can be taken back at once; null: others came between them. */
export const joinedEdits = (first: MadeEdit, second: MadeEdit): MadeEdit | null => {
  const before = takenBack(first)(second.before);
  return before.ok ? { target: first.target, before: before.value, after: second.after } : null;
};

/** The sections of a file that are ours, with what they are for. */
export const ownedIn = (
  file: AwsFileKind,
  text: Secret,
): readonly { readonly name: ProfileName; readonly grant: string | null }[] =>
  ownedSections(file, reveal(text));

/** Characters that a POSIX shell, cmd and the AWS CLI all take for themselves between double quotes. */
const PLAIN = /^[\w ./@:+=,~()%&'-]+$/;
const PLAIN_ON_WINDOWS = /^[\w ./\\@:+=,~()-]+$/;

/**
 * The command of a live profile. botocore takes it apart like a shell, the JavaScript SDK hands it to one: a word with
 * characters that do not come out of both as they are is refused, and named.
 */
export const credentialCommand = (
  helper: string,
  name: string,
  platform: 'linux' | 'darwin' | 'win32',
): Result<string, string> => {
  const plain = platform === 'win32' ? PLAIN_ON_WINDOWS : PLAIN;
  // Letters of any language are letters to all of them.
  const isPlain = (word: string): boolean => plain.test(word.replaceAll(/\p{L}/gu, 'a'));
  if (!isPlain(helper)) return fail(helper);
  // One that begins with a dash would be taken for an option.
  if (!isPlain(name) || name.startsWith('-') || name !== name.trim()) return fail(name);
  return ok(`"${helper}" credentials "${name}"`);
};

/** Another key of the same user in the place of the one that stands in these profiles; nothing else changes. */
export const keyInto =
  (file: AwsFileKind, names: readonly ProfileName[], oldId: string, key: LongTermKey): Change =>
  (text) => {
    let changed = reveal(text);
    for (const name of names) {
      const plain = {
        accessKeyId: key.accessKeyId,
        secretAccessKey: reveal(key.secretAccessKey),
      };
      const done = replaceKey(changed, { file, name }, oldId, plain);
      if (!done.ok) return done;
      changed = done.value;
    }
    return ok(secret(changed));
  };

/** Whether there is a file and nothing in it; one that is not there is none. */
export const holdsNothing = (text: Secret | null): boolean =>
  text !== null && reveal(text).trim() === '';

/** Whether a key's id stands anywhere in a file's text. */
export const namesKey = (text: Secret | null, accessKeyId: string): boolean =>
  text !== null && reveal(text).includes(accessKeyId);
