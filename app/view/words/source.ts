import { detailOrNone } from './detail.ts';
import type { SourceCause, SourceFailure } from '../../credentials/source.ts';
import type { CredentialSource } from '../../profiles/profile.ts';
import { assertNever } from '../../result.ts';
import { spoken, t } from './say.ts';

const names: Readonly<Record<CredentialSource['kind'], string>> = spoken({
  environment: 'environment variables',
  container: 'container credentials',
  'instance-metadata': 'instance metadata',
  'web-identity': 'web identity token',
});

/** What a chain begins with, where no identity does: "instance metadata". */
export const sourceName = ({ kind }: Pick<CredentialSource, 'kind'>): string => names[kind];

/** What holds the credentials, as the subject of a sentence about its failure. */
const whose: Readonly<Record<CredentialSource['kind'], string>> = spoken({
  environment: 'The environment',
  container: 'The container endpoint',
  'instance-metadata': 'The instance metadata service',
  'web-identity': 'The web identity token',
});

/** Why a source outside the AWS files handed out nothing, and what mends it. */
export const sourceWords = (source: SourceFailure['source'], cause: SourceCause): string => {
  switch (cause.kind) {
    case 'not-set':
      return t`${cause.variable} is not set in the environment Fobwatch was started with; set it and start Fobwatch again.`;
    case 'unusable':
      return t`${cause.variable} in the environment Fobwatch was started with cannot be used; correct it and start Fobwatch again.`;
    case 'disabled':
      return t`AWS_EC2_METADATA_DISABLED is set, so the instance metadata service is not asked; unset it and start Fobwatch again.`;
    case 'host-refused':
      return t`Nothing is sent to ${cause.host} without https: only this computer and AWS’s own container addresses may be asked in the clear.`;
    case 'unreachable':
      return source === 'instance-metadata'
        ? t`${whose[source]} at ${cause.host} does not answer; it does so on EC2 machines only.`
        : t`${whose[source]} at ${cause.host} does not answer; it does so inside containers of AWS only.`;
    case 'answered':
      return t`${whose[source]} at ${cause.host} answered HTTP ${cause.status}; it is asked again by itself.`;
    case 'no-role':
      return t`${whose[source]} at ${cause.host} has no role for this machine; give the machine an instance profile.`;
    case 'malformed':
      return t`${whose[source]} at ${cause.host} answered something that is no credentials; it is asked again by itself.`;
    case 'file':
      return t`The file ${cause.path} could not be read; it is tried again by itself.`;
    case 'ended':
    case 'expired':
      return source === 'environment'
        ? t`The credentials in the environment Fobwatch was started with have ended; set new ones and start Fobwatch again.`
        : t`${whose[source]} handed out credentials that have ended; it is asked again by itself.`;
    default:
      return assertNever(cause);
  }
};

/** The system's own words, where there are any. */
export const sourceDetail = (cause: SourceCause): string | null => {
  switch (cause.kind) {
    case 'unreachable':
      return cause.code;
    case 'malformed':
    case 'file':
      return detailOrNone(cause.detail);
    case 'answered':
      return t`HTTP ${cause.status}`;
    case 'expired':
      return `${cause.code}: ${cause.message}`;
    case 'not-set':
    case 'unusable':
    case 'disabled':
    case 'host-refused':
    case 'no-role':
    case 'ended':
      return null;
    default:
      return assertNever(cause);
  }
};
