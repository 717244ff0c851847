import type { SourceCause } from '../../../app/credentials/source.ts';
import type { CredentialSources, FromSource } from '../../../app/ports.ts';
import type { CredentialSource } from '../../../app/profiles/profile.ts';
import { assertNever, fail, type Result } from '../../../app/result.ts';
import { readContainer, TASK_ENDPOINT } from './container.ts';
import { environmentKeys, readEnvironment, type Variables } from './environment.ts';
import { readInstanceMetadata } from './instance-metadata.ts';
import { readTokenFile } from './token-file.ts';

/**
 * Credentials from outside the AWS files. The SDK's own readers were looked at and left: the one for machines reads
 * ~/.aws for its endpoint, and both tell failures in sentences only.
 */
export const createCredentialSources = (deps: {
  /** What the app was started with. */
  readonly variables: Variables;
  /** Where a container's relative URI is under; AWS's own address unless a test stands in for it. */
  readonly taskEndpoint?: string;
}): CredentialSources => {
  const { variables, taskEndpoint = TASK_ENDPOINT } = deps;

  const ask = async (source: CredentialSource): Promise<Result<FromSource, SourceCause>> => {
    switch (source.kind) {
      case 'environment':
        return readEnvironment(variables);
      case 'container':
        return readContainer(variables, taskEndpoint);
      case 'instance-metadata':
        return readInstanceMetadata(variables);
      case 'web-identity':
        return readTokenFile(source.tokenFile);
      default:
        return assertNever(source);
    }
  };

  return {
    environment: environmentKeys(variables),
    read: async (source) => {
      const read = await ask(source);
      return read.ok ? read : fail({ source: source.kind, cause: read.failure });
    },
  };
};
