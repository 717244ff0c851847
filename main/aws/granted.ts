import { detailAbout, type Detail } from '../../app/detail.ts';
import type {
  AssumeRoleResponse,
  AssumeRoleWithSAMLResponse,
  AssumeRoleWithWebIdentityResponse,
  GetFederationTokenResponse,
} from '@aws-sdk/client-sts';
import type { Granted } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { ownText } from '../../app/own-text.ts';
import { secret } from '../../app/secret.ts';

/** What is said beside the credentials must not keep them. */
const own = (text: string | undefined): string | null =>
  text === undefined ? null : ownText(text);

/** All that the replies of STS that hold credentials say; each says a part of it. */
type Reply = Partial<
  AssumeRoleResponse &
    AssumeRoleWithSAMLResponse &
    AssumeRoleWithWebIdentityResponse &
    GetFederationTokenResponse
>;

/** Credentials out of a reply, and whose they are (BO10); one that lacks any part of the credentials is malformed. */
export const granted = (output: Reply): Result<Granted, Detail> => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = output.Credentials ?? {};
  if (!AccessKeyId) return fail(detailAbout('missing', 'AccessKeyId'));
  if (!SecretAccessKey) return fail(detailAbout('missing', 'SecretAccessKey'));
  if (!SessionToken) return fail(detailAbout('missing', 'SessionToken'));
  const expiresAt = Expiration?.getTime() ?? Number.NaN;
  if (Number.isNaN(expiresAt)) return fail(detailAbout('missing', 'Expiration'));
  return ok({
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: secret(SecretAccessKey),
      sessionToken: secret(SessionToken),
      expiresAt,
    },
    arn: own(output.AssumedRoleUser?.Arn ?? output.FederatedUser?.Arn),
    packedPolicySize: output.PackedPolicySize ?? null,
    about: {
      id: own(output.AssumedRoleUser?.AssumedRoleId ?? output.FederatedUser?.FederatedUserId),
      sourceIdentity: own(output.SourceIdentity),
      subject: own(output.Subject ?? output.SubjectFromWebIdentityToken),
      subjectType: own(output.SubjectType),
      audience: own(output.Audience),
      provider: own(output.Provider ?? output.Issuer),
      nameQualifier: own(output.NameQualifier),
    },
  });
};
