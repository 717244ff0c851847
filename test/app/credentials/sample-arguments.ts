import type {
  AssumeRoleArguments,
  AssumeRoleWithSamlArguments,
  AssumeRoleWithWebIdentityArguments,
  DurationContext,
  GetFederationTokenArguments,
  GetSessionTokenArguments,
} from '../../../app/credentials/arguments.ts';

/** Arguments that keep every rule, to break one at a time. */
export const user: DurationContext = { signedBy: 'user', roleMaximum: null };

export const session: GetSessionTokenArguments = {
  durationSeconds: null,
  serialNumber: null,
  tokenCode: null,
};

export const assumeRole: AssumeRoleArguments = {
  roleArn: 'arn:aws:iam::123456789012:role/Admin',
  roleSessionName: 'ann@laptop',
  durationSeconds: null,
  policy: null,
  policyArns: [],
  externalId: null,
  serialNumber: null,
  tokenCode: null,
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
};

export const saml: AssumeRoleWithSamlArguments = {
  roleArn: 'arn:aws:iam::123456789012:role/Admin',
  principalArn: 'arn:aws:iam::123456789012:saml-provider/Corp',
  durationSeconds: null,
  policy: null,
  policyArns: [],
};

export const webIdentity: AssumeRoleWithWebIdentityArguments = {
  roleArn: 'arn:aws:iam::123456789012:role/Admin',
  roleSessionName: 'ci',
  providerId: null,
  durationSeconds: null,
  policy: null,
  policyArns: [],
};

export const federation: GetFederationTokenArguments = {
  name: 'ann',
  durationSeconds: null,
  policy: null,
  policyArns: [],
  tags: [],
};
