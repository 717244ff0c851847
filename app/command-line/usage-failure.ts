import type { CommandName } from './table.ts';

/** What a word may be and was not. The word itself is left out: it may be a code. */
export type WordRule =
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'whole-number'; readonly unit: string }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly kind: 'pair' }
  | { readonly kind: 'not-empty' };

/**
 * Why a command line says nothing that could be done, as facts. `label` is what help calls the word: `--serial-number`,
 * or `NAME`.
 */
export type UsageFailure =
  | {
      readonly kind: 'no-such-command';
      readonly given: string;
      readonly nearest: CommandName | null;
    }
  /** The first word is no command but an option. */
  | { readonly kind: 'command-first'; readonly given: string }
  | {
      readonly kind: 'no-such-option';
      readonly command: CommandName;
      /** Without the value that may follow its name. */
      readonly given: string;
      readonly nearest: string | null;
    }
  | { readonly kind: 'no-value'; readonly command: CommandName; readonly label: string }
  | { readonly kind: 'value-not-taken'; readonly command: CommandName; readonly label: string }
  | { readonly kind: 'given-twice'; readonly command: CommandName; readonly label: string }
  | {
      readonly kind: 'word';
      readonly command: CommandName;
      readonly label: string;
      readonly rule: WordRule;
    }
  | { readonly kind: 'missing'; readonly command: CommandName; readonly label: string }
  /** The words that make up a program are to stand behind `--`. */
  | { readonly kind: 'missing-dashes'; readonly command: CommandName; readonly label: string }
  | { readonly kind: 'too-many-words'; readonly command: CommandName; readonly surplus: number }
  | { readonly kind: 'one-of'; readonly command: CommandName; readonly labels: readonly string[] }
  | { readonly kind: 'not-both'; readonly command: CommandName; readonly labels: readonly string[] }
  | {
      readonly kind: 'needs';
      readonly command: CommandName;
      readonly label: string;
      readonly other: string;
    };
