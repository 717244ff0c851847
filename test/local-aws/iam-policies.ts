import { fail, ok } from '../../app/result.ts';
import type { Caller } from './caller.ts';
import { malformedPolicy, noSuchEntity, type AwsError, type Outcome } from './errors.ts';
import {
  editAccount,
  editRole,
  editUser,
  findRoleNamed,
  findUser,
  NAMED_USER_RULE,
  nameRule,
  page,
  PAGE_RULES,
  permit,
  ROLE_RULE,
  wishAboutRole,
  wishAboutUser,
  type IamWish,
} from './iam-common.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, type Rule } from './params.ts';
import { identityPolicySchema, jsonOf } from './policy.ts';
import type { Account, User, World } from './world.ts';

/**
 * Policies written into users and roles, by name. Those a world was given without a name are in force, but not listed
 * here, and in the way of who deletes their user or role.
 */

type Inline = User['inlinePolicies'];

/** A user or role: what both do alike with their policies. */
type Holding = {
  readonly noun: 'User' | 'Role';
  readonly rule: Rule;
  /** Bytes all its policies may have together. */
  readonly room: number;
  wish(world: World, caller: Caller, action: string, name: string): IamWish;
  find(
    deps: ServiceDeps,
    caller: Caller,
    name: string,
  ): Outcome<{
    readonly inline: Inline;
    edit(change: (inline: Inline) => Inline): (account: Account) => Account;
  }>;
};

const USERS: Holding = {
  noun: 'User',
  rule: NAMED_USER_RULE,
  room: 2048,
  wish: wishAboutUser,
  find: (deps, caller, name) => {
    const user = findUser(deps, caller, name);
    if (!user.ok) return user;
    return ok({
      inline: user.value.inlinePolicies,
      edit: (change) =>
        editUser(user.value, (one) => ({ ...one, inlinePolicies: change(one.inlinePolicies) })),
    });
  },
};

const ROLES: Holding = {
  noun: 'Role',
  rule: ROLE_RULE,
  room: 10_240,
  wish: wishAboutRole,
  find: (deps, caller, name) => {
    const role = findRoleNamed(deps, caller, name);
    if (!role.ok) return role;
    return ok({
      inline: role.value.inlinePolicies,
      edit: (change) =>
        editRole(role.value, (one) => ({ ...one, inlinePolicies: change(one.inlinePolicies) })),
    });
  },
};

const POLICY_RULE = nameRule('PolicyName', 128, true);
const DOCUMENT_RULE: Rule = {
  field: 'PolicyDocument',
  kind: 'text',
  required: true,
  min: 1,
  max: 131_072,
};

const tooLarge = ({ noun, room }: Holding, name: string): AwsError => ({
  status: 409,
  code: 'LimitExceeded',
  message: `Maximum policy size of ${room} bytes exceeded for ${noun.toLowerCase()} ${name}`,
  fault: 'Sender',
});

const holderOf = (
  deps: ServiceDeps,
  caller: Caller,
  holding: Holding,
  { action, name }: { readonly action: string; readonly name: string },
): ReturnType<Holding['find']> => {
  const permitted = permit(deps, caller, holding.wish(deps.world(), caller, action, name));
  return permitted.ok ? holding.find(deps, caller, name) : permitted;
};

const put =
  (deps: ServiceDeps, holding: Holding): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [holding.rule, POLICY_RULE, DOCUMENT_RULE]);
    if (!valid.ok) return valid;
    const name = params.get(holding.rule.field) ?? '';
    const action = `iam:Put${holding.noun}Policy`;
    const holder = holderOf(deps, caller, holding, { action, name });
    if (!holder.ok) return holder;
    const document = identityPolicySchema.safeParse(jsonOf(params.get('PolicyDocument') ?? ''));
    if (!document.success) return fail(malformedPolicy('Syntax errors in policy.'));
    const policy = { name: params.get('PolicyName') ?? '', document: document.data };
    const others = (inline: Inline): Inline => inline.filter((one) => one.name !== policy.name);
    const size = [...others(holder.value.inline), policy]
      .map((one) => JSON.stringify(one.document).length)
      .reduce((sum, length) => sum + length, 0);
    if (size > holding.room) return fail(tooLarge(holding, name));
    const change = holder.value.edit((inline) => [...others(inline), policy]);
    deps.changeWorld(editAccount(caller.account.id, change), seenAfter);
    return ok('');
  };

const remove =
  (deps: ServiceDeps, holding: Holding): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [holding.rule, POLICY_RULE]);
    if (!valid.ok) return valid;
    const name = params.get(holding.rule.field) ?? '';
    const action = `iam:Delete${holding.noun}Policy`;
    const holder = holderOf(deps, caller, holding, { action, name });
    if (!holder.ok) return holder;
    const policy = params.get('PolicyName') ?? '';
    if (!holder.value.inline.some((one) => one.name === policy)) {
      const noun = holding.noun.toLowerCase();
      return fail(noSuchEntity(`The ${noun} policy with name ${policy} cannot be found.`));
    }
    const change = holder.value.edit((inline) => inline.filter((one) => one.name !== policy));
    deps.changeWorld(editAccount(caller.account.id, change), seenAfter);
    return ok('');
  };

/** Lists what is seen by now. */
const names =
  (deps: ServiceDeps, holding: Holding): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [holding.rule, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const name = params.get(holding.rule.field) ?? '';
    const action = `iam:List${holding.noun}Policies`;
    const holder = holderOf(deps, caller, holding, { action, name });
    if (!holder.ok) return holder;
    const { users, roles } = caller.account;
    const seen = (holding.noun === 'User' ? users : roles).find((one) => one.name === name);
    const listed = (seen?.inlinePolicies ?? []).map((policy) => policy.name).toSorted();
    return ok(page(params, 'PolicyNames', listed));
  };

export const createIamPolicies = (deps: ServiceDeps): Operations =>
  new Map([
    ['PutUserPolicy', put(deps, USERS)],
    ['DeleteUserPolicy', remove(deps, USERS)],
    ['ListUserPolicies', names(deps, USERS)],
    ['PutRolePolicy', put(deps, ROLES)],
    ['DeleteRolePolicy', remove(deps, ROLES)],
    ['ListRolePolicies', names(deps, ROLES)],
  ]);
