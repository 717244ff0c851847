import { exitCodes, type ExitCodeName } from '../../../app/command-line/exit-codes.ts';
import { secret, type Secret } from '../../../app/secret.ts';
import type { Requester } from '../../../app/session/requests.ts';
import { printable } from '../../../app/view/words/printable.ts';

/** One run of the `fobwatch` command, as its script tells it. */
export type Call = {
  /** The words behind `fobwatch`. */
  readonly argv: readonly string[];
  /** Where it was run: relative paths are meant from here. Absolute. */
  readonly cwd: string;
  /** Whether somebody sits at the terminal and can be asked there. */
  readonly terminal: boolean;
  /** The code typed at the terminal after it was asked for; null: none. */
  readonly code: string | null;
  /** Asked at the terminal already: the rest is waiting for the window. */
  readonly asked: boolean;
  readonly by: Requester;
  /** The login shell of whoever runs it, as $SHELL says; null: it does not. */
  readonly shell: string | null;
  /** Names of AWS's variables that are set there, where the command wants to know; never a value. */
  readonly variables: readonly string[];
  /** What was piped in, where a file was given as `-`. */
  readonly input: Secret | null;
  /** Set off when whoever asked is gone. */
  readonly gone: AbortSignal;
};

/** What the script does with an answer, beyond printing it. */
export type ReplyEnd =
  | ExitCodeName
  /** Evaluates what was printed and becomes the program behind `--`. */
  | 'exec'
  /** The same, and holds a line open as long as that program runs. */
  | 'hold'
  /** Asks for a code at the terminal, with what was to go to standard error as the question. */
  | 'ask';

export type Reply = {
  /** To standard output. It may be a secret: only the one who asked reads it. */
  readonly out: Secret;
  /** To standard error; never a secret. */
  readonly err: string;
  readonly end: ReplyEnd;
  /** The name of the line that is held open. */
  readonly line?: string;
};

const NOTHING = secret('');

/** Text that is no secret; what is handed to programs goes as it is, by `handed`. */
export const said = (out: string, err = ''): Reply => ({
  out: secret(printable(out)),
  err,
  end: 'done',
});

export const handed = (out: Secret, err = ''): Reply => ({ out, err, end: 'done' });

export const failed = (end: Exclude<ExitCodeName, 'done'>, sentence: string): Reply => ({
  out: NOTHING,
  err: `fobwatch: ${sentence}\n`,
  end,
});

/** The word behind which the script finds what to do: a number it exits with, or what it does first. */
export const endWord = (end: ReplyEnd): string =>
  end === 'exec' || end === 'hold' || end === 'ask' ? end : String(exitCodes[end].code);
