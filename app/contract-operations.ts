import { z } from 'zod';
import { profileCommands } from './contract-profiles.ts';
import { confirmed } from './contract-guard.ts';
import { credentialFormats } from './credentials/format-names.ts';
import { grantRefDecoder } from './grant-ref.ts';

/**
 * The commands that make one call of STS as asked, or move credentials between the app and a file. The decoders bound
 * sizes only: what AWS's rules say is checked by credentials/arguments, so that each failure names its field (ST13).
 */
const name = z.string().min(1).max(256);
const path = z.string().min(1).max(4096);
const short = z.string().max(4096);
/** Far above AWS's limits, far below what would hurt. */
const long = z.string().max(200_000);
const list = <T extends z.ZodType>(member: T) => z.array(member).max(1000);
const tags = list(z.strictObject({ key: short, value: short }));
const seconds = z.number().nullable();

const policies = { policy: long.nullable(), policyArns: list(short) };
/** What the grant is called here; null: a name is derived from what is asked for. */
const called = { name: name.nullable() };
/** null: what the environment says, else the partition's own. */
const region = { region: z.string().max(64).nullable() };

export const operationCommands = {
  /**
   * GetSessionToken (ST1, SE3, BO6). A session that can still sign is kept, unless `forceNew`; with a serial and its
   * code of this moment it is one call that carries them. The duration is that session's, not of those after it.
   */
  'get-session-token': z.strictObject({
    kind: z.literal('get-session-token'),
    /** null: the one named `default`, else the only one there is. */
    identity: name.nullable(),
    durationSeconds: seconds,
    serialNumber: short.nullable(),
    tokenCode: z.string().max(64).nullable(),
    forceNew: z.boolean(),
  }),
  /** AssumeRole of a profile with what AWS's config files have no keys for (BO2). */
  'assume-role': z.strictObject({
    kind: z.literal('assume-role'),
    profile: name,
    ...called,
    roleSessionName: short.nullable(),
    durationSeconds: seconds,
    ...policies,
    sourceIdentity: short.nullable(),
    tags,
    transitiveTagKeys: list(short),
    /** A device and its code of this moment: the call then goes straight from the key, and lasts up to 12 h. */
    serialNumber: short.nullable(),
    tokenCode: z.string().max(64).nullable(),
  }),
  /**
   * AssumeRoleWithSAML (BO3). The assertion crosses once, inwards; null: the one that `read-assertion` read, which is
   * used up by this.
   */
  'assume-saml': z.strictObject({
    kind: z.literal('assume-saml'),
    ...called,
    ...region,
    roleArn: short,
    principalArn: short,
    assertion: long.nullable(),
    durationSeconds: seconds,
    ...policies,
  }),
  /** AssumeRoleWithWebIdentity (BO4), with a token as typed or from a file that is read again for each renewal. */
  'assume-web-identity': z.strictObject({
    kind: z.literal('assume-web-identity'),
    ...called,
    ...region,
    roleArn: short,
    roleSessionName: short.nullable(),
    source: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('token'), token: long }),
      z.strictObject({ kind: z.literal('file'), path }),
    ]),
    providerId: short.nullable(),
    durationSeconds: seconds,
    ...policies,
  }),
  /** GetFederationToken with an identity's long-term key (BO5). */
  federate: z.strictObject({
    kind: z.literal('federate'),
    identity: name,
    ...called,
    userName: short,
    durationSeconds: seconds,
    ...policies,
    tags,
  }),
  /** DecodeAuthorizationMessage (BO7); `denied` is whose call was refused, where known. */
  decode: z.strictObject({
    kind: z.literal('decode'),
    message: long,
    denied: grantRefDecoder.nullable(),
  }),
  /** GetCallerIdentity with the credentials of a grant (BO10). */
  identify: z.strictObject({ kind: z.literal('identify'), target: grantRefDecoder }),
  /** Valid credentials into a file that only this user reads (BO8); several become one map (ST2). */
  'export-file': z.strictObject({
    kind: z.literal('export-file'),
    targets: z.array(grantRefDecoder).min(1).max(5000),
    /** null: the one of the settings. */
    format: z.enum(credentialFormats).nullable(),
    path,
    ...confirmed,
  }),
  /** Credentials saved by this app, stslib or boto (BO8). */
  'import-file': z.strictObject({ kind: z.literal('import-file'), path, ...called }),
  /** Valid credentials into a profile of a credentials file (SE1, SE4, SE5). */
  'write-profile': z.strictObject({
    kind: z.literal('write-profile'),
    target: grantRefDecoder,
    /** null: `sts-NAME`. */
    profile: name.nullable(),
    /** null: the credentials file. */
    file: path.nullable(),
    /** Also where a section stands that is not ours. */
    replace: z.boolean(),
    backup: z.boolean(),
    ...confirmed,
  }),
  /** A profile whose clients ask the `fobwatch` command for credentials. */
  'install-live': z.strictObject({
    kind: z.literal('install-live'),
    target: grantRefDecoder,
    /** null: `NAME-live`. */
    profile: name.nullable(),
  }),
  /** Takes such a profile away; no other. */
  'uninstall-live': z.strictObject({ kind: z.literal('uninstall-live'), profile: name }),
  /** Takes the last write of an AWS file back. */
  'undo-write': z.strictObject({ kind: z.literal('undo-write') }),
  ...profileCommands,
} as const;

export type OperationKind = keyof typeof operationCommands;
export type OperationCommand = {
  [K in OperationKind]: z.infer<(typeof operationCommands)[K]>;
}[OperationKind];

export const isOperation = (command: { readonly kind: string }): command is OperationCommand =>
  Object.hasOwn(operationCommands, command.kind);
