import type { Credentials } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { secret, type Secret } from '../secret.ts';
import { cmd } from './cmd.ts';
import type { Dialect, Unwritable } from './dialect.ts';
import { fileDialects, refusesName } from './file-forms.ts';
import { fish } from './fish.ts';
import { isShell, type Block, type ExportForm, type Shell } from './names.ts';
import { nushell } from './nushell.ts';
import { posix } from './posix.ts';
import { powershell } from './powershell.ts';
import { tcsh } from './tcsh.ts';
import {
  exported,
  live,
  takenAwayByClear,
  takenAwayByExports,
  takenAwayByLive,
  type Variable,
} from './variables.ts';

/** Every shell and how it is told of variables. */
const dialects: Readonly<Record<Shell, Dialect>> = {
  bash: posix,
  zsh: posix,
  sh: posix,
  fish,
  powershell,
  cmd,
  nushell,
  tcsh,
};

/** What a block is made from. */
export type BlockParts =
  | {
      readonly kind: 'exports';
      readonly credentials: Credentials;
      readonly region: string | null;
      /** The section's name where they become one of an AWS file. */
      readonly profile: string;
    }
  | {
      readonly kind: 'live';
      /** A credential_process profile of its own: `NAME-live`. */
      readonly profile: string;
      readonly region: string | null;
    }
  | { readonly kind: 'clear' };

/** Why there is no block. No value is in it. */
export type BlockFailure =
  /** `variable` holds something the form cannot write so that it is read back as it was. */
  | {
      readonly kind: 'not-writable';
      readonly form: ExportForm;
      readonly variable: string;
      readonly holds: Unwritable;
    }
  /** A file can neither live nor be cleared. */
  | { readonly kind: 'no-such-block'; readonly form: ExportForm; readonly block: Block };

/** The name of the profile that a live block names by default (aws-rules.md, Shared files). */
export const liveProfileOf = (name: string): string => `${name}-live`;

const plan = (
  parts: BlockParts,
): { readonly set: readonly Variable[]; readonly unset: readonly string[] } => {
  switch (parts.kind) {
    case 'exports':
      return { set: exported(parts.credentials, parts.region), unset: takenAwayByExports };
    case 'live':
      return { set: live(parts.profile, parts.region), unset: takenAwayByLive };
    case 'clear':
      return { set: [], unset: takenAwayByClear };
    default:
      return parts satisfies never;
  }
};

/** The first variable that a form cannot hold. */
const refused = (
  form: ExportForm,
  variables: readonly Variable[],
  refuses: (value: string) => Unwritable | null,
): BlockFailure | null => {
  for (const [variable, value] of variables) {
    const holds = refuses(value);
    if (holds !== null) return { kind: 'not-writable', form, variable, holds };
  }
  return null;
};

/** A line end behind every line, so that pasting a block runs its last line too. */
const text = (lines: readonly string[], lineEnd: string): Result<Secret, never> =>
  ok(secret(lines.map((line) => line + lineEnd).join('')));

/** The block in which a shell takes some variables away, then sets others. */
export const shellBlock = (
  shell: Shell,
  set: readonly Variable[],
  unset: readonly string[],
): Result<Secret, BlockFailure> => {
  const dialect = dialects[shell];
  const failure = refused(shell, set, dialect.refuses);
  if (failure !== null) return fail(failure);
  const setting = set.length === 0 ? [] : dialect.set(set);
  return text([...dialect.unset(unset), ...setting], dialect.lineEnd);
};

/**
 * A block for a shell, or exports as part of a file. A value that cannot be written so that it is read back to the
 * byte is refused (a line break or a NUL everywhere), never mangled; so are live and clear blocks of a file.
 */
export const blockFor = (form: ExportForm, parts: BlockParts): Result<Secret, BlockFailure> => {
  const { set, unset } = plan(parts);
  if (isShell(form)) return shellBlock(form, set, unset);
  if (parts.kind !== 'exports') return fail({ kind: 'no-such-block', form, block: parts.kind });
  const dialect = fileDialects[form];
  const failure = refused(form, set, dialect.refuses);
  if (failure !== null) return fail(failure);
  if (refusesName(form, parts.profile))
    return fail({ kind: 'not-writable', form, variable: parts.profile, holds: 'profile-name' });
  return text(dialect.lines(set, parts.profile), '\n');
};
