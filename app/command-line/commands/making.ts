import { durationLimits } from '../../credentials/argument-rules.ts';
import { command } from '../command.ts';
import { file, identity, pair, role, seconds, text } from '../value.ts';
import { policies, waiting, waitingExits } from './common.ts';

const called = {
  value: text,
  word: 'NAME',
  text: 'What it is called in Fobwatch; without it, a name is derived.',
} as const;
const roleArn = {
  value: text,
  word: 'ARN',
  required: true,
  text: 'The role to assume.',
} as const;
const region = {
  value: text,
  word: 'REGION',
  text: 'The region whose STS is asked.',
} as const;
const tag = {
  value: pair,
  word: 'KEY=VALUE',
  repeated: true,
  text: 'A tag of the session; at most fifty.',
} as const;

/** Commands that make one call of STS with arguments of its own. */
export const making = {
  'assume-role': command({
    summary: 'Assume a role with arguments of your own',
    description: [
      'Calls AssumeRole for a profile with what AWS’s config files have no keys for. The outcome stands beside the roles under a name of its own.',
      'With --serial-number the call goes straight from the long-term key with a code of that device, and may last up to 12 h. Else it goes through the session, and lasts 1 h at most.',
    ],
    arguments: {
      profile: {
        value: role,
        word: 'PROFILE',
        required: true,
        repeated: false,
        text: 'The profile of the role.',
      },
    },
    options: {
      name: called,
      roleSessionName: { value: text, word: 'TEXT', text: 'The role session name.' },
      durationSeconds: {
        value: seconds(durationLimits.AssumeRole),
        text: 'How long it shall last.',
      },
      ...policies,
      sourceIdentity: { value: text, word: 'TEXT', text: 'The source identity.' },
      tag,
      transitiveTagKey: {
        value: text,
        word: 'KEY',
        repeated: true,
        text: 'The key of a tag that passes on to further roles.',
      },
      serialNumber: { value: text, word: 'SERIAL', text: 'The MFA device the code is of.' },
      ...waiting,
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch assume-role dev --policy read-only.json --tag project=atlas',
        text: 'Narrowed by a policy, with a tag.',
      },
    ],
    exits: waitingExits,
  }),
  'assume-saml': command({
    summary: 'Assume a role with a SAML assertion',
    description: [
      'Calls AssumeRoleWithSAML. The assertion is base64, as the identity provider posts it, and is good for five minutes.',
    ],
    arguments: {},
    options: {
      roleArn,
      principalArn: {
        value: text,
        word: 'ARN',
        required: true,
        text: 'The SAML provider in IAM.',
      },
      assertionFile: {
        value: file,
        required: true,
        text: 'The file that holds the assertion; - reads standard input.',
      },
      name: called,
      region,
      durationSeconds: {
        value: seconds(durationLimits.AssumeRoleWithSAML),
        text: 'How long it shall last.',
      },
      ...policies,
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch assume-saml --role-arn "$role" --principal-arn "$idp" --assertion-file -',
        text: 'With the assertion on standard input.',
      },
    ],
    exits: ['failed', 'unreachable'],
  }),
  'assume-web-identity': command({
    summary: 'Assume a role with a web identity token',
    description: [
      'Calls AssumeRoleWithWebIdentity. The token file is read again for each renewal.',
    ],
    arguments: {},
    options: {
      roleArn,
      tokenFile: {
        value: file,
        required: true,
        text: 'The file that holds the token; - reads standard input, once.',
      },
      providerId: {
        value: text,
        word: 'HOST',
        text: 'The host of an OAuth 2.0 provider; none for OpenID Connect.',
      },
      roleSessionName: { value: text, word: 'TEXT', text: 'The role session name.' },
      name: called,
      region,
      durationSeconds: {
        value: seconds(durationLimits.AssumeRoleWithWebIdentity),
        text: 'How long it shall last.',
      },
      ...policies,
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch assume-web-identity --role-arn "$role" --token-file token',
        text: 'Renewed from the file.',
      },
    ],
    exits: ['failed', 'unreachable'],
  }),
  federate: command({
    summary: 'Get credentials of a federated user',
    description: [
      'Calls GetFederationToken with a long-term key. Without a policy the credentials may do nothing.',
    ],
    arguments: {
      name: {
        value: text,
        word: 'NAME',
        required: true,
        repeated: false,
        text: 'The name of the federated user: 2 to 32 of A-Z a-z 0-9 _ + = , . @ -.',
      },
    },
    options: {
      identity: {
        value: identity,
        word: 'IDENTITY',
        text: 'Whose key signs; without it, the only identity there is.',
      },
      ...policies,
      durationSeconds: {
        value: seconds(durationLimits.GetFederationToken),
        text: 'How long it shall last.',
      },
      tag,
    },
    rules: [],
    examples: [
      {
        line: 'fobwatch federate guest --policy guest.json --duration-seconds 3600',
        text: 'A guest for an hour.',
      },
    ],
    exits: ['failed', 'unreachable', 'unknown-name'],
  }),
} as const;
