import { isPassing } from '../credentials/classify.ts';
import type { Failure, Operation } from '../failure.ts';
import {
  isEmpty,
  partOf,
  removals,
  settlesAt,
  type LabFound,
  type Removal,
  type Whose,
} from '../lab/clearing.ts';
import { LAB_PATH, type Trial } from '../lab/trial.ts';
import type { Answer, CallContext } from '../ports.ts';
import { assertNever, fail, ok, type Result } from '../result.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Pauses } from './pauses.ts';

/** How long, ms, removing goes on while something is still there. */
const PATIENCE = 300_000;
/** Between two looks, ms. */
const BETWEEN = 2_000;

export type LabClearing = {
  /** What the account of an identity holds of trials. */
  look(identity: string): Promise<Result<LabFound, Failure>>;
  /**
   * Removes what is meant until nothing of it is left, looking anew after each round. `trial`: the one remembered,
   * of which something may come to light only later.
   */
  clear(
    identity: string,
    whose: Whose,
    trial: Trial | null,
    left: (found: LabFound) => void,
  ): Promise<Result<null, Failure>>;
};

type Step<T> = Promise<Result<T, Failure>>;

export const createLabClearing = (
  { ports, time }: Core,
  { contextFor, learn }: IamAccess,
  pauses: Pauses,
): LabClearing => {
  const { iamChanges: iam } = ports;

  /** A list of something that is gone by now is empty. */
  const list = <T>(
    operation: Operation,
    answer: Answer<readonly T[]>,
  ): Result<readonly T[], Failure> => {
    const listed = learn(operation, answer);
    const gone =
      !listed.ok && listed.failure.kind === 'aws' && listed.failure.cause === 'not-found';
    return gone ? ok([]) : listed;
  };

  const userFound = async (context: CallContext, name: string): Step<LabFound['users'][number]> => {
    const keys = list('ListAccessKeys', await iam.listAccessKeys(context, name));
    if (!keys.ok) return keys;
    const devices = list('ListMFADevices', await iam.listMfaDevicesOf(context, name));
    if (!devices.ok) return devices;
    const policies = list('ListUserPolicies', await iam.listUserPolicies(context, name));
    if (!policies.ok) return policies;
    return ok({
      name,
      keys: keys.value.map(({ accessKeyId }) => accessKeyId),
      devices: devices.value,
      policies: policies.value,
    });
  };

  const look = async (identity: string): Step<LabFound> => {
    const found = await contextFor(identity, 'iam', 'session-or-key');
    if (!found.ok) return found;
    const context = found.value;
    const names = list('ListUsers', await iam.listUsersUnder(context, LAB_PATH));
    if (!names.ok) return names;
    const roleNames = list('ListRoles', await iam.listRolesUnder(context, LAB_PATH));
    if (!roleNames.ok) return roleNames;
    const devices = list('ListVirtualMFADevices', await iam.listVirtualMfaDevices(context, 'any'));
    if (!devices.ok) return devices;
    const users: LabFound['users'][number][] = [];
    for (const name of names.value) {
      const user = await userFound(context, name);
      if (!user.ok) return user;
      users.push(user.value);
    }
    const roles: LabFound['roles'][number][] = [];
    for (const name of roleNames.value) {
      const policies = list('ListRolePolicies', await iam.listRolePolicies(context, name));
      if (!policies.ok) return policies;
      roles.push({ name, policies: policies.value });
    }
    return ok({ users, roles, devices: devices.value });
  };

  const remove = async (context: CallContext, one: Removal): Step<null> => {
    switch (one.kind) {
      case 'deactivate':
        return learn('DeactivateMFADevice', await iam.deactivateMfaDevice(context, one));
      case 'key':
        return learn('DeleteAccessKey', await iam.deleteAccessKey(context, one));
      case 'user-policy': {
        const { user, policy } = one;
        return learn('DeleteUserPolicy', await iam.deleteUserPolicy(context, user, policy));
      }
      case 'role-policy': {
        const { role, policy } = one;
        return learn('DeleteRolePolicy', await iam.deleteRolePolicy(context, role, policy));
      }
      case 'device':
        return learn(
          'DeleteVirtualMFADevice',
          await iam.deleteVirtualMfaDevice(context, one.serial),
        );
      case 'role':
        return learn('DeleteRole', await iam.deleteRole(context, one.role));
      case 'user':
        return learn('DeleteUser', await iam.deleteUser(context, one.user));
      default:
        return assertNever(one);
    }
  };

  /** Gone already, or something not seen to be gone hangs on it, or time mends it: the next look tells. */
  const isNoMatter = (failure: Failure): boolean =>
    isPassing(failure) ||
    (failure.kind === 'aws' && (failure.cause === 'not-found' || failure.cause === 'in-use'));

  const removeAll = async (identity: string, all: readonly Removal[]): Step<null> => {
    for (const one of all) {
      const context = await contextFor(identity, 'iam', 'session-or-key');
      if (!context.ok) return context;
      const removed = await remove(context.value, one);
      ports.journal.write({ kind: 'lab', facts: { removes: one.kind, ok: removed.ok } });
      if (!removed.ok && !isNoMatter(removed.failure)) return removed;
    }
    return ok(null);
  };

  return {
    look,
    clear: async (identity, whose, trial, left) => {
      const deadline = time.now() + PATIENCE;
      for (;;) {
        const found = await look(identity);
        if (!found.ok && (!isPassing(found.failure) || time.now() > deadline)) return found;
        if (found.ok) {
          const mine = partOf(found.value, whose);
          left(mine);
          const settled = settlesAt(trial, time.now());
          if (isEmpty(mine) && settled === null) return ok(null);
          if (time.now() > deadline) return fail({ kind: 'lab', cause: 'not-gone' });
          const removed = await removeAll(identity, removals(mine));
          if (!removed.ok) return removed;
        }
        await pauses.until(time.now() + BETWEEN);
      }
    },
  };
};
