import { command } from '../command.ts';
import { file, flag, live, text } from '../value.ts';
import { oneGrant, quiet, waiting, waitingExits } from './common.ts';

/** Commands that write the AWS files. */
export const files = {
  write: command({
    summary: 'Write credentials into an AWS credentials file',
    description: [
      'Writes the credentials of NAME into a section of the credentials file, and prints file, device, expiry, backup and section. All other bytes stay as they are; region and output are left alone.',
      'A section that Fobwatch did not write needs --replace. One that holds a long-term key is refused, unless that key is in the keychain.',
    ],
    arguments: { name: oneGrant },
    options: {
      profile: {
        value: text,
        word: 'PROFILE',
        required: true,
        text: 'The section to write; default is one too.',
      },
      file: { value: file, text: 'Another credentials file.' },
      replace: { value: flag, text: 'Replaces a section that is not Fobwatch’s.' },
      noBackup: { value: flag, text: 'Makes no backup first.' },
      quiet,
      ...waiting,
    },
    rules: [],
    examples: [{ line: 'fobwatch write ada --profile mfa', text: 'The session of ada as [mfa].' }],
    exits: [...waitingExits, 'conflict'],
  }),
  undo: command({
    summary: 'Take back the last write to an AWS file',
    description: ['Puts back what the file held before Fobwatch last wrote it.'],
    arguments: {},
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch undo', text: 'After a write too many.' }],
    exits: ['failed', 'unreachable', 'conflict'],
  }),
  install: command({
    summary: 'Write a live profile into the AWS config file',
    description: [
      'Writes a profile of its own whose credential_process asks Fobwatch, so that AWS’s tools always have valid credentials.',
    ],
    arguments: { name: oneGrant },
    options: {
      profile: { value: text, word: 'PROFILE', text: 'Its name; without it, NAME-live.' },
    },
    rules: [],
    examples: [{ line: 'fobwatch install dev', text: 'Then: aws --profile dev-live s3 ls.' }],
    exits: ['failed', 'unreachable', 'unknown-name', 'conflict'],
  }),
  uninstall: command({
    summary: 'Remove a live profile',
    description: ['Removes a profile that install wrote. Others are refused.'],
    arguments: {
      profile: {
        value: live,
        word: 'PROFILE',
        required: true,
        repeated: false,
        text: 'The live profile.',
      },
    },
    options: {},
    rules: [],
    examples: [{ line: 'fobwatch uninstall dev-live', text: 'What install dev wrote.' }],
    exits: ['failed', 'unreachable', 'unknown-name', 'conflict'],
  }),
} as const;
