import { detailAbout } from '../../app/detail.ts';
import type { Iam } from '../../app/ports.ts';
import { fail, ok } from '../../app/result.ts';
import { callLazily } from './call-lazily.ts';
import type { Lines } from './lines.ts';

/** IAM, read only, loaded at the first call. */
export const createIam = (lines: Lines): Iam => ({
  // The first page holds 100 and a user has at most eight devices.
  listMfaDevices: (context) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { IAMClient, ListMFADevicesCommand } = await import('@aws-sdk/client-iam');
        return new IAMClient(config).send(new ListMFADevicesCommand({}));
      },
      ({ MFADevices }) =>
        ok((MFADevices ?? []).flatMap(({ SerialNumber }) => (SerialNumber ? [SerialNumber] : []))),
    ),
  listAccountAliases: (context) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { IAMClient, ListAccountAliasesCommand } = await import('@aws-sdk/client-iam');
        return new IAMClient(config).send(new ListAccountAliasesCommand({}));
      },
      ({ AccountAliases }) => ok(AccountAliases ?? []),
    ),
  getUser: (context) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { GetUserCommand, IAMClient } = await import('@aws-sdk/client-iam');
        return new IAMClient(config).send(new GetUserCommand({}));
      },
      ({ User }) =>
        User?.UserName && User.UserId
          ? ok({ name: User.UserName, id: User.UserId })
          : fail(detailAbout('missing', 'User')),
    ),
  listUsers: (context) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { IAMClient, ListUsersCommand } = await import('@aws-sdk/client-iam');
        // One request a call is the rule of the exchange; the largest page holds a thousand users.
        return new IAMClient(config).send(new ListUsersCommand({ MaxItems: 1000 }));
      },
      ({ Users }) =>
        ok(
          (Users ?? []).map(({ UserName, UserId }) => ({ name: UserName ?? '', id: UserId ?? '' })),
        ),
    ),
  getRole: (context, roleName) =>
    callLazily(
      lines,
      context,
      async (config) => {
        const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
        return new IAMClient(config).send(new GetRoleCommand({ RoleName: roleName }));
      },
      // AWS leaves the field out for roles as old as the hills: an hour was all there was.
      ({ Role }) => ok({ maxSessionDuration: Role?.MaxSessionDuration ?? 3600 }),
    ),
});
