import { fail, ok } from '../../app/result.ts';
import type { Caller } from './caller.ts';
import { isoSeconds } from './clock.ts';
import {
  deleteConflict,
  entityExists,
  invalidAuthenticationCode,
  limitExceeded,
  noSuchEntity,
  type Outcome,
} from './errors.ts';
import {
  accounts,
  editAccount,
  editUser,
  findUser,
  iamTime,
  NAMED_USER_RULE,
  nameRule,
  page,
  PAGE_RULES,
  PATH_RULE,
  permit,
  permitMaking,
  sameName,
  subjectName,
  TAGS_RULE,
  tagNodes,
  tagsOf,
  USER_RULE,
  wishAboutUser,
} from './iam-common.ts';
import { userFields } from './iam-users.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, type Params, type Rule } from './params.ts';
import { randomText } from './sessions.ts';
import { rootArn, type Account, type Device, type UnassignedDevice, type User } from './world.ts';
import { type XmlNode } from './xml.ts';

const MOST_DEVICES = 8;
const SEED_LENGTH = 64;

const SERIAL_RULE: Rule = {
  field: 'SerialNumber',
  kind: 'text',
  required: true,
  min: 9,
  max: 256,
  pattern: String.raw`[\w+=/:,.@-]+`,
};
const codeRule = (field: string): Rule => ({
  field,
  kind: 'text',
  required: true,
  min: 6,
  max: 6,
  pattern: String.raw`[\d]+`,
  secret: true,
});
const CODE_RULES = [codeRule('AuthenticationCode1'), codeRule('AuthenticationCode2')];

const codesIn = (params: Params): readonly [string, string] => [
  params.get('AuthenticationCode1') ?? '',
  params.get('AuthenticationCode2') ?? '',
];

const missing = (serial: string) =>
  fail(noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`));

const assignedIn = ({ root, users }: Account): readonly Device[] => [
  ...(root?.devices ?? []),
  ...users.flatMap(({ devices }) => devices),
];

const isIt =
  (serial: string) =>
  (device: { readonly serial: string }): boolean =>
    device.serial === serial;

/** The user a call is about, once it is permitted. */
const holderOf = (
  deps: ServiceDeps,
  caller: Caller,
  name: Outcome<string>,
  action: string,
): Outcome<User> => {
  if (!name.ok) return name;
  const wish = wishAboutUser(deps.world(), caller, action, name.value);
  const permitted = permit(deps, caller, wish);
  return permitted.ok ? findUser(deps, caller, name.value) : permitted;
};

const named = (params: Params): Outcome<string> => ok(params.get('UserName') ?? '');

const listMfaDevices =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [USER_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, subjectName(params, caller), 'iam:ListMFADevices');
    if (!user.ok) return user;
    const seen = caller.account.users.find(({ id }) => id === user.value.id);
    const devices = (seen?.devices ?? []).map((device) => ({
      UserName: user.value.name,
      SerialNumber: device.serial,
      EnableDate: iamTime(device.enabledAt),
    }));
    return ok(page(params, 'MFADevices', devices));
  };

const isVirtual = ({ serial }: { readonly serial: string }): boolean =>
  /^arn:.+:mfa\//.test(serial);

const listVirtualMfaDevices =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [
      { field: 'AssignmentStatus', kind: 'text', pattern: 'Assigned|Unassigned|Any' },
      ...PAGE_RULES,
    ]);
    if (!valid.ok) return valid;
    const world = deps.world();
    const { account } = caller;
    const resource = `arn:${world.partition}:iam::${account.id}:mfa/`;
    const wish = { action: 'iam:ListVirtualMFADevices', resource, shown: resource };
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const which = params.get('AssignmentStatus') ?? 'Any';
    const assigned = (devices: readonly Device[], User: XmlNode): readonly XmlNode[] =>
      devices.filter(isVirtual).map(({ serial, enabledAt }) => ({
        SerialNumber: serial,
        User,
        EnableDate: iamTime(enabledAt),
      }));
    const own =
      which === 'Unassigned'
        ? []
        : [
            ...assigned(account.root?.devices ?? [], {
              UserId: account.id,
              Arn: rootArn(world, account),
              CreateDate: '2019-04-01T10:00:00Z',
            }),
            ...account.users.flatMap((user) =>
              assigned(user.devices, userFields(world, account, user)),
            ),
          ];
    const free =
      which === 'Assigned'
        ? []
        : account.unassignedDevices.map(({ serial }) => ({ SerialNumber: serial }));
    return ok(page(params, 'VirtualMFADevices', [...own, ...free]));
  };

const createVirtualMfaDevice =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const nameOf = nameRule('VirtualMFADeviceName', 226, true);
    const valid = checkParams(params, [nameOf, PATH_RULE, TAGS_RULE]);
    if (!valid.ok) return valid;
    const { account } = caller;
    const path = params.get('Path') ?? '/';
    const name = params.get('VirtualMFADeviceName') ?? '';
    const serial = `arn:${deps.world().partition}:iam::${account.id}:mfa${path}${name}`;
    const tags = tagsOf(params);
    const permitted = permitMaking(
      deps,
      caller,
      {
        action: 'iam:CreateVirtualMFADevice',
        resource: serial,
        shown: serial,
        requestTags: tags,
      },
      'iam:TagMFADevice',
    );
    if (!permitted.ok) return permitted;
    const taken = accounts(deps, caller).some((one) =>
      [...assignedIn(one), ...one.unassignedDevices].some((device) =>
        sameName(device.serial, serial),
      ),
    );
    if (taken)
      return fail(entityExists('MFADevice entity at the same path and name already exists.'));
    const device: UnassignedDevice = {
      serial,
      seed: randomText(SEED_LENGTH),
      driftSeconds: 0,
      knownDriftSeconds: 0,
      tags,
    };
    deps.codes.forget(serial);
    deps.changeWorld(
      editAccount(account.id, (own) => ({
        ...own,
        unassignedDevices: [...own.unassignedDevices, device],
      })),
      seenAfter,
    );
    return ok({
      VirtualMFADevice: {
        SerialNumber: serial,
        // A blob, so base 64 of the base 32 text. The picture of the QR code is left out.
        Base32StringSeed: Buffer.from(device.seed).toString('base64'),
        ...tagNodes(tags),
      },
    });
  };

const deleteVirtualMfaDevice =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [SERIAL_RULE]);
    if (!valid.ok) return valid;
    const serial = params.get('SerialNumber') ?? '';
    const held = accounts(deps, caller);
    const tags = held.flatMap((one) => one.unassignedDevices).find(isIt(serial))?.tags ?? {};
    const action = 'iam:DeleteVirtualMFADevice';
    const wish = { action, resource: serial, shown: serial, resourceTags: tags };
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    if (held.some((one) => assignedIn(one).some(isIt(serial))))
      return fail(deleteConflict('MFA VirtualDevice in use. Must deactivate first.'));
    if (!held.every((one) => one.unassignedDevices.some(isIt(serial)))) return missing(serial);
    deps.changeWorld(
      editAccount(caller.account.id, (account) => ({
        ...account,
        unassignedDevices: account.unassignedDevices.filter((one) => !isIt(serial)(one)),
      })),
      seenAfter,
    );
    return ok('');
  };

const enableMfaDevice =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [NAMED_USER_RULE, SERIAL_RULE, ...CODE_RULES]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, named(params), 'iam:EnableMFADevice');
    if (!user.ok) return user;
    const serial = params.get('SerialNumber') ?? '';
    const held = accounts(deps, caller);
    if (held.some((one) => assignedIn(one).some(isIt(serial))))
      return fail(entityExists('MFA Device is already in use.'));
    const [seen, newest] = held.map((one) => one.unassignedDevices.find(isIt(serial)));
    if (seen === undefined || newest === undefined) return missing(serial);
    const own = held.flatMap(
      ({ users }) =>
        users.find(({ id }) => id === user.value.id)?.devices.map((one) => one.serial) ?? [],
    );
    if (new Set(own).size >= MOST_DEVICES)
      return fail(limitExceeded('MFADevicesPerUser', MOST_DEVICES));
    const at = { nowMs: deps.clock.now(), window: 'near' } as const;
    if (deps.codes.spendTwo(serial, newest, codesIn(params), at) === undefined)
      return fail(invalidAuthenticationCode());
    const enabledAt = isoSeconds(deps.clock.now());
    const device: Device = { kind: 'totp', ...newest, enabledAt };
    deps.changeWorld(
      editAccount(caller.account.id, (account) =>
        editUser(user.value, (one) => ({ ...one, devices: [...one.devices, device] }))({
          ...account,
          unassignedDevices: account.unassignedDevices.filter((one) => !isIt(serial)(one)),
        }),
      ),
      seenAfter,
    );
    return ok('');
  };

/** A device of the user: seen by now, and not deactivated since. */
const deviceOf = (
  deps: ServiceDeps,
  caller: Caller,
  user: User,
  serial: string,
): Outcome<Device> => {
  const [seen, newest] = accounts(deps, caller).map(({ users }) =>
    users.find(({ id }) => id === user.id)?.devices.find(isIt(serial)),
  );
  return seen === undefined || newest === undefined
    ? fail(noSuchEntity(`MFA Device with serial number ${serial} invalid for user.`))
    : ok(newest);
};

const resyncMfaDevice =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [NAMED_USER_RULE, SERIAL_RULE, ...CODE_RULES]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, named(params), 'iam:ResyncMFADevice');
    if (!user.ok) return user;
    const serial = params.get('SerialNumber') ?? '';
    const device = deviceOf(deps, caller, user.value, serial);
    if (!device.ok) return device;
    if (device.value.kind !== 'totp') return fail(invalidAuthenticationCode());
    const at = { nowMs: deps.clock.now(), window: 'far' } as const;
    const ahead = deps.codes.spendTwo(serial, device.value, codesIn(params), at);
    if (ahead === undefined) return fail(invalidAuthenticationCode());
    deps.changeWorld(
      editAccount(
        caller.account.id,
        editUser(user.value, (one) => ({
          ...one,
          devices: one.devices.map((own) =>
            own.kind === 'totp' && isIt(serial)(own) ? { ...own, knownDriftSeconds: ahead } : own,
          ),
        })),
      ),
      seenAfter,
    );
    return ok('');
  };

const deactivateMfaDevice =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [USER_RULE, SERIAL_RULE]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, subjectName(params, caller), 'iam:DeactivateMFADevice');
    if (!user.ok) return user;
    const serial = params.get('SerialNumber') ?? '';
    const device = deviceOf(deps, caller, user.value, serial);
    if (!device.ok) return device;
    const virtual = device.value.kind === 'totp' && isVirtual(device.value);
    const freed = ({ kind: _kind, enabledAt: _at, ...rest }: Extract<Device, { kind: 'totp' }>) =>
      rest;
    const free = virtual && device.value.kind === 'totp' ? [freed(device.value)] : [];
    deps.changeWorld(
      editAccount(caller.account.id, (account) =>
        editUser(user.value, (one) => ({
          ...one,
          devices: one.devices.filter((own) => !isIt(serial)(own)),
        }))({ ...account, unassignedDevices: [...account.unassignedDevices, ...free] }),
      ),
      seenAfter,
    );
    return ok('');
  };

export const createIamDevices = (deps: ServiceDeps): Operations =>
  new Map([
    ['ListMFADevices', listMfaDevices(deps)],
    ['ListVirtualMFADevices', listVirtualMfaDevices(deps)],
    ['CreateVirtualMFADevice', createVirtualMfaDevice(deps)],
    ['DeleteVirtualMFADevice', deleteVirtualMfaDevice(deps)],
    ['EnableMFADevice', enableMfaDevice(deps)],
    ['ResyncMFADevice', resyncMfaDevice(deps)],
    ['DeactivateMFADevice', deactivateMfaDevice(deps)],
  ]);
