import type { Answer, CallContext, Granted } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type {
  AssumeRoleArguments,
  AssumeRoleWithSamlArguments,
  AssumeRoleWithWebIdentityArguments,
  GetFederationTokenArguments,
} from './arguments.ts';

/** A call that nobody signs: the assertion or token in it vouches for whoever asks. */
export type UnsignedContext = Omit<CallContext, 'signer'>;

/**
 * The calls of STS beyond sessions and plain roles. Arguments were checked before; exactly one HTTP request per call,
 * as with every call of AWS.
 */
export type StsOperations = {
  /** With all that a profile cannot hold (BO2). */
  assumeRole(context: CallContext, input: AssumeRoleArguments): Promise<Answer<Granted>>;
  /** BO3. */
  assumeRoleWithSaml(
    context: UnsignedContext,
    input: AssumeRoleWithSamlArguments,
    assertion: Secret,
  ): Promise<Answer<Granted>>;
  /** BO4. */
  assumeRoleWithWebIdentity(
    context: UnsignedContext,
    input: AssumeRoleWithWebIdentityArguments,
    token: Secret,
  ): Promise<Answer<Granted>>;
  /** BO5. */
  getFederationToken(
    context: CallContext,
    input: GetFederationTokenArguments,
  ): Promise<Answer<Granted>>;
  /** What an encoded authorization message says, as JSON text (BO7). */
  decodeAuthorizationMessage(context: CallContext, message: string): Promise<Answer<string>>;
};
