import type { BlockFailure } from '../../export/blocks.ts';
import type { Unwritable } from '../../export/dialect.ts';
import type { CopiedAs, ExportForm, Shell } from '../../export/names.ts';
import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { CopiedMark, Life } from '../window.ts';
import { shortLifeWords } from './row.ts';
import { clearsWords } from './time.ts';
import { spoken, t } from './say.ts';

/** Shells and kinds of files as people write their names. */
export const formNames = spoken({
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
  ini: 'AWS file',
} as const satisfies Record<ExportForm, string>);

/** The same within a sentence. */
const formWords = spoken({
  ...formNames,
  dotenv: 'a .env file',
  ini: 'an AWS file',
} as const satisfies Record<ExportForm, string>);

const blockNames = spoken({
  exports: 'exports',
  live: 'live block',
  clear: 'clear block',
  endpoint: 'endpoint block',
} as const satisfies Record<CopiedAs['block'], string>);

const holdsWords = spoken({
  'line-break': 'a line break',
  nul: 'a NUL',
  percent: 'a percent sign',
  'exclamation-mark': 'an exclamation mark',
  'double-quote': 'a double quote',
  'every-quote': 'quotes of every kind',
  'outer-blank': 'a blank at an end',
  comment: 'the beginning of a comment',
  'profile-name': 'characters a profile cannot have in its name',
} as const satisfies Record<Unwritable, string>);

/** A shell that takes what the form does not. */
const elsewhere = (form: ExportForm): Shell => (form === 'cmd' ? 'powershell' : 'bash');

/** Why there is no block to copy, as a sentence. */
export const blockFailureWords = (failure: BlockFailure): string => {
  const form = formWords[failure.form];
  switch (failure.kind) {
    case 'not-writable': {
      const { variable, holds } = failure;
      const everywhere = holds === 'line-break' || holds === 'nul';
      const what = t`${variable} holds ${holdsWords[holds]}, which ${everywhere ? t`no shell or file takes` : t`cannot be written for ${form}`}`;
      return everywhere
        ? t`${what}; get new credentials.`
        : t`${what}; copy it for ${formNames[elsewhere(failure.form)]}.`;
    }
    case 'no-such-block':
      return t`There is no ${blockNames[failure.block]} for ${form}; copy it for a shell.`;
    default:
      return assertNever(failure);
  }
};

/** What a copy put there: "copied for fish", "clear block copied"; short enough for a row with the time behind it. */
const madeWords = ({ form, block }: CopiedAs): string => {
  if (block === 'exports') return t`copied for ${formWords[form]}`;
  return block === 'endpoint' ? t`endpoint copied` : t`${blockNames[block]} copied`;
};

/** What a row says about the clipboard; null when nothing. `life` is that of what was copied. */
export const copiedWords = (
  mark: CopiedMark,
  now: Instant,
  life: Life | null = null,
): string | null => {
  switch (mark.kind) {
    case 'no':
      return null;
    case 'pending':
      return t`copied as soon as it is there`;
    case 'copied': {
      const short = mark.as.block === 'exports' ? shortLifeWords(life) : null;
      const lasts = short === null ? '' : t`lasts ${short} only, `;
      return t`${madeWords(mark.as)}, ${lasts}clears in ${clearsWords(mark.clearsAt - now)}`;
    }
    case 'cleared':
      return t`clipboard cleared`;
    case 'gone':
      return t`no longer in the clipboard`;
    case 'failed':
      return null;
    default:
      return assertNever(mark);
  }
};
