import { credentialSources } from '../../profiles/role-fields.ts';
import { command } from '../command.ts';
import { choice, file, flag, seconds, text } from '../value.ts';

const profile = {
  value: text,
  word: 'PROFILE',
  required: true,
  repeated: false,
  text: 'The name of the profile.',
} as const;

const replace = {
  value: flag,
  text: 'Also changes sections that Fobwatch did not make; without it the lines are only named.',
} as const;

const sourceProfile = {
  value: text,
  word: 'PROFILE',
  text: 'The profile or identity whose credentials assume the role.',
} as const;

/** What a role's profile says, one option a key of the config file. */
const keys = {
  role: {
    value: text,
    word: 'ROLE',
    text: 'The role: its ARN, ACCOUNT/ROLE, or a switch-role URL of the console.',
  },
  sourceProfile,
  credentialSource: {
    value: choice(credentialSources),
    text: 'Where else its first credentials come from.',
  },
  webIdentityTokenFile: { value: file, text: 'The file that holds a web identity token.' },
  externalId: { value: text, word: 'ID', text: 'The external id that the role asks for.' },
  roleSessionName: {
    value: text,
    word: 'TEXT',
    text: 'The role session name; {user} and {host} are filled in.',
  },
  durationSeconds: {
    value: seconds({ min: 900, max: 43_200 }),
    text: 'How long the role shall last.',
  },
  mfaSerial: { value: text, word: 'SERIAL', text: 'The MFA device whose code it takes.' },
  region: { value: text, word: 'REGION', text: 'The region of its calls.' },
} as const;

const exits = ['failed', 'unreachable', 'unknown-name', 'conflict'] as const;

/** Commands that edit role profiles in the config file. */
export const profiles = {
  'add-profile': command({
    summary: 'Add the profile of a role to the AWS config file',
    description: [
      'Adds a section of its own to the config file. All other bytes stay as they are, a backup lies beside the file, and undo takes it back.',
    ],
    arguments: { profile },
    options: { ...keys, role: { ...keys.role, required: true } },
    rules: [],
    examples: [
      {
        line: 'fobwatch add-profile dev --role 111122223333/Developer --source-profile ada',
        text: 'A role reached by the key of ada.',
      },
    ],
    exits,
  }),
  'add-profiles': command({
    summary: 'Add profiles of one role in many accounts',
    description: [
      'Reads a list of accounts: lines of a number and a name, CSV with a header, or what aws organizations list-accounts prints. Adds a profile for the role in each, in one write with one backup. Names that are taken and lines that name no account are left out and told.',
    ],
    arguments: {
      file: {
        value: file,
        word: 'FILE',
        required: true,
        repeated: false,
        text: 'The list; - reads standard input.',
      },
    },
    options: {
      role: {
        value: text,
        word: 'NAME',
        required: true,
        text: 'The name of the role, with its path if it has one.',
      },
      sourceProfile: { ...sourceProfile, required: true },
      names: {
        value: text,
        word: 'TEMPLATE',
        text: 'The names of the profiles; {account-name}, {account-id} and {role} are filled in.',
      },
      region: { value: text, word: 'REGION', text: 'The region of their calls.' },
      dryRun: { value: flag, text: 'Only says what would be done.' },
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch add-profiles accounts.txt --role ReadOnly --source-profile ada',
        text: 'One profile an account.',
      },
    ],
    exits,
  }),
  'edit-profile': command({
    summary: 'Change the profile of a role',
    description: [
      'Changes what is named and nothing else. A profile that Fobwatch did not make needs --replace; without it, the lines that would change are named and nothing is done.',
    ],
    arguments: { profile },
    options: {
      ...keys,
      clear: {
        value: choice([
          'external-id',
          'role-session-name',
          'duration-seconds',
          'mfa-serial',
          'region',
        ]),
        repeated: true,
        text: 'Takes this key out.',
      },
      replace,
    },
    rules: [],
    examples: [
      { line: 'fobwatch edit-profile dev --region eu-west-1', text: 'Another region.' },
      { line: 'fobwatch edit-profile dev --clear external-id', text: 'Without an external id.' },
    ],
    exits,
  }),
  'remove-profile': command({
    summary: 'Remove a profile from the AWS config file',
    description: [
      'Removes the section and nothing else. A profile that Fobwatch did not make needs --replace; without it, the lines that would go are named and nothing is done.',
    ],
    arguments: { profile },
    options: { replace },
    rules: [],
    examples: [{ line: 'fobwatch remove-profile dev', text: 'Gone; undo brings it back.' }],
    exits,
  }),
  share: command({
    summary: 'Share role profiles with a team',
    description: [
      'Prints role profiles as JSON for others to adopt. No key, device, path or comment is in it, and no source but another profile in it.',
    ],
    arguments: {
      profiles: {
        value: text,
        word: 'PROFILE',
        required: false,
        repeated: true,
        text: 'The profiles; without any, all roles of the config file.',
      },
    },
    options: {
      output: { value: file, text: 'Writes there instead.' },
      force: { value: flag, text: 'Replaces that file if it is there.' },
    },
    rules: [{ kind: 'needs', name: 'force', other: 'output' }],
    examples: [{ line: 'fobwatch share --output team.json', text: 'All of them, into a file.' }],
    exits,
  }),
  adopt: command({
    summary: 'Take over role profiles that somebody shared',
    description: [
      'Adds the profiles of a file that share wrote to the config file, each behind a source of yours. Those that are there already and differ are left alone without --replace. Nothing of the file is believed: what such a file never holds is refused by name.',
    ],
    arguments: {
      file: {
        value: file,
        word: 'FILE',
        required: true,
        repeated: false,
        text: 'The file; - reads standard input.',
      },
    },
    options: {
      sourceProfile: { ...sourceProfile, required: true },
      dryRun: { value: flag, text: 'Only says what would be done.' },
      replace: { value: flag, text: 'Also changes profiles that are there and differ.' },
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch adopt team.json --source-profile ada --dry-run',
        text: 'What would come in.',
      },
    ],
    exits,
  }),
} as const;
