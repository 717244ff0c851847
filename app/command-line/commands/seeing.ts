import { partitionIds } from '../../regions/partitions.ts';
import { command } from '../command.ts';
import { choice, countOr, file, flag } from '../value.ts';
import { json } from './common.ts';

const lines = {
  value: countOr({ min: 1, max: 100_000, default: 50 }),
  short: 'n',
  text: 'How many of the newest lines to print.',
} as const;

/** Commands that only look. */
export const seeing = {
  status: command({
    summary: 'Say what is active and when you are needed',
    description: [
      'Prints each session and role that is active, how long it lasts, what is being renewed, and when Fobwatch needs you next.',
    ],
    arguments: {},
    options: { json },
    rules: [],
    examples: [{ line: 'fobwatch status --json', text: 'The same for programs.' }],
    exits: ['unreachable'],
  }),
  list: command({
    summary: 'List roles, identities and other grants',
    description: ['Prints every name that can be used where NAME stands, active or not.'],
    arguments: {},
    options: {
      json,
      names: { value: flag, hidden: true, text: 'Prints names only, one a line; for completions.' },
    },
    rules: [],
    examples: [{ line: 'fobwatch list', text: 'All names, with what is left of each.' }],
    exits: ['unreachable'],
  }),
  profiles: command({
    summary: 'Print an AWS file as profiles',
    description: [
      'Reads the AWS config file, or any file of that form, with bare or "profile" headers, and prints its profiles. Secrets are left out.',
    ],
    arguments: {},
    options: {
      json,
      file: { value: file, text: 'The file to read; without it, the AWS files in force.' },
      output: { value: file, text: 'Writes there instead, as JSON.' },
      force: { value: flag, text: 'Replaces the output file if it is there.' },
    },
    rules: [{ kind: 'needs', name: 'force', other: 'output' }],
    examples: [
      {
        line: 'fobwatch profiles --file old-config --output profiles.json',
        text: 'A file of another place and name, as a map in JSON.',
      },
    ],
    exits: ['failed', 'unreachable', 'conflict'],
  }),
  regions: command({
    summary: 'List the regions of AWS',
    description: ['Prints the regions Fobwatch knows, by partition.'],
    arguments: {},
    options: {
      partition: { value: choice(partitionIds), text: 'Only those of this partition.' },
      json,
    },
    rules: [],
    examples: [{ line: 'fobwatch regions --partition aws-cn', text: 'The regions of China.' }],
    exits: ['unreachable'],
  }),
  ledger: command({
    summary: 'Show who fetched which credentials',
    description: ['Prints the newest lines of the ledger, which never holds a secret.'],
    arguments: {},
    options: { json, lines },
    rules: [],
    examples: [{ line: 'fobwatch ledger -n 5', text: 'The last five.' }],
    exits: ['failed', 'unreachable'],
  }),
  doctor: command({
    summary: 'Look for what is wrong, and say what to do',
    description: [
      'Checks the keychain, the tray, permissions, keys in plain text, variables, the clock, the way to STS in each region, devices, sockets and the AWS files. Ends with an error where something stands in the way.',
      'With --report it prints counts, codes and AWS’s own names only, to be sent to whoever helps.',
    ],
    arguments: {},
    options: {
      json,
      report: { value: flag, text: 'Prints a report without a name, number or path of yours.' },
    },
    rules: [{ kind: 'not-both', names: ['json', 'report'] }],
    examples: [{ line: 'fobwatch doctor', text: 'What is wrong here, the worst first.' }],
    exits: ['failed', 'unreachable'],
  }),
  journal: command({
    summary: 'Show the journal, or choose where it goes',
    description: [
      'Prints the newest lines of the app’s own journal. With --log, --debug or --normal it changes the journal instead, as the settings do.',
    ],
    arguments: {},
    options: {
      log: {
        value: choice(['stream', 'file']),
        text: 'Sends it to a file, or to the stream the app was started on.',
      },
      debug: { value: flag, text: 'Also writes down what was decided.' },
      normal: { value: flag, text: 'Ends that.' },
      lines,
    },
    rules: [{ kind: 'not-both', names: ['debug', 'normal'] }],
    examples: [{ line: 'fobwatch journal --debug', text: 'More detail from now on.' }],
    exits: ['failed', 'unreachable'],
  }),
} as const;
