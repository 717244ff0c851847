import type { BlockFailure } from '../../export/blocks.ts';
import type { Unwritable } from '../../export/dialect.ts';
import type { Block, ExportForm, Shell } from '../../export/names.ts';
import { assertNever } from '../../result.ts';

/** Shells and kinds of files as people write their names. */
export const formNames = {
  bash: 'bash',
  zsh: 'zsh',
  sh: 'sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'nushell',
  tcsh: 'tcsh',
  dotenv: '.env',
  json: 'JSON',
  ini: 'AWS credentials file',
} as const satisfies Record<ExportForm, string>;

export const blockNames = {
  exports: 'exports',
  live: 'live block',
  clear: 'clear block',
} as const satisfies Record<Block, string>;

const holdsWords = {
  'line-break': 'a line break',
  nul: 'a NUL',
  percent: 'a percent sign',
  'exclamation-mark': 'an exclamation mark',
  'double-quote': 'a double quote',
  'every-quote': 'quotes of every kind',
  'outer-blank': 'a blank at an end',
  comment: 'the beginning of a comment',
  'profile-name': 'characters a profile cannot have in its name',
} as const satisfies Record<Unwritable, string>;

/** A shell that takes what the form does not. */
const elsewhere = (form: ExportForm): Shell => (form === 'cmd' ? 'powershell' : 'bash');

/** Why there is no block to copy, as a sentence. */
export const blockFailureWords = (failure: BlockFailure): string => {
  const form = formNames[failure.form];
  switch (failure.kind) {
    case 'not-writable': {
      const { variable, holds } = failure;
      const everywhere = holds === 'line-break' || holds === 'nul';
      const what = `${variable} holds ${holdsWords[holds]}, which ${everywhere ? 'no shell or file takes' : `cannot be written for ${form}`}`;
      return everywhere
        ? `${what}; get new credentials.`
        : `${what}; copy it for ${formNames[elsewhere(failure.form)]}.`;
    }
    case 'no-such-block':
      return `There is no ${blockNames[failure.block]} for ${form}; copy it for a shell.`;
    default:
      return assertNever(failure);
  }
};
