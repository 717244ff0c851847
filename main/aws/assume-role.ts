import type { StsOperations } from '../../app/credentials/sts-operations.ts';
import { callLazily } from './call-lazily.ts';
import { granted } from './granted.ts';
import type { Lines } from './lines.ts';

type Policies = { readonly policy: string | null; readonly policyArns: readonly string[] };
type Tag = { readonly key: string; readonly value: string };

export const policiesOf = ({ policy, policyArns }: Policies) => ({
  ...(policy === null ? {} : { Policy: policy }),
  ...(policyArns.length === 0 ? {} : { PolicyArns: policyArns.map((arn) => ({ arn })) }),
});

export const tagsOf = (tags: readonly Tag[]) =>
  tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) };

export const durationOf = (seconds: number | null) =>
  seconds === null ? {} : { DurationSeconds: seconds };

/** AssumeRole with all its arguments (BO2): one HTTP request, whoever asks for it. */
export const assumeRole = (
  lines: Lines,
  ...[context, input]: Parameters<StsOperations['assumeRole']>
): ReturnType<StsOperations['assumeRole']> =>
  callLazily(
    lines,
    context,
    async (config) => {
      const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
      return new STSClient(config).send(
        new AssumeRoleCommand({
          RoleArn: input.roleArn,
          RoleSessionName: input.roleSessionName,
          ...durationOf(input.durationSeconds),
          ...policiesOf(input),
          ...(input.externalId === null ? {} : { ExternalId: input.externalId }),
          ...(input.serialNumber === null ? {} : { SerialNumber: input.serialNumber }),
          ...(input.tokenCode === null ? {} : { TokenCode: input.tokenCode }),
          ...(input.sourceIdentity === null ? {} : { SourceIdentity: input.sourceIdentity }),
          ...tagsOf(input.tags),
          ...(input.transitiveTagKeys.length === 0
            ? {}
            : { TransitiveTagKeys: [...input.transitiveTagKeys] }),
        }),
      );
    },
    granted,
  );
