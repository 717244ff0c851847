import { setKey } from '../../credentials/formats.ts';
import type { SectionCause } from '../../failure.ts';
import { grantId, grantName, type GrantRef } from '../../model.ts';
import { markerLine } from '../../profiles/owned-section.ts';
import { assertNever } from '../../result.ts';
import type { OperationOutcome } from '../../session/operations.ts';
import { lineChangeWords } from './profile-editor.ts';
import { momentWords } from './time.ts';
import { plural, spoken, t } from './say.ts';

const overruledBy = spoken({
  role_arn: 'a role_arn',
  sso: 'a sign-in of its own',
  aws_access_key_id: 'keys in the credentials file',
} as const);

/** Why a section of an AWS file was left as it was, and what to do. */
export const sectionWords = (of: string | null, path: string, cause: SectionCause): string => {
  const profile = of ?? path;
  switch (cause.kind) {
    case 'name':
      return t`AWS’s tools do not take ${profile} as the name of a profile; choose another name.`;
    case 'value':
      return t`What belongs under ${cause.key} does not fit into one line of ${path}; nothing was written.`;
    case 'not-text':
      return t`Line ${cause.line} of ${path} holds characters that AWS’s tools read in different ways; save the file as plain text in UTF-8.`;
    case 'unclear':
      return t`Line ${cause.line} of ${path} is read by AWS’s tools in different ways; mend it, then write again.`;
    case 'foreign':
      return t`${profile} is there already and Fobwatch did not write it, so it was left as it is; fobwatch write --replace replaces it, and --profile names another.`;
    case 'long-term-key':
      return t`${profile} in ${path} holds ${cause.accessKeyId === null ? t`a secret access key` : t`the long-term key ${cause.accessKeyId}`} that is not in the keychain; add it there first, or choose another name.`;
    case 'not-owned':
      return t`${path} has no ${profile} that Fobwatch wrote, so nothing was changed; remove what others wrote in an editor.`;
    case 'changed-since':
      return of === null
        ? t`${path} was changed since, so it was left as it is; the backups lie beside it.`
        : t`${profile} in ${path} was changed since, so it was left as it is; the backups lie beside the file.`;
    case 'overruled':
      return t`${profile} has ${overruledBy[cause.by]}, which clients use instead of what would be written; choose another name.`;
    case 'taken':
      return t`There is a profile ${profile} already, or it is named twice; choose another name.`;
    case 'not-there':
      return t`${path} has no profile ${profile}; check its name.`;
    case 'needs-consent':
      return t`${profile} in ${path} was not made by Fobwatch, so nothing was changed yet: ${cause.lines.slice(0, 8).map(lineChangeWords).join('; ')}${cause.lines.length > 8 ? t`; and ${cause.lines.length - 8} more` : ''}. Say yes to these lines, or add --replace.`;
    default:
      return assertNever(cause);
  }
};

export const unfitCommandWords = (word: string): string =>
  t`Shells do not take ${word} as one word; choose a name and a place without special characters.`;

export const nothingToUndo = (): string =>
  t`Nothing that Fobwatch wrote since it started is left to take back; the backups lie beside the files.`;

export const otherFileWords = (path: string): string =>
  t`Another file is at ${path} already, so it was left as it is; choose another name.`;

export const nothingToShare = (): string =>
  t`None of these is a role that the config file tells whole; choose profiles with a role_arn.`;

type Of<K extends OperationOutcome['kind']> = Extract<OperationOutcome, { readonly kind: K }>;
export type FileOutcome = Of<
  'written' | 'installed' | 'uninstalled' | 'undone' | 'profiles-changed' | 'shared'
>;

/** `~/.aws/credentials` for a path in the home folder would need the home; the last two names tell enough. */
const placeWords = (path: string): string => path.split(/[\\/]/).slice(-2).join('/');

const counted = (names: readonly string[]): string =>
  names.length === 1
    ? (names[0] ?? '')
    : plural(names.length, { one: '# profile', other: '# profiles' });

/** What was done to which profiles: "added dev, removed 3 profiles". */
const changedWords = ({ added, edited, removed }: Of<'profiles-changed'>): string =>
  [
    ...(added.length === 0 ? [] : [t`added ${counted(added)}`]),
    ...(edited.length === 0 ? [] : [t`changed ${counted(edited)}`]),
    ...(removed.length === 0 ? [] : [t`removed ${counted(removed)}`]),
  ].join(', ');

const doneWords = (outcome: FileOutcome): string => {
  switch (outcome.kind) {
    case 'profiles-changed':
      return changedWords(outcome);
    case 'shared':
      return plural(outcome.count, { one: 'shared # profile', other: 'shared # profiles' });
    case 'written':
      return t`written as ${outcome.profile}`;
    case 'installed':
      return t`live as ${outcome.profile}`;
    case 'uninstalled':
      return t`removed ${outcome.profile}`;
    case 'undone':
      return t`took back ${outcome.profile}`;
    default:
      return assertNever(outcome);
  }
};

/** Profiles are added to a file, and everything else is done in it. */
const addsOnly = (outcome: FileOutcome): boolean =>
  outcome.kind === 'profiles-changed' && outcome.edited.length + outcome.removed.length === 0;

const doneAt = (outcome: FileOutcome, place: string): string =>
  addsOnly(outcome) ? t`${doneWords(outcome)} to ${place}` : t`${doneWords(outcome)} in ${place}`;

/** What became of an AWS file, in a sentence for a row. */
export const fileOutcomeWords = (outcome: FileOutcome): string =>
  doneAt(outcome, placeWords(outcome.path));

/** The same as a sentence, with the whole path: the command line has room for it. */
export const fileOutcomeSentence = (outcome: FileOutcome): string => {
  const words = doneAt(outcome, outcome.path);
  return `${words.replace(/^./, (letter) => letter.toUpperCase())}.`;
};

/**
 * What was written where, line by line, as setsts.py prints it (SE1), with what was left alone (SE7). Instants by this
 * computer's clock.
 */
export const writtenLines = (
  outcome: Of<'written'>,
  now: number,
  timeZone?: string,
): readonly string[] => {
  const others = outcome.left.filter((key) => key !== 'region' && key !== 'output');
  return [
    t`File: ${outcome.path}`,
    t`Profile: ${outcome.profile}`,
    ...(outcome.serial === null ? [] : [t`Serial number: ${outcome.serial}`]),
    t`Ends: ${momentWords(outcome.expiresAt, now, timeZone)}`,
    outcome.backup === null ? t`Backup: none` : t`Backup: ${outcome.backup}`,
    t`Region and output of ${outcome.profile} were left alone${others.length === 0 ? '' : t`, and so were ${others.join(', ')}`}.`,
  ];
};

export const fileLabels = spoken({
  write: 'Write to credentials file',
  install: 'Install live profile',
  undo: 'Undo',
  dismiss: 'Close',
  notNow: 'Not now',
  confirmWrite: 'Write',
  confirmInstall: 'Install',
  heading: 'AWS files',
} as const);

export type FileAction = 'write' | 'install';

/** What an action would put into which file, before it does so for the first time; secrets are left out. */
export const filePreview = (
  action: FileAction,
  target: GrantRef,
  paths: { readonly config: string; readonly credentials: string },
): { readonly sentence: string; readonly lines: readonly string[] } => {
  const name = grantName(target);
  const path = action === 'write' ? paths.credentials : paths.config;
  const marker = markerLine('section', grantId(target));
  const lines =
    action === 'write'
      ? [
          `[${setKey(name)}]`,
          marker,
          'aws_access_key_id = …',
          'aws_secret_access_key = …',
          'aws_session_token = …',
          'x_security_token_expires = …',
        ]
      : [
          `[profile ${name}-live]`,
          marker,
          `credential_process = "…/fobwatch" credentials "${grantId(target)}"`,
        ];
  return {
    sentence: t`Adds these lines to ${path}, keeps everything else in it, and a backup beside it. Said once, then done at a click.`,
    lines,
  };
};

/** What an outcome means for whoever uses it next. */
export const fileOutcomeHelp = (outcome: FileOutcome): string | null => {
  switch (outcome.kind) {
    case 'written':
      return t`aws --profile ${outcome.profile}; written again when renewed`;
    case 'installed':
      return t`aws --profile ${outcome.profile}; never goes stale`;
    case 'uninstalled':
    case 'undone':
    case 'profiles-changed':
      return null;
    case 'shared':
      return t`no key, device or path is in it`;
    default:
      return assertNever(outcome);
  }
};
