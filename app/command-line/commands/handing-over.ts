import { credentialFormats } from '../../credentials/format-names.ts';
import { shells } from '../../export/names.ts';
import { command } from '../command.ts';
import { choice, file, flag, grant, program, seconds, text } from '../value.ts';
import { oneGrant, waiting, waitingExits } from './common.ts';

const shell = {
  value: choice(shells),
  word: 'SHELL',
  text: 'The shell the lines are for; without it, yours.',
} as const;

/** Commands that hand credentials to other programs. */
export const handingOver = {
  env: command({
    summary: 'Print the environment of a role for your shell',
    description: [
      'Prints lines that set the AWS variables of NAME, to be evaluated by your shell.',
      'With --live they name a profile of NAME’s own instead (see install), so that nothing goes stale. With --clear they take all AWS variables away, and need no NAME.',
    ],
    arguments: { name: { ...oneGrant, required: false } },
    options: {
      shell,
      live: { value: flag, text: 'Names a live profile, not the credentials themselves.' },
      clear: { value: flag, text: 'Takes the variables away.' },
      ...waiting,
    },
    rules: [
      { kind: 'one-of', names: ['name', 'clear'] },
      { kind: 'not-both', names: ['live', 'clear'] },
    ],
    examples: [
      { line: 'eval "$(fobwatch env dev)"', text: 'In bash and zsh.' },
      { line: 'fobwatch env dev --shell fish | source', text: 'In fish.' },
    ],
    exits: waitingExits,
  }),
  exec: command({
    summary: 'Run a program with the credentials of a role',
    description: [
      'Runs a program with the AWS variables of NAME set. Signals are passed on, and its exit code is that of fobwatch.',
      'With --endpoint the program fetches its credentials by itself, so that it may run longer than they last.',
    ],
    arguments: {
      name: oneGrant,
      program: {
        value: program,
        word: 'COMMAND',
        required: true,
        repeated: true,
        afterDashes: true,
        text: 'The program and its arguments, behind --.',
      },
    },
    options: {
      endpoint: {
        value: flag,
        text: 'Gives it a container endpoint that ends with it, not the credentials themselves.',
      },
      ...waiting,
    },
    rules: [],
    examples: [{ line: 'fobwatch exec dev -- aws s3 ls', text: 'One call as dev.' }],
    exits: [...waitingExits, 'not-executable', 'not-found'],
  }),
  credentials: command({
    summary: 'Answer as a credential_process',
    description: [
      'Prints the credentials of NAME as AWS’s SDKs want them from a credential_process. It may wait for a person.',
    ],
    arguments: { name: oneGrant },
    options: waiting,
    rules: [],
    examples: [
      { line: 'credential_process = fobwatch credentials dev', text: 'In an AWS config file.' },
    ],
    exits: waitingExits,
  }),
  export: command({
    summary: 'Print or save credentials in a format',
    description: [
      'Prints the credentials of NAME as JSON in one of the formats. Several names become one map, keyed sts-NAME. A file is made with mode 0600.',
    ],
    arguments: { names: { ...oneGrant, repeated: true } },
    options: {
      format: {
        value: choice(credentialFormats),
        word: 'FORMAT',
        text: 'The format; without it, as the settings say.',
      },
      file: { value: file, text: 'Saves there instead of printing.' },
      ...waiting,
    },
    rules: [],
    examples: [
      { line: 'fobwatch export dev --format boto --file dev.json', text: 'For a boto program.' },
    ],
    exits: waitingExits,
  }),
  import: command({
    summary: 'Take in credentials from a file',
    description: ['Reads credentials that Fobwatch, stslib or boto saved. Ended ones are refused.'],
    arguments: {
      file: {
        value: file,
        word: 'FILE',
        required: true,
        repeated: false,
        text: 'The file.',
      },
    },
    options: {
      name: {
        value: text,
        word: 'NAME',
        text: 'What they are called in Fobwatch; without it, a name is derived.',
      },
    },
    rules: [],
    examples: [{ line: 'fobwatch import dev.json --name dev-of-ada', text: 'Under a new name.' }],
    exits: ['failed', 'unreachable'],
  }),
  console: command({
    summary: 'Open the AWS console as a role',
    description: [
      'Signs in to the console with the credentials of NAME and opens the browser. A session cannot sign in; a role or a federated user can.',
    ],
    arguments: {
      name: { ...oneGrant, value: grant, text: 'A role, or a grant made directly.' },
    },
    options: {
      print: {
        value: flag,
        text: 'Prints the URL instead. Whoever has it within 15 minutes is signed in.',
      },
      destination: {
        value: text,
        word: 'PLACE',
        text: 'Where to go: a service such as s3, a path, or a page of the console.',
      },
      region: { value: text, word: 'REGION', text: 'The region to open; without it, the role’s.' },
      durationSeconds: {
        value: seconds({ min: 900, max: 43_200 }),
        text: 'How long the console session shall last; only for roles that no session led to.',
      },
      ...waiting,
    },
    rules: [],
    examples: [{ line: 'fobwatch console dev --destination s3', text: 'At once to S3.' }],
    exits: waitingExits,
  }),
  endpoint: command({
    summary: 'Turn the container endpoint of a role on or off',
    description: [
      'Turns on an endpoint on this computer from which AWS’s SDKs fetch the credentials of NAME, and prints the lines that set it for your shell.',
    ],
    arguments: { name: oneGrant },
    options: { stop: { value: flag, text: 'Turns it off.' }, shell, ...waiting },
    rules: [],
    examples: [
      { line: 'eval "$(fobwatch endpoint dev)"', text: 'On, in bash and zsh.' },
      { line: 'fobwatch endpoint dev --stop', text: 'Off.' },
    ],
    exits: waitingExits,
  }),
} as const;
