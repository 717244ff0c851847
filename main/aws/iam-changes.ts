import { detailAbout, type Detail } from '../../app/detail.ts';
import { ownText } from '../../app/own-text.ts';
import type * as Sdk from '@aws-sdk/client-iam';
import type {
  IamChanges,
  IamDevices,
  IamKeys,
  IamTag,
  IamTrial,
} from '../../app/devices/iam-changes.ts';
import type { Answer, CallContext } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { secret } from '../../app/secret.ts';
import { callLazily } from './call-lazily.ts';
import type { Lines } from './lines.ts';

type Client = InstanceType<typeof Sdk.IAMClient>;

/** One call: what is sent, and what is read of its answer. */
type Ask = <Output, T>(
  context: CallContext,
  send: (client: Client, sdk: typeof Sdk) => Promise<Output>,
  read: (output: Output) => Result<T, Detail>,
) => Promise<Answer<T>>;

const nothing = (): Result<null, Detail> => ok(null);

const tagsOf = (tags: readonly IamTag[]) =>
  tags.map(({ key, value }) => ({ Key: key, Value: value }));

const userOf = (user: string | null) => (user === null ? {} : { UserName: user });

const devices = (ask: Ask): IamDevices => ({
  createVirtualMfaDevice: (context, { name, tags }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.CreateVirtualMFADeviceCommand({
            VirtualMFADeviceName: name,
            ...(tags.length === 0 ? {} : { Tags: tagsOf(tags) }),
          }),
        ),
      ({ VirtualMFADevice: made }) =>
        made?.SerialNumber && made.Base32StringSeed
          ? ok({
              serial: made.SerialNumber,
              seed: secret(new TextDecoder().decode(made.Base32StringSeed)),
            })
          : fail(detailAbout('missing', 'Base32StringSeed')),
    ),
  enableMfaDevice: (context, { user, serial, codes: [first, second] }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.EnableMFADeviceCommand({
            UserName: user,
            SerialNumber: serial,
            AuthenticationCode1: first,
            AuthenticationCode2: second,
          }),
        ),
      nothing,
    ),
  resyncMfaDevice: (context, { user, serial, codes: [first, second] }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.ResyncMFADeviceCommand({
            UserName: user,
            SerialNumber: serial,
            AuthenticationCode1: first,
            AuthenticationCode2: second,
          }),
        ),
      nothing,
    ),
  deactivateMfaDevice: (context, { user, serial }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.DeactivateMFADeviceCommand({ UserName: user, SerialNumber: serial })),
      nothing,
    ),
  deleteVirtualMfaDevice: (context, serial) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.DeleteVirtualMFADeviceCommand({ SerialNumber: serial })),
      nothing,
    ),
  listVirtualMfaDevices: (context, which) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.ListVirtualMFADevicesCommand({
            AssignmentStatus:
              which === 'assigned' ? 'Assigned' : which === 'unassigned' ? 'Unassigned' : 'Any',
            MaxItems: 1000,
          }),
        ),
      ({ VirtualMFADevices }) =>
        ok(
          (VirtualMFADevices ?? []).map(({ SerialNumber, User }) => ({
            serial: SerialNumber ?? '',
            // The root has no user name; its device is somebody's all the same.
            user: User?.UserName ?? User?.Arn ?? null,
          })),
        ),
    ),
});

const keys = (ask: Ask): IamKeys => ({
  listAccessKeys: (context, user) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListAccessKeysCommand(userOf(user))),
      ({ AccessKeyMetadata }) =>
        ok(
          (AccessKeyMetadata ?? []).map(({ AccessKeyId, Status, CreateDate }) => ({
            accessKeyId: AccessKeyId ?? '',
            active: Status === 'Active',
            createdAt: CreateDate?.getTime() ?? 0,
          })),
        ),
    ),
  createAccessKey: (context, user) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.CreateAccessKeyCommand(userOf(user))),
      ({ AccessKey }) =>
        AccessKey?.AccessKeyId && AccessKey.SecretAccessKey
          ? ok({
              accessKeyId: ownText(AccessKey.AccessKeyId),
              secretAccessKey: secret(AccessKey.SecretAccessKey),
            })
          : fail(detailAbout('missing', 'AccessKey')),
    ),
  updateAccessKey: (context, { user, accessKeyId, active }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.UpdateAccessKeyCommand({
            ...userOf(user),
            AccessKeyId: accessKeyId,
            Status: active ? 'Active' : 'Inactive',
          }),
        ),
      nothing,
    ),
  deleteAccessKey: (context, { user, accessKeyId }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.DeleteAccessKeyCommand({ ...userOf(user), AccessKeyId: accessKeyId })),
      nothing,
    ),
  getAccessKeyLastUsed: (context, accessKeyId) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })),
      ({ AccessKeyLastUsed }) => ok(AccessKeyLastUsed?.LastUsedDate?.getTime() ?? null),
    ),
});

const trial = (ask: Ask): IamTrial => ({
  createUser: (context, { name, path, tags }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.CreateUserCommand({ UserName: name, Path: path, Tags: tagsOf(tags) })),
      ({ User }) =>
        User?.Arn && User.UserId
          ? ok({ arn: User.Arn, id: User.UserId })
          : fail(detailAbout('missing', 'User')),
    ),
  deleteUser: (context, user) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.DeleteUserCommand({ UserName: user })),
      nothing,
    ),
  listUsersUnder: (context, path) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListUsersCommand({ PathPrefix: path, MaxItems: 1000 })),
      ({ Users }) => ok((Users ?? []).flatMap(({ UserName }) => (UserName ? [UserName] : []))),
    ),
  listMfaDevicesOf: (context, user) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListMFADevicesCommand({ UserName: user })),
      ({ MFADevices }) =>
        ok((MFADevices ?? []).flatMap(({ SerialNumber }) => (SerialNumber ? [SerialNumber] : []))),
    ),
  putUserPolicy: (context, user, { name, document }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.PutUserPolicyCommand({
            UserName: user,
            PolicyName: name,
            PolicyDocument: document,
          }),
        ),
      nothing,
    ),
  deleteUserPolicy: (context, user, policy) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.DeleteUserPolicyCommand({ UserName: user, PolicyName: policy })),
      nothing,
    ),
  listUserPolicies: (context, user) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListUserPoliciesCommand({ UserName: user })),
      ({ PolicyNames }) => ok(PolicyNames ?? []),
    ),
  createRole: (context, { name, path, trust, tags }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.CreateRoleCommand({
            RoleName: name,
            Path: path,
            AssumeRolePolicyDocument: trust,
            Tags: tagsOf(tags),
          }),
        ),
      ({ Role }) => (Role?.Arn ? ok({ arn: Role.Arn }) : fail(detailAbout('missing', 'Role'))),
    ),
  deleteRole: (context, role) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.DeleteRoleCommand({ RoleName: role })),
      nothing,
    ),
  listRolesUnder: (context, path) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListRolesCommand({ PathPrefix: path, MaxItems: 1000 })),
      ({ Roles }) => ok((Roles ?? []).flatMap(({ RoleName }) => (RoleName ? [RoleName] : []))),
    ),
  putRolePolicy: (context, role, { name, document }) =>
    ask(
      context,
      (client, sdk) =>
        client.send(
          new sdk.PutRolePolicyCommand({
            RoleName: role,
            PolicyName: name,
            PolicyDocument: document,
          }),
        ),
      nothing,
    ),
  deleteRolePolicy: (context, role, policy) =>
    ask(
      context,
      (client, sdk) =>
        client.send(new sdk.DeleteRolePolicyCommand({ RoleName: role, PolicyName: policy })),
      nothing,
    ),
  listRolePolicies: (context, role) =>
    ask(
      context,
      (client, sdk) => client.send(new sdk.ListRolePoliciesCommand({ RoleName: role })),
      ({ PolicyNames }) => ok(PolicyNames ?? []),
    ),
});

/** IAM where it changes something, loaded at the first call. */
export const createIamChanges = (lines: Lines): IamChanges => {
  const ask: Ask = (context, send, read) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const sdk = await import('@aws-sdk/client-iam');
        return send(new sdk.IAMClient(config), sdk);
      },
      read,
    );
  return { ...devices(ask), ...keys(ask), ...trial(ask) };
};
