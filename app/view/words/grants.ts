import type { OfferedRole } from '../../credentials/saml-offer.ts';
import { accountWords } from './row.ts';
import { plural, spoken, t } from './say.ts';

/** Words of the panel that starts what no profile names. */
export const grantsWords = spoken({
  title: 'Other credentials',
  show: 'Start others',
  about:
    'A role by SAML or web identity, or a federated user: what no profile of the AWS files names.',
  kind: 'What vouches for you',
  kinds: { saml: 'SAML', web: 'Web identity', federated: 'Federated user' },
  start: 'Start',
  starting: 'Starting…',
  roleArn: 'Role ARN',
  role: 'Role',
  duration: 'How long',
  durationHelp: 'Such as 1h or 12h; without it, 1 h. The role may allow less.',
  policy: 'Session policy',
  policyHelp: 'JSON; it can only take away. Without it, all that the role may do.',
  from: 'Where the assertion is',
  fromKinds: { clipboard: 'Clipboard', file: 'File', command: 'Command' },
  file: 'File',
  command: 'Command',
  commandHelp: 'It prints the SAML response. No shell sees it; it has two minutes.',
  fileMissing: 'Name the file that the assertion is in.',
  commandMissing: 'Name the program that prints the assertion.',
  read: 'Read assertion',
  reading: 'Reading…',
  clipboardHelp:
    'Copy the SAML response first: the value of SAMLResponse in the form that the identity provider sends.',
  token: 'Token',
  tokenFrom: 'Where the token is',
  tokenKinds: { file: 'File', typed: 'Paste it' },
  tokenFile: 'Token file',
  tokenFileMissing: 'Name the file that the token is in.',
  tokenFileHelp: 'It is read again for each renewal.',
  tokenHelp: 'Kept until AWS has answered; what it starts is not renewed.',
  sessionName: 'Role session name',
  sessionNameHelp: 'Without it, the usual one.',
  provider: 'Provider id',
  providerHelp: 'Of an OAuth 2.0 provider only; OpenID Connect has none.',
  identity: 'Identity',
  noIdentity: 'A federated user takes a key; add one.',
  userName: 'Name of the federated user',
  userPolicy: 'Policy',
  userPolicyHelp: 'JSON. Without a policy a federated user may do nothing.',
  userDurationHelp: 'Such as 1h or 36h; without it, 12 h.',
  wrongDuration: 'How long takes a duration such as 1h, 90m or 3600.',
} as const);

/** "admin in 111122223333, by acme-login": a role of an assertion. */
export const offeredRoleWords = ({ roleArn, principalArn }: OfferedRole): string => {
  const account = roleArn.split(':')[4] ?? '';
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const provider = principalArn.slice(principalArn.lastIndexOf('/') + 1);
  return t`${role} in ${accountWords(account)}, by ${provider}`;
};

/** What was read, and until when AWS takes it. `left` in ms; null: the assertion does not say. */
export const offerWords = (roles: number, left: number | null): string => {
  const offered = plural(roles, { one: 'It offers one role.', other: 'It offers # roles.' });
  if (left === null) return offered;
  return left <= 0
    ? t`${offered} It has ended; read a new one.`
    : t`${offered} AWS takes it for ${Math.ceil(left / 60_000)} min.`;
};
