import { durationLimits } from '../../credentials/argument-rules.ts';
import { command } from '../command.ts';
import { grant, flag, identity, seconds, text } from '../value.ts';
import { json, oneGrant, waiting, waitingExits } from './common.ts';

/** Commands that obtain sessions and roles, end them, and ask about them. */
export const grants = {
  session: command({
    summary: 'Get a session for an identity',
    description: [
      'Gets a session (GetSessionToken) with one code. A session that is still good is kept, unless --force-new is given.',
    ],
    arguments: {
      identity: {
        value: identity,
        word: 'IDENTITY',
        required: false,
        repeated: false,
        text: 'Whose session; without it, the only identity there is.',
      },
    },
    options: {
      durationSeconds: {
        value: seconds(durationLimits.GetSessionToken),
        text: 'How long it shall last; without it, as the settings say.',
      },
      serialNumber: {
        value: text,
        word: 'SERIAL',
        text: 'The MFA device: its ARN, or the number of a hardware device.',
      },
      forceNew: { value: flag, text: 'Gets a new one even if the old one is still good.' },
      ...waiting,
    },
    rules: [],
    examples: [
      { line: 'fobwatch session ada', text: 'Asks for a code where none is active.' },
      {
        line: 'fobwatch session ada --duration-seconds 129600 --code 123456',
        text: 'For 36 hours, with the code at hand.',
      },
    ],
    exits: waitingExits,
  }),
  start: command({
    summary: 'Start roles, and keep them renewed',
    description: [
      'Gets credentials of each role and renews them until the session ends. If one name is unknown or broken, none is started, unless --keep-going is given.',
    ],
    arguments: {
      names: { ...oneGrant, repeated: true },
    },
    options: {
      keepGoing: {
        value: flag,
        text: 'Starts those that can be started, and names the others.',
      },
      ...waiting,
    },
    rules: [],
    examples: [{ line: 'fobwatch start dev staging', text: 'Two roles on one code.' }],
    exits: waitingExits,
  }),
  stop: command({
    summary: 'Stop roles or sessions',
    description: ['Ends renewals and drops the credentials, the copy on disk as well.'],
    arguments: {
      names: {
        value: grant,
        word: 'NAME',
        required: false,
        repeated: true,
        text: 'What to stop.',
      },
    },
    options: { all: { value: flag, text: 'Stops everything.' } },
    rules: [
      { kind: 'one-of', names: ['names', 'all'] },
      { kind: 'not-both', names: ['names', 'all'] },
    ],
    examples: [{ line: 'fobwatch stop --all', text: 'At the end of the day.' }],
    exits: ['failed', 'unreachable', 'unknown-name'],
  }),
  identify: command({
    summary: 'Ask AWS whose credentials these are',
    description: ['Calls GetCallerIdentity with the credentials of NAME.'],
    arguments: { name: oneGrant },
    options: waiting,
    rules: [],
    examples: [{ line: 'fobwatch identify dev', text: 'Account, ARN and id.' }],
    exits: waitingExits,
  }),
  decode: command({
    summary: 'Explain an encoded authorization message',
    description: [
      'Asks AWS what the encoded message of a denied call means. A session may not ask that; the denied role, another active role or the long-term key may.',
    ],
    arguments: {
      message: {
        value: text,
        word: 'MESSAGE',
        required: true,
        repeated: false,
        text: 'The message, in one word. Put -- before one that begins with a dash.',
      },
    },
    options: {
      as: { value: grant, word: 'NAME', text: 'Whose call was denied; it is asked first.' },
    },
    rules: [],
    examples: [{ line: 'fobwatch decode --as dev -- "$message"', text: 'Asked as dev first.' }],
    exits: ['failed', 'unreachable', 'unknown-name'],
  }),
  explain: command({
    summary: 'Explain an error of AWS in plain words',
    description: [
      'Says who was denied what on what, which kind of policy said no, and what to do now: for the output of a tool, an exception or an error body. An encoded authorization message in it is decoded where that is allowed.',
      'The text is neither kept nor logged.',
    ],
    arguments: {
      text: {
        value: text,
        word: 'TEXT',
        required: true,
        repeated: false,
        text: 'The error, in one word; - reads it from standard input.',
      },
    },
    options: { json },
    rules: [],
    examples: [{ line: 'aws s3 ls 2>&1 | fobwatch explain -', text: 'What a tool just said.' }],
    exits: ['failed', 'unreachable'],
  }),
} as const;
