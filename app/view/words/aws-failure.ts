import { iamChanges, type AwsCause, type IamChange, type Operation } from '../../failure.ts';
import { assertNever } from '../../result.ts';
import { addKey, checkIdentity, enterCode, openConfig, tryAgain, type Said } from './ways.ts';
import { spoken, t } from './say.ts';

/** What a denial means depends on what was asked for. */
const denied: Readonly<Record<Exclude<Operation, IamChange>, Said>> = spoken({
  GetSessionToken: [
    'AWS denied a session to this key; a policy of the user forbids it, so ask whoever manages the account.',
    tryAgain,
  ],
  AssumeRole: [
    'AWS denied this role: its trust policy or a policy of yours does not let you in, so ask whoever manages it.',
    tryAgain,
  ],
  GetUser: ['This key may not look at its own user; its name is taken from its ARN.', null],
  ListUsers: ['This key may not list users; its name is taken from its ARN.', null],
  AssumeRoleWithSAML: [
    'AWS denied this role: its trust policy does not let in whom the identity provider names, so ask whoever manages it.',
    null,
  ],
  AssumeRoleWithWebIdentity: [
    'AWS denied this role: its trust policy does not let in whom the token names, so ask whoever manages it.',
    null,
  ],
  GetFederationToken: [
    'AWS denied a federated user to this key; a policy of the user forbids it, so ask whoever manages the account.',
    null,
  ],
  DecodeAuthorizationMessage: [
    'AWS denied explaining this message: it takes the permission sts:DecodeAuthorizationMessage, so ask whoever manages the account.',
    null,
  ],
  GetCallerIdentity: [
    'AWS denied telling whose key this is; check the key and its policies.',
    checkIdentity,
  ],
  ListMFADevices: [
    'AWS denied listing the MFA devices of this user; name the device as mfa_serial in the config file.',
    openConfig,
  ],
  getSigninToken: [
    'AWS denied signing in to the console with these credentials; ask whoever manages the account.',
    tryAgain,
  ],
  ListAccountAliases: [
    'AWS denied telling the alias of this account; the number is shown instead.',
    null,
  ],
});

const changes: ReadonlySet<string> = new Set(iamChanges);

const isChange = (operation: Operation): operation is IamChange => changes.has(operation);

const deniedSaid = (operation: Operation): Said =>
  isChange(operation)
    ? [
        t`AWS denied ${operation}: it takes the permission iam:${operation}, so ask whoever manages the account.`,
        null,
      ]
    : denied[operation];

/** What was asked once, by a person who waits, is not asked again by itself. */
export const again = (operation: Operation): string =>
  operation === 'getSigninToken' ||
  operation === 'DecodeAuthorizationMessage' ||
  isChange(operation)
    ? t`try again`
    : t`it is tried again by itself`;

export const awsSaid = (operation: Operation, cause: AwsCause, code: string): Said => {
  switch (cause) {
    case 'code-refused':
      return [t`AWS refused this code as wrong or used before; enter the next one.`, enterCode];
    case 'device-refused':
      return [
        t`AWS does not know this MFA device for this user; check mfa_serial in the config file.`,
        openConfig,
      ];
    case 'mfa-half-given':
      return [t`AWS got a code without a device, or the reverse; check mfa_serial.`, openConfig];
    case 'denied':
      return deniedSaid(operation);
    case 'expired':
      return [t`The session behind this has ended; a new code starts the next one.`, enterCode];
    case 'token-expired':
      return [
        t`This assertion or token has ended; get a new one from the identity provider.`,
        null,
      ];
    case 'token-refused':
      return [
        t`AWS does not believe this assertion or token; check the identity provider and whom it was made for.`,
        null,
      ];
    case 'clock':
      return [
        t`AWS refused the signature because the clock of this computer is off; set it and try again.`,
        tryAgain,
      ];
    case 'key-unknown':
      return [
        t`AWS does not know this access key, deactivated or deleted; add the key that replaces it.`,
        addKey,
      ];
    case 'signature':
      return [
        t`AWS refused the signature: the secret access key does not belong to this key id; add the key again.`,
        addKey,
      ];
    case 'region-disabled':
      return [t`STS is off in this region for this account; choose another region.`, openConfig];
    case 'throttled':
      return [t`AWS asked to slow down; ${again(operation)}.`, tryAgain];
    case 'server':
      return [t`AWS had a fault of its own; ${again(operation)}.`, tryAgain];
    case 'duration-above-role':
      return [
        t`The role does not last as long as asked; lower duration_seconds in its profile.`,
        openConfig,
      ];
    case 'duration-above-chain':
      return [
        t`A role reached through another lasts one hour at most; lower duration_seconds in its profile.`,
        openConfig,
      ];
    case 'invalid-request':
      if (operation === 'DecodeAuthorizationMessage')
        return [t`AWS could not read this encoded message; copy the whole of it.`, null];
      return [t`AWS could not read the ${operation} request; check the profile.`, openConfig];
    case 'name-exists':
      return [t`AWS has something of this name already; choose another name.`, null];
    case 'limit':
      return [t`AWS allows no more of these; remove one that is not needed.`, null];
    case 'not-found':
      return [t`AWS has nothing of this name; check it.`, null];
    case 'in-use':
      return [t`AWS does not delete what something else still hangs on; remove that first.`, null];
    case 'unknown':
      return [t`AWS refused ${operation} with ${code === '' ? t`no reason` : code}.`, tryAgain];
    default:
      return assertNever(cause);
  }
};
