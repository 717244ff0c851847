import { z } from 'zod';
import { credentialFormats } from './format-names.ts';

/**
 * Grants made directly, beside the sessions and roles of the AWS files: by whom they are vouched for, and all that is
 * needed to make them again. Never the assertion or token itself.
 *
 * | how           | made again when due                                    |
 * |---------------|--------------------------------------------------------|
 * | assumed-role  | by the session, role or key its profile leads to (BO2) |
 * | saml          | never: an assertion is good for five minutes (BO3)     |
 * | web-identity  | from the token file, read again; a typed one never (BO4) |
 * | federated-user| with the long-term key, without a code (BO5)           |
 * | imported      | never (BO8)                                            |
 */
const seconds = z.number().nullable();
const policies = { policy: z.string().nullable(), policyArns: z.array(z.string()).readonly() };
const tags = z.array(z.object({ key: z.string(), value: z.string() }).readonly()).readonly();
const endpoints = z
  .object({
    region: z.string().nullable(),
    sts: z.string().nullable(),
    iam: z.string().nullable(),
    fips: z.boolean(),
    dualStack: z.boolean(),
    caBundle: z.string().nullable(),
  })
  .readonly();

export const madeDecoder = z
  .object({
    name: z.string(),
    how: z.discriminatedUnion('kind', [
      z
        .object({
          kind: z.literal('assumed-role'),
          profile: z.string(),
          roleSessionName: z.string(),
          durationSeconds: z.number(),
          ...policies,
          sourceIdentity: z.string().nullable(),
          tags,
          transitiveTagKeys: z.array(z.string()).readonly(),
        })
        .readonly(),
      z
        .object({
          kind: z.literal('saml'),
          roleArn: z.string(),
          principalArn: z.string(),
          durationSeconds: seconds,
          ...policies,
          endpoints,
        })
        .readonly(),
      z
        .object({
          kind: z.literal('web-identity'),
          roleArn: z.string(),
          roleSessionName: z.string(),
          providerId: z.string().nullable(),
          /** null: the token was typed. */
          tokenFile: z.string().nullable(),
          durationSeconds: seconds,
          ...policies,
          endpoints,
        })
        .readonly(),
      z
        .object({
          kind: z.literal('federated-user'),
          identity: z.string(),
          userName: z.string(),
          durationSeconds: seconds,
          ...policies,
          tags,
        })
        .readonly(),
      z
        .object({
          kind: z.literal('imported'),
          path: z.string(),
          format: z.enum(credentialFormats),
        })
        .readonly(),
    ]),
  })
  .readonly();

/** How one grant is made; its name is its own, apart from those of roles and identities. */
export type Made = z.infer<typeof madeDecoder>;
export type How = Made['how'];

/** What only a person brings: an assertion or token of an identity provider, or a file of credentials. */
export type Input = 'assertion' | 'token' | 'file';

/** What a person has to bring for it to be made again; null: nothing. */
export const inputFor = ({ how }: Made): Input | null => {
  switch (how.kind) {
    case 'assumed-role':
    case 'federated-user':
      return null;
    case 'web-identity':
      return how.tokenFile === null ? 'token' : null;
    case 'saml':
      return 'assertion';
    case 'imported':
      return 'file';
    default:
      return how satisfies never;
  }
};

/** Whether it can be made again without anything from a person. */
export const isRemade = (made: Made): boolean => inputFor(made) === null;

/** The role's name in an ARN, for want of a better name; the text itself where it is none. */
export const nameInArn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1) || arn;

/** The file's name without folder and last extension. */
export const nameOfFile = (path: string): string => {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file.replace(/(?<=.)\.[^.]*$/, '') || 'imported';
};
