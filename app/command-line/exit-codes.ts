/**
 * How `fobwatch` ends: one table for the command, its help and its man page. A program started by `exec` passes its own
 * code on, and 128 plus the number of a signal that ended it; 126 and 127 are those of shells.
 */
export const exitCodes = {
  done: { code: 0, text: 'Done.' },
  failed: { code: 1, text: 'AWS or Fobwatch refused; the reason is on standard error.' },
  usage: { code: 2, text: 'The command line is wrong; nothing was done.' },
  'needs-code': {
    code: 3,
    text: 'A code, or your yes to production, is needed and --no-wait was given; or the code was refused.',
  },
  unanswered: { code: 4, text: 'Nobody answered in time, or the question was closed.' },
  unreachable: { code: 5, text: 'The app cannot be reached or started.' },
  'unknown-name': { code: 6, text: 'A name is unknown, or stands for several things.' },
  conflict: {
    code: 7,
    text: 'A file or section is there already and is not Fobwatch’s to replace.',
  },
  locked: {
    code: 8,
    text: 'Fobwatch is locked; a person opens it in its window with a new code.',
  },
  'not-executable': { code: 126, text: 'exec: the program was found but cannot be run.' },
  'not-found': { code: 127, text: 'exec: the program was not found.' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly text: string }>>;

export type ExitCodeName = keyof typeof exitCodes;
