import { z } from 'zod';
import { identityPolicySchema, trustPolicySchema, type IdentityPolicy } from './policy.ts';
import { oauthProviderSchema, oidcProviderSchema, samlProviderSchema } from './providers.ts';

const name = z.string().regex(/^[\w+=,.@-]{1,64}$/);
const path = z
  .string()
  .regex(/^\/([\w+=,.@/-]+\/)?$/)
  .default('/');
const time = z.iso.datetime({ offset: true }).default('2024-03-01T09:00:00Z');
/** Tags of a user or role; policies see them as `aws:PrincipalTag/…`. */
const tags = z.record(z.string().min(1).max(128), z.string().max(256)).default({});

const accessKeySchema = z.strictObject({
  id: z.string().regex(/^AKIA[A-Z0-9]{16}$/),
  secret: z.string().length(40),
  active: z.boolean().default(true),
  createdAt: time,
});

/** What shows codes: the seed, and how far its clock is off. */
const codesOf = {
  seed: z.string().regex(/^[A-Z2-7]+=*$/),
  /** Seconds the device's own clock is ahead of true time. */
  driftSeconds: z.int().default(0),
  /** What AWS takes for that; ResyncMFADevice learns it. */
  knownDriftSeconds: z.int().default(0),
  tags,
};

const deviceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('totp'),
    /** A virtual device's ARN, or a hardware device's bare number. */
    serial: z.string().regex(/^[\w+=/:,.@-]{9,256}$/),
    ...codesOf,
    enabledAt: time,
  }),
  z.strictObject({
    kind: z.literal('fido'),
    serial: z.string().regex(/^arn:.+:u2f\/.+$/),
    enabledAt: time,
  }),
]);

const devices = z.array(deviceSchema).max(8).default([]);

/** A virtual device that is nobody's: not enabled yet, or deactivated. */
const unassignedDeviceSchema = z.strictObject({
  serial: z.string().regex(/^arn:.+:mfa\/.+$/),
  ...codesOf,
});

const rootSchema = z.strictObject({ keys: z.array(accessKeySchema).max(2).default([]), devices });

/** Policies of a user or role: what the world was given, and what was put with a name and is listed and deleted by it. */
const policies = {
  policies: z.array(identityPolicySchema).default([]),
  inlinePolicies: z
    .array(z.strictObject({ name: z.string(), document: identityPolicySchema }))
    .default([]),
};

const userSchema = z.strictObject({
  name,
  path,
  id: z.string().regex(/^AIDA[A-Z0-9]{17}$/),
  createdAt: time,
  keys: z.array(accessKeySchema).max(2).default([]),
  devices,
  ...policies,
  /** Managed policies of the world, by ARN. */
  policyArns: z.array(z.string()).default([]),
  tags,
});

const roleSchema = z.strictObject({
  name,
  path,
  id: z.string().regex(/^AROA[A-Z0-9]{17}$/),
  createdAt: time,
  description: z.string().optional(),
  trust: trustPolicySchema,
  ...policies,
  policyArns: z.array(z.string()).default([]),
  maxSessionDuration: z.int().min(3600).max(43200).default(3600),
  tags,
});

const accountSchema = z.strictObject({
  id: z.string().regex(/^\d{12}$/),
  aliases: z.array(z.string()).max(1).default([]),
  root: rootSchema.optional(),
  unassignedDevices: z.array(unassignedDeviceSchema).default([]),
  users: z.array(userSchema).default([]),
  roles: z.array(roleSchema).default([]),
  buckets: z.array(z.strictObject({ name: z.string(), createdAt: time })).default([]),
  samlProviders: z.array(samlProviderSchema).default([]),
  oidcProviders: z.array(oidcProviderSchema).default([]),
});

/** A section of the person's AWS files: an identity with keys, or a role reached through another. */
const profileSchema = z.strictObject({
  name: z.string(),
  region: z.string(),
  /** The access key whose pair goes into the credentials file under this name. */
  accessKeyId: z.string().optional(),
  roleArn: z.string().optional(),
  sourceProfile: z.string().optional(),
  mfaSerial: z.string().optional(),
  externalId: z.string().optional(),
  durationSeconds: z.int().optional(),
  roleSessionName: z.string().optional(),
});

/** Everything the local AWS knows about its customers, as plain data (JSON). */
export const worldSchema = z.strictObject({
  partition: z.string().default('aws'),
  accounts: z.array(accountSchema),
  managedPolicies: z
    .array(z.strictObject({ arn: z.string(), document: identityPolicySchema }))
    .default([]),
  profiles: z.array(profileSchema).default([]),
  oauthProviders: z.array(oauthProviderSchema).default([]),
});

export type World = z.infer<typeof worldSchema>;
/** A world as it may be written down: what has a default can be left out. */
export type WorldInput = z.input<typeof worldSchema>;
export type Account = World['accounts'][number];
export type User = Account['users'][number];
export type Role = Account['roles'][number];
export type Device = User['devices'][number];
export type UnassignedDevice = Account['unassignedDevices'][number];
export type AccessKey = User['keys'][number];

/** Who owns a long-term key. */
export type KeyOwner =
  | { readonly kind: 'user'; readonly account: Account; readonly user: User }
  | { readonly kind: 'root'; readonly account: Account };

export const userArn = (world: World, account: Account, user: User): string =>
  `arn:${world.partition}:iam::${account.id}:user${user.path}${user.name}`;

export const roleArn = (world: World, account: Account, role: Role): string =>
  `arn:${world.partition}:iam::${account.id}:role${role.path}${role.name}`;

export const rootArn = (world: World, account: Account): string =>
  `arn:${world.partition}:iam::${account.id}:root`;

/** The ARN of a role's session: the role's path is not part of it. */
export const assumedRoleArn = (
  world: World,
  account: Account,
  role: Role,
  session: string,
): string => `arn:${world.partition}:sts::${account.id}:assumed-role/${role.name}/${session}`;

/** The ARN of a federated user, who exists only as a session. */
export const federatedUserArn = (world: World, account: Account, name: string): string =>
  `arn:${world.partition}:sts::${account.id}:federated-user/${name}`;

/** The owner of an active long-term key, with its secret. */
export const findKey = (
  world: World,
  keyId: string,
): { readonly owner: KeyOwner; readonly key: AccessKey } | undefined => {
  const own = (keys: readonly AccessKey[]): AccessKey | undefined =>
    keys.find((key) => key.id === keyId && key.active);
  for (const account of world.accounts) {
    const rootKey = own(account.root?.keys ?? []);
    if (rootKey !== undefined) return { owner: { kind: 'root', account }, key: rootKey };
    for (const user of account.users) {
      const key = own(user.keys);
      if (key !== undefined) return { owner: { kind: 'user', account, user }, key };
    }
  }
  return undefined;
};

export const findAccount = (world: World, id: string): Account | undefined =>
  world.accounts.find((account) => account.id === id);

/** The role an ARN names, with its account. */
export const findRole = (
  world: World,
  arn: string,
): { readonly account: Account; readonly role: Role } | undefined => {
  for (const account of world.accounts) {
    const role = account.roles.find((candidate) => roleArn(world, account, candidate) === arn);
    if (role !== undefined) return { account, role };
  }
  return undefined;
};

/** Any device of the world by its serial number, once it is somebody's. */
export const findDevice = (world: World, serial: string): Device | undefined =>
  world.accounts
    .flatMap((account) => [
      ...(account.root?.devices ?? []),
      ...account.users.flatMap((user) => user.devices),
    ])
    .find((device) => device.serial === serial);

export const managedPolicy = (world: World, arn: string): IdentityPolicy | undefined =>
  world.managedPolicies.find((policy) => policy.arn === arn)?.document;

/** Inline and managed policies together; an ARN that names none counts for nothing. */
export const policiesOf = (world: World, holder: User | Role): readonly IdentityPolicy[] => [
  ...holder.policies,
  ...holder.inlinePolicies.map(({ document }) => document),
  ...holder.policyArns.flatMap((arn) => managedPolicy(world, arn) ?? []),
];
