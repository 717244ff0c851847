import type { ProfileEntry } from '../../profiles/profile-entries.ts';
import { parseRoleArn } from '../../profiles/role-arn.ts';
import { accountWords } from './row.ts';
import { plural, spoken, t } from './say.ts';

/** Names of what can be pressed or read in the editor of profiles. */
export const profileLabels = spoken({
  title: 'Profiles',
  about: 'Role profiles of the config file: add, change, share.',
  show: 'Edit profiles',
  search: 'Search profiles',
  list: 'Profiles of the AWS files',
  none: 'No profile has this in its name, account or role.',
  empty: 'The AWS files have no profile yet.',
  ours: 'by Fobwatch',
  add: 'Add profile',
  many: 'Many accounts',
  share: 'Share',
  adopt: 'Adopt',
  edit: 'Edit',
  editOne: 'Edit profile',
  duplicate: 'Duplicate',
  remove: 'Remove',
  keep: 'Keep',
  save: 'Save',
  saving: 'Writing',
  cancel: 'Cancel',
  discard: 'Discard',
  goOn: 'Go on',
  loseTyped: 'What you typed here is lost when you leave.',
  name: 'Name',
  nameFixed: 'To rename it, duplicate it and remove this one.',
  role: 'Role',
  roleHelp: 'Its ARN, ACCOUNT/ROLE, or paste the console’s switch-role URL.',
  source: 'First credentials from',
  chooseSource: 'Choose',
  ofFiles: 'Profiles and identities',
  outside: 'Outside the files',
  tokenFile: 'A web identity token file',
  tokenPath: 'Token file',
  externalId: 'External id',
  externalIdHelp: 'Where the role’s owner asks for one.',
  sessionName: 'Role session name',
  sessionNameHelp: 'What CloudTrail shows. {user} and {host} are filled in.',
  duration: 'Duration in seconds',
  durationHelp: '900 to 43200. Above 3600 it takes a code of its own.',
  serial: 'MFA serial number',
  serialHelp: 'Left empty, the device of the source counts.',
  region: 'Region',
  way: 'Way',
  hidden:
    'What stands here in the file breaks the rule of this key and is not shown; left empty, it goes.',
  consentRemove: 'Remove these lines',
  consentChange: 'Change these lines',
  accounts: 'Accounts',
  accountsHelp:
    'Lines of a number and a name, CSV with a header, or what aws organizations list-accounts prints.',
  roleName: 'Role name',
  template: 'Names of the profiles',
  templateHelp: '{account-name}, {account-id} and {role} are filled in.',
  preview: 'Preview',
  sharedPath: 'Save as',
  shareAbout:
    'Roles only: no key, device, path or remark is written, and no source but another of these.',
  shareNone: 'The config file has no role that can be shared.',
  file: 'File of shared profiles',
  pasted: 'Or its text',
  pastedHelp: 'What Fobwatch’s share wrote.',
  adoptSource: 'Source for them',
  replaceIt: 'Replace mine',
  fileTooLong: 'This file is too long to be one of shared profiles.',
} as const);

const kindWords = spoken({
  keys: 'keys of its own',
  live: 'live profile of Fobwatch',
  foreign: 'credentials of another tool',
  settings: 'settings only',
} as const satisfies Record<Exclude<ProfileEntry['kind'], 'role'>, string>);

/** What stands under a profile's name in the list. */
export const entryWords = (entry: ProfileEntry): string => {
  if (entry.kind !== 'role') return kindWords[entry.kind];
  const arn = parseRoleArn(entry.values.role_arn ?? '');
  const role = arn === null ? t`a role` : `${accountWords(arn.account)} · ${arn.name}`;
  return entry.line === null ? t`${role}, in the credentials file` : role;
};

export const moreForProfile = (name: string): string => t`More for profile ${name}`;
export const formTitle = (original: string | null): string =>
  original === null ? profileLabels.add : t`Edit ${original}`;
export const removeTitle = (name: string): string => t`Remove ${name}`;
export const addManyLabel = (count: number): string =>
  plural(count, { one: 'Add # profile', other: 'Add # profiles' });
export const shareLabel = (count: number): string =>
  plural(count, { one: 'Share # profile', other: 'Share # profiles' });
export const adoptLabel = (count: number): string =>
  plural(count, { one: 'Take over # profile', other: 'Take over # profiles' });

/** Before lines of a person's change. */
export const consentWords = (name: string, count: number): string =>
  plural(
    count,
    {
      one: 'You or another tool wrote {0}. This line changes, and nothing else; a backup lies beside the file.',
      other:
        'You or another tool wrote {0}. These # lines change, and nothing else; a backup lies beside the file.',
    },
    name,
  );

export const removeWords = (name: string): string =>
  t`The section of ${name} goes from the config file, and nothing else.`;
