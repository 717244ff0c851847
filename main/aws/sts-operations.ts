import { detailAbout } from '../../app/detail.ts';
import type { StsOperations, UnsignedContext } from '../../app/credentials/sts-operations.ts';
import type { CallContext } from '../../app/ports.ts';
import { fail, ok } from '../../app/result.ts';
import { reveal, type Secret } from '../../app/secret.ts';
import { assumeRole, durationOf, policiesOf, tagsOf } from './assume-role.ts';
import { callLazily } from './call-lazily.ts';
import { granted } from './granted.ts';
import type { Lines } from './lines.ts';

/**
 * The SDK signs neither of the two calls an identity provider vouches for. What vouches stands in the place of a key,
 * so that it is taken out of AWS's words as a key would be.
 */
const unsigned = (context: UnsignedContext, vouching: Secret): CallContext => ({
  ...context,
  signer: { accessKeyId: 'unsigned', secretAccessKey: vouching, sessionToken: null },
});

/** The calls of STS beyond sessions and plain roles, each one HTTP request (BO2 to BO5, BO7). */
export const createStsOperations = (lines: Lines): StsOperations => ({
  assumeRole: (context, input) => assumeRole(lines, context, input),
  assumeRoleWithSaml: (context, input, assertion) =>
    callLazily(
      lines,
      unsigned(context, assertion),
      async (config) => {
        const { AssumeRoleWithSAMLCommand, STSClient } = await import('@aws-sdk/client-sts');
        return new STSClient(config).send(
          new AssumeRoleWithSAMLCommand({
            RoleArn: input.roleArn,
            PrincipalArn: input.principalArn,
            SAMLAssertion: reveal(assertion),
            ...durationOf(input.durationSeconds),
            ...policiesOf(input),
          }),
        );
      },
      granted,
    ),
  assumeRoleWithWebIdentity: (context, input, token) =>
    callLazily(
      lines,
      unsigned(context, token),
      async (config) => {
        const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
        return new STSClient(config).send(
          new AssumeRoleWithWebIdentityCommand({
            RoleArn: input.roleArn,
            RoleSessionName: input.roleSessionName,
            WebIdentityToken: reveal(token),
            ...(input.providerId === null ? {} : { ProviderId: input.providerId }),
            ...durationOf(input.durationSeconds),
            ...policiesOf(input),
          }),
        );
      },
      granted,
    ),
  getFederationToken: (context, input) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { GetFederationTokenCommand, STSClient } = await import('@aws-sdk/client-sts');
        return new STSClient(config).send(
          new GetFederationTokenCommand({
            Name: input.name,
            ...durationOf(input.durationSeconds),
            ...policiesOf(input),
            ...tagsOf(input.tags),
          }),
        );
      },
      granted,
    ),
  decodeAuthorizationMessage: (context, message) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { DecodeAuthorizationMessageCommand, STSClient } =
          await import('@aws-sdk/client-sts');
        return new STSClient(config).send(
          new DecodeAuthorizationMessageCommand({ EncodedMessage: message }),
        );
      },
      ({ DecodedMessage }) =>
        DecodedMessage === undefined
          ? fail(detailAbout('missing', 'DecodedMessage'))
          : ok(DecodedMessage),
    ),
});
