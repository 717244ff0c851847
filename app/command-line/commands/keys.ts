import { command } from '../command.ts';
import { choice, flag, identity } from '../value.ts';
import { json, waiting, waitingExits } from './common.ts';

/** Commands about access keys. */
export const keys = {
  keys: command({
    summary: 'List access keys with their age and last use',
    description: [
      'Asks AWS which access keys the users of your identities have, and says which is in use here, how old each is, when it was last used, and how far a rotation has come.',
    ],
    arguments: {
      identity: {
        value: identity,
        word: 'IDENTITY',
        required: false,
        repeated: false,
        text: 'Only the keys of this one.',
      },
    },
    options: { json },
    rules: [],
    examples: [{ line: 'fobwatch keys ada', text: 'The keys of one user.' }],
    exits: ['failed', 'unreachable', 'unknown-name'],
  }),
  rotate: command({
    summary: 'Rotate an access key',
    description: [
      'Makes a second key, stores it beside the first, waits until AWS knows it, puts it in the place of the first and deactivates that. There is a key that works at every moment, and what was interrupted goes on at the next start.',
      'The old key stays until --delete-old: wait some days first, since whoever still uses it is refused.',
    ],
    arguments: {
      identity: {
        value: identity,
        word: 'IDENTITY',
        required: true,
        repeated: false,
        text: 'Whose key.',
      },
    },
    options: {
      resume: { value: flag, text: 'Goes on with a rotation that stopped.' },
      rollBack: { value: flag, text: 'Goes back to the old key, and deletes the new one.' },
      deleteOld: { value: flag, text: 'Deletes the old key for good.' },
      follow: {
        value: flag,
        text: 'Puts the new key into the profiles of the AWS files that hold the old one in plain text; a backup is made first.',
      },
      into: {
        value: choice(['keychain', 'file']),
        text: 'Where the new key of an identity goes that lives in the credentials file; without it, it stays there.',
      },
      ...waiting,
    },
    rules: [
      { kind: 'not-both', names: ['resume', 'rollBack'] },
      { kind: 'not-both', names: ['resume', 'deleteOld'] },
      { kind: 'not-both', names: ['rollBack', 'deleteOld'] },
    ],
    examples: [
      { line: 'fobwatch rotate ada', text: 'A new key; the old one is deactivated.' },
      { line: 'fobwatch rotate ada --delete-old', text: 'Some days later.' },
    ],
    exits: waitingExits,
  }),
} as const;
