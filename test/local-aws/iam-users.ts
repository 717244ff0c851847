import { fail, ok } from '../../app/result.ts';
import { isoSeconds } from './clock.ts';
import { deleteConflict, entityExists } from './errors.ts';
import {
  accounts,
  byName,
  editAccount,
  findUser,
  iamTime,
  NAMED_USER_RULE,
  page,
  PAGE_RULES,
  PATH_PREFIX_RULE,
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
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams } from './params.ts';
import { randomText } from './sessions.ts';
import { userArn, type Account, type User, type World } from './world.ts';
import type { XmlNode } from './xml.ts';

export const userFields = (
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
    const wish = wishAboutUser(deps.world(), caller, 'iam:GetUser', name.value);
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const user = findUser(deps, caller, name.value);
    if (!user.ok) return user;
    return ok({
      User: {
        ...userFields(deps.world(), caller.account, user.value),
        ...tagNodes(user.value.tags),
      },
    });
  };

const listUsers =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [PATH_PREFIX_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const prefix = params.get('PathPrefix') ?? '/';
    const { account } = caller;
    const resource = `arn:${deps.world().partition}:iam::${account.id}:user${prefix}`;
    const permitted = permit(deps, caller, { action: 'iam:ListUsers', resource, shown: resource });
    if (!permitted.ok) return permitted;
    // AWS leaves tags out of lists.
    const users = account.users
      .filter(({ path }) => path.startsWith(prefix))
      .toSorted(byName)
      .map((user) => userFields(deps.world(), account, user));
    return ok(page(params, 'Users', users));
  };

const createUser =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [{ ...NAMED_USER_RULE, max: 64 }, PATH_RULE, TAGS_RULE]);
    if (!valid.ok) return valid;
    const world = deps.world();
    const { account } = caller;
    const user: User = {
      name: params.get('UserName') ?? '',
      path: params.get('Path') ?? '/',
      id: `AIDA${randomText(17)}`,
      createdAt: isoSeconds(deps.clock.now()),
      keys: [],
      devices: [],
      policies: [],
      inlinePolicies: [],
      policyArns: [],
      tags: tagsOf(params),
    };
    const resource = userArn(world, account, user);
    const permitted = permitMaking(
      deps,
      caller,
      { action: 'iam:CreateUser', resource, shown: resource, requestTags: user.tags },
      'iam:TagUser',
    );
    if (!permitted.ok) return permitted;
    if (
      accounts(deps, caller).some(({ users }) =>
        users.some(({ name }) => sameName(name, user.name)),
      )
    )
      return fail(entityExists(`User with name ${user.name} already exists.`));
    deps.changeWorld(
      editAccount(account.id, (own) => ({ ...own, users: [...own.users, user] })),
      seenAfter,
    );
    return ok({ User: { ...userFields(world, account, user), ...tagNodes(user.tags) } });
  };

/** What of a user must go before the user does, in the words of AWS. */
const leftOf = ({
  keys,
  devices,
  policies,
  inlinePolicies,
  policyArns,
}: User): string | undefined => {
  if (keys.length > 0) return 'access keys';
  if (devices.length > 0) return 'MFA device';
  if (policies.length + inlinePolicies.length > 0) return 'policies';
  return policyArns.length > 0 ? 'attached policies' : undefined;
};

const deleteUser =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [NAMED_USER_RULE]);
    if (!valid.ok) return valid;
    const name = params.get('UserName') ?? '';
    const wish = wishAboutUser(deps.world(), caller, 'iam:DeleteUser', name);
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const user = findUser(deps, caller, name);
    if (!user.ok) return user;
    const left = accounts(deps, caller)
      .flatMap(({ users }) => users.filter(({ id }) => id === user.value.id))
      .map(leftOf)
      .find((what) => what !== undefined);
    if (left !== undefined)
      return fail(deleteConflict(`Cannot delete entity, must delete ${left} first.`));
    deps.changeWorld(
      editAccount(caller.account.id, (account) => ({
        ...account,
        users: account.users.filter(({ id }) => id !== user.value.id),
      })),
      seenAfter,
    );
    return ok('');
  };

export const createIamUsers = (deps: ServiceDeps): Operations =>
  new Map([
    ['GetUser', getUser(deps)],
    ['ListUsers', listUsers(deps)],
    ['CreateUser', createUser(deps)],
    ['DeleteUser', deleteUser(deps)],
  ]);
