import { command } from '../command.ts';
import { flag } from '../value.ts';

/** Commands that let go of everything. */
export const lock = {
  lock: command({
    summary: 'Lock Fobwatch',
    description: [
      'Drops every session and role, here and in the sealed copy on disk, empties the clipboard where it holds what was copied, closes container endpoints and refuses programs that wait. It stays locked over a restart, until a person types a new code in its window.',
      'What programs have already goes on working at AWS until it ends.',
    ],
    arguments: {},
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch lock', text: 'Before you leave the desk.' }],
    exits: ['failed', 'unreachable'],
  }),
  panic: command({
    summary: 'Lock, and take what Fobwatch wrote out of your AWS files',
    description: [
      'Locks as "fobwatch lock" does, and takes every section that Fobwatch wrote out of the AWS files: credentials and live profiles. Your own sections stay as they are; no backup is made, since it would hold what is taken away.',
      'What programs have already goes on working at AWS until it ends; the window says how to revoke it there.',
    ],
    arguments: {},
    options: { yes: { value: flag, text: 'Does not ask first.' } },
    rules: [],
    examples: [{ line: 'fobwatch panic --yes', text: 'At once, from a script.' }],
    exits: ['failed', 'unreachable'],
  }),
} as const;
