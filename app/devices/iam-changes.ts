import type { Answer, CallContext } from '../ports.ts';
import type { Instant, LongTermKey, MfaCode } from '../model.ts';
import type { Secret } from '../secret.ts';

/** A virtual MFA device as IAM lists it; `user` null: nobody's yet, so that it may be taken again or removed. */
export type VirtualDevice = { readonly serial: string; readonly user: string | null };

/** An access key as IAM lists it, without its secret. A user has two at most. */
export type ListedKey = {
  readonly accessKeyId: string;
  readonly active: boolean;
  /** By AWS's clock. */
  readonly createdAt: Instant;
};

/** Two codes of a device, one after the other: enabling and resyncing spend both. */
export type TwoCodes = readonly [MfaCode, MfaCode];

/** A policy of a user or role, written into it. */
export type InlinePolicy = { readonly name: string; readonly document: string };

/** A tag of a user, role or device: by it what was made for a trial is found again. */
export type IamTag = { readonly key: string; readonly value: string };

/** Lists are whole as far as one page of a thousand goes; users have eight devices, two keys and few policies. */
export type IamDevices = {
  /** `name` with the account and partition of who signs makes the serial number. The seed is base 32. */
  createVirtualMfaDevice(
    context: CallContext,
    device: { readonly name: string; readonly tags: readonly IamTag[] },
  ): Promise<Answer<{ readonly serial: string; readonly seed: Secret }>>;
  enableMfaDevice(
    context: CallContext,
    device: { readonly user: string; readonly serial: string; readonly codes: TwoCodes },
  ): Promise<Answer<null>>;
  resyncMfaDevice(
    context: CallContext,
    device: { readonly user: string; readonly serial: string; readonly codes: TwoCodes },
  ): Promise<Answer<null>>;
  deactivateMfaDevice(
    context: CallContext,
    device: { readonly user: string; readonly serial: string },
  ): Promise<Answer<null>>;
  /** Only of a device that is nobody's any more. */
  deleteVirtualMfaDevice(context: CallContext, serial: string): Promise<Answer<null>>;
  listVirtualMfaDevices(
    context: CallContext,
    which: 'assigned' | 'unassigned' | 'any',
  ): Promise<Answer<readonly VirtualDevice[]>>;
};

/** Access keys of a user; `user` null: of who signs, which IAM lets more keys do. */
export type IamKeys = {
  listAccessKeys(context: CallContext, user: string | null): Promise<Answer<readonly ListedKey[]>>;
  /** The only answer that ever holds the secret. */
  createAccessKey(context: CallContext, user: string | null): Promise<Answer<LongTermKey>>;
  updateAccessKey(
    context: CallContext,
    key: { readonly user: string | null; readonly accessKeyId: string; readonly active: boolean },
  ): Promise<Answer<null>>;
  deleteAccessKey(
    context: CallContext,
    key: { readonly user: string | null; readonly accessKeyId: string },
  ): Promise<Answer<null>>;
  /** When AWS last saw it used, about; null: never. */
  getAccessKeyLastUsed(context: CallContext, accessKeyId: string): Promise<Answer<Instant | null>>;
};

/** Users and roles, as far as a trial makes and removes them (EX4). */
export type IamTrial = {
  createUser(
    context: CallContext,
    user: { readonly name: string; readonly path: string; readonly tags: readonly IamTag[] },
  ): Promise<Answer<{ readonly arn: string; readonly id: string }>>;
  deleteUser(context: CallContext, user: string): Promise<Answer<null>>;
  listUsersUnder(context: CallContext, path: string): Promise<Answer<readonly string[]>>;
  listMfaDevicesOf(context: CallContext, user: string): Promise<Answer<readonly string[]>>;
  putUserPolicy(context: CallContext, user: string, policy: InlinePolicy): Promise<Answer<null>>;
  deleteUserPolicy(context: CallContext, user: string, policy: string): Promise<Answer<null>>;
  listUserPolicies(context: CallContext, user: string): Promise<Answer<readonly string[]>>;
  createRole(
    context: CallContext,
    role: {
      readonly name: string;
      readonly path: string;
      /** The trust policy, JSON. */
      readonly trust: string;
      readonly tags: readonly IamTag[];
    },
  ): Promise<Answer<{ readonly arn: string }>>;
  deleteRole(context: CallContext, role: string): Promise<Answer<null>>;
  listRolesUnder(context: CallContext, path: string): Promise<Answer<readonly string[]>>;
  putRolePolicy(context: CallContext, role: string, policy: InlinePolicy): Promise<Answer<null>>;
  deleteRolePolicy(context: CallContext, role: string, policy: string): Promise<Answer<null>>;
  listRolePolicies(context: CallContext, role: string): Promise<Answer<readonly string[]>>;
};

/** IAM where it changes something. Exactly one HTTP request per call: retries are the engine's, never with the same code. */
export type IamChanges = IamDevices & IamKeys & IamTrial;
