import { fail, ok } from '../../app/result.ts';
import { denialDocument } from './authorization-messages.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import { type Caller } from './caller.ts';
import { isoSeconds } from './clock.ts';
import {
  accessDenied,
  invalidClientToken,
  noSuchEntity,
  validationError,
  type Outcome,
} from './errors.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, numberParam, type Params, type Rule } from './params.ts';
import { roleArn, userArn, type Account, type User, type World } from './world.ts';
import { members, type XmlNode } from './xml.ts';

const NAME_PATTERN = String.raw`[\w+=,.@-]+`;
const USER_RULE: Rule = {
  field: 'UserName',
  kind: 'text',
  min: 1,
  max: 128,
  pattern: NAME_PATTERN,
};
const ROLE_RULE: Rule = {
  field: 'RoleName',
  kind: 'text',
  required: true,
  min: 1,
  max: 64,
  pattern: NAME_PATTERN,
};
const PAGE_RULES: readonly Rule[] = [
  { field: 'MaxItems', kind: 'number', min: 1, max: 1000 },
  { field: 'Marker', kind: 'text', min: 1, max: 320 },
];
const PAGE_SIZE = 100;

/**
 * IAM refuses credentials of GetSessionToken that were made without MFA, and all of
 * GetFederationToken, and says it with a code that reads like a wrong key (aws-rules, "Errors").
 */
export const iamRefusal = (caller: Caller): Outcome<undefined> => {
  const refused =
    caller.kind === 'federated' ||
    ('proof' in caller && caller.proof.kind === 'session' && caller.proof.mfaAt === undefined);
  return refused ? fail(invalidClientToken()) : ok(undefined);
};

const permit = (
  { clock, world }: ServiceDeps,
  caller: Caller,
  {
    action,
    resource,
    shown,
  }: { readonly action: string; readonly resource: string; readonly shown: string },
): Outcome<undefined> => {
  const context = requestContext(world(), caller, { now: clock.now() });
  const wish = { action, resource, context };
  const decision = decide(world(), caller, wish);
  if (decision.allowed) return ok(undefined);
  const told = { action, resource: shown, denial: decision };
  return fail(
    accessDenied(
      notAuthorized(world(), caller, told, { explain: true }),
      denialDocument(world(), caller, { wish, denial: decision, keys: [] }),
    ),
  );
};

/** The user a call is about: the named one, or the caller itself. */
const subjectName = (params: Params, caller: Caller): Outcome<string> => {
  const named = params.get('UserName');
  if (named !== undefined) return ok(named);
  return caller.kind === 'user'
    ? ok(caller.user.name)
    : fail(validationError('Must specify userName when calling with non-User credentials'));
};

const arnOfUser = (world: World, caller: Caller, name: string): string => {
  const user = caller.account.users.find((candidate) => candidate.name === name);
  return user === undefined
    ? `arn:${world.partition}:iam::${caller.account.id}:user/${name}`
    : userArn(world, caller.account, user);
};

const iamTime = (text: string): string => isoSeconds(Date.parse(text));

/** One page of a list, by MaxItems and Marker; the marker is the index of the next item. */
const page = (params: Params, name: string, items: readonly XmlNode[]): XmlNode => {
  const from = Number(params.get('Marker') ?? '0');
  const start = Number.isInteger(from) && from > 0 ? from : 0;
  const end = start + (numberParam(params, 'MaxItems') ?? PAGE_SIZE);
  const more = end < items.length;
  return {
    IsTruncated: more,
    [name]: members(items.slice(start, end)),
    ...(more ? { Marker: String(end) } : {}),
  };
};

const userFields = (
  world: World,
  account: Account,
  user: User,
): { readonly [name: string]: XmlNode } => ({
  Path: user.path,
  UserName: user.name,
  UserId: user.id,
  Arn: userArn(world, account, user),
  CreateDate: iamTime(user.createdAt),
});

const getUser =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [USER_RULE]);
    if (!valid.ok) return valid;
    const name = subjectName(params, caller);
    if (!name.ok) return name;
    const resource = arnOfUser(deps.world(), caller, name.value);
    const wish = { action: 'iam:GetUser', resource, shown: `user ${name.value}` };
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const user = caller.account.users.find((candidate) => candidate.name === name.value);
    if (user === undefined) {
      return fail(noSuchEntity(`The user with name ${name.value} cannot be found.`));
    }
    const tags = Object.entries(user.tags).map(([Key, Value]) => ({ Key, Value }));
    return ok({
      User: {
        ...userFields(deps.world(), caller.account, user),
        ...(tags.length === 0 ? {} : { Tags: members(tags) }),
      },
    });
  };

const PATH_RULE: Rule = { field: 'PathPrefix', kind: 'text', min: 1, max: 512 };

const listUsers =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [PATH_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const prefix = params.get('PathPrefix') ?? '/';
    const { account } = caller;
    const resource = `arn:${deps.world().partition}:iam::${account.id}:user${prefix}`;
    const permitted = permit(deps, caller, { action: 'iam:ListUsers', resource, shown: resource });
    if (!permitted.ok) return permitted;
    // AWS leaves tags out of lists.
    const users = account.users
      .filter(({ path }) => path.startsWith(prefix))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .map((user) => userFields(deps.world(), account, user));
    return ok(page(params, 'Users', users));
  };

const getRole =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [ROLE_RULE]);
    if (!valid.ok) return valid;
    const name = params.get('RoleName') ?? '';
    const role = caller.account.roles.find((candidate) => candidate.name === name);
    const resource =
      role === undefined
        ? `arn:${deps.world().partition}:iam::${caller.account.id}:role/${name}`
        : roleArn(deps.world(), caller.account, role);
    const wish = { action: 'iam:GetRole', resource, shown: `role ${name}` };
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    if (role === undefined) {
      return fail(noSuchEntity(`The role with name ${name} cannot be found.`));
    }
    return ok({
      Role: {
        Path: role.path,
        RoleName: role.name,
        RoleId: role.id,
        Arn: resource,
        CreateDate: iamTime(role.createdAt),
        AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trust)),
        ...(role.description === undefined ? {} : { Description: role.description }),
        MaxSessionDuration: role.maxSessionDuration,
      },
    });
  };

const listMfaDevices =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [USER_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const name = subjectName(params, caller);
    if (!name.ok) return name;
    const resource = arnOfUser(deps.world(), caller, name.value);
    const wish = { action: 'iam:ListMFADevices', resource, shown: `user ${name.value}` };
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const user = caller.account.users.find((candidate) => candidate.name === name.value);
    if (user === undefined) {
      return fail(noSuchEntity(`The user with name ${name.value} cannot be found.`));
    }
    const devices = user.devices.map((device) => ({
      UserName: user.name,
      SerialNumber: device.serial,
      EnableDate: iamTime(device.enabledAt),
    }));
    return ok(page(params, 'MFADevices', devices));
  };

const listAccountAliases =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, PAGE_RULES);
    if (!valid.ok) return valid;
    const wish = { action: 'iam:ListAccountAliases', resource: '*', shown: '*' };
    const permitted = permit(deps, caller, wish);
    return permitted.ok ? ok(page(params, 'AccountAliases', caller.account.aliases)) : permitted;
  };

export const IAM = { version: '2010-05-08', xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/' };

export const createIam = (deps: ServiceDeps): Operations =>
  new Map([
    ['GetUser', getUser(deps)],
    ['ListUsers', listUsers(deps)],
    ['GetRole', getRole(deps)],
    ['ListMFADevices', listMfaDevices(deps)],
    ['ListAccountAliases', listAccountAliases(deps)],
  ]);
