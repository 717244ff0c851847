import type { SourceCause } from '../../../app/credentials/source.ts';
import type { EnvironmentKeys, FromSource } from '../../../app/ports.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';

/** What the app was started with. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable's text; what is empty is not set. */
export const variable = (variables: Variables, name: string): string | null =>
  variables[name]?.trim() || null;

/** botocore reads boto's old name too. */
const tokenOf = (variables: Variables): string | null =>
  variable(variables, 'AWS_SESSION_TOKEN') ?? variable(variables, 'AWS_SECURITY_TOKEN');

/** What kind of keys the environment holds; half a pair is none. */
export const environmentKeys = (variables: Variables): EnvironmentKeys => {
  const id = variable(variables, 'AWS_ACCESS_KEY_ID');
  if (id === null || variable(variables, 'AWS_SECRET_ACCESS_KEY') === null) return 'none';
  return tokenOf(variables) === null ? 'long-term' : 'temporary';
};

/** `credential_source = Environment`: AWS's variables of the app's own environment. */
export const readEnvironment = (variables: Variables): Result<FromSource, SourceCause> => {
  const accessKeyId = variable(variables, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = variable(variables, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId === null) return fail({ kind: 'not-set', variable: 'AWS_ACCESS_KEY_ID' });
  if (secretAccessKey === null) return fail({ kind: 'not-set', variable: 'AWS_SECRET_ACCESS_KEY' });
  const sessionToken = tokenOf(variables);
  const ends = Date.parse(variable(variables, 'AWS_CREDENTIAL_EXPIRATION') ?? '');
  return ok({
    kind: 'keys',
    signer: {
      accessKeyId,
      secretAccessKey: secret(secretAccessKey),
      sessionToken: sessionToken === null ? null : secret(sessionToken),
    },
    expiresAt: Number.isNaN(ends) ? null : ends,
  });
};
