import { detailAbout, type Detail } from '../../app/detail.ts';
import type { CallerIdentity, CodeInCall, Sts } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { assumeRole } from './assume-role.ts';
import { callLazily } from './call-lazily.ts';
import { granted } from './granted.ts';
import type { Lines } from './lines.ts';

const withCode = (mfa: CodeInCall | null) =>
  mfa === null ? {} : { SerialNumber: mfa.serial, TokenCode: mfa.code };

/**
 * STS through the AWS SDK, which is loaded at the first call so that the tray does not wait for it. One request per
 * call and nothing read from the environment or ~/.aws; secrets are wrapped before they leave this file.
 */
export const createSts = (lines: Lines): Sts => ({
  getSessionToken: (context, { durationSeconds, mfa }) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { GetSessionTokenCommand, STSClient } = await import('@aws-sdk/client-sts');
        return new STSClient(config).send(
          new GetSessionTokenCommand({ DurationSeconds: durationSeconds, ...withCode(mfa) }),
        );
      },
      granted,
    ),
  assumeRole: (context, { mfa, ...input }) =>
    assumeRole(lines, context, {
      ...input,
      serialNumber: mfa?.serial ?? null,
      tokenCode: mfa?.code ?? null,
      policy: null,
      policyArns: [],
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
    }),
  getCallerIdentity: (context) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
        return new STSClient(config).send(new GetCallerIdentityCommand({}));
      },
      ({ Arn, Account, UserId }): Result<CallerIdentity, Detail> =>
        Arn === undefined
          ? fail(detailAbout('missing', 'Arn'))
          : ok({ arn: Arn, account: Account ?? '', userId: UserId ?? '' }),
    ),
});
