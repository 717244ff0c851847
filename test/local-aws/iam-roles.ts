import { fail, ok } from '../../app/result.ts';
import { isoSeconds } from './clock.ts';
import { deleteConflict, entityExists, malformedPolicy } from './errors.ts';
import {
  accounts,
  byName,
  editAccount,
  findRoleNamed,
  iamTime,
  page,
  PAGE_RULES,
  PATH_PREFIX_RULE,
  PATH_RULE,
  permit,
  permitMaking,
  ROLE_RULE,
  sameName,
  TAGS_RULE,
  tagNodes,
  tagsOf,
  wishAboutRole,
} from './iam-common.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, numberParam, type Rule } from './params.ts';
import { jsonOf, list, trustPolicySchema, type TrustPolicy } from './policy.ts';
import { randomText } from './sessions.ts';
import { findAccount, roleArn, userArn, type Account, type Role, type World } from './world.ts';
import type { XmlNode } from './xml.ts';

const HOUR = 3600;
const CREATE_RULES: readonly Rule[] = [
  ROLE_RULE,
  PATH_RULE,
  TAGS_RULE,
  { field: 'AssumeRolePolicyDocument', kind: 'text', required: true, min: 1, max: 131_072 },
  { field: 'Description', kind: 'text', max: 1000 },
  { field: 'MaxSessionDuration', kind: 'number', min: HOUR, max: 12 * HOUR },
];

/** Lists leave tags out. */
const roleFields = (
  world: World,
  account: Account,
  role: Role,
): { readonly [name: string]: XmlNode } => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(world, account, role),
  CreateDate: iamTime(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trust)),
  ...(role.description === undefined ? {} : { Description: role.description }),
  MaxSessionDuration: role.maxSessionDuration,
});

const getRole =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [ROLE_RULE]);
    if (!valid.ok) return valid;
    const name = params.get('RoleName') ?? '';
    const wish = wishAboutRole(deps.world(), caller, 'iam:GetRole', name);
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const role = findRoleNamed(deps, caller, name);
    if (!role.ok) return role;
    const fields = roleFields(deps.world(), caller.account, role.value);
    return ok({ Role: { ...fields, ...tagNodes(role.value.tags) } });
  };

const listRoles =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [PATH_PREFIX_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const prefix = params.get('PathPrefix') ?? '/';
    const { account } = caller;
    const resource = `arn:${deps.world().partition}:iam::${account.id}:role${prefix}`;
    const permitted = permit(deps, caller, { action: 'iam:ListRoles', resource, shown: resource });
    if (!permitted.ok) return permitted;
    const roles = account.roles
      .filter(({ path }) => path.startsWith(prefix))
      .toSorted(byName)
      .map((role) => roleFields(deps.world(), account, role));
    return ok(page(params, 'Roles', roles));
  };

const isKnown = (world: World, principal: string): boolean => {
  if (principal === '*' || /^arn:[^:]+:sts::/.test(principal)) return true;
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
  if (account !== undefined) return findAccount(world, account) !== undefined;
  return world.accounts.some(
    (one) =>
      one.users.some((user) => userArn(world, one, user) === principal) ||
      one.roles.some((role) => roleArn(world, one, role) === principal),
  );
};

/** A trust policy names only accounts, users and roles that are seen by now: AWS looks them up. */
const unknownPrincipal = (world: World, { Statement }: TrustPolicy): string | undefined =>
  list(Statement)
    .flatMap(({ Principal }) => (Principal === '*' ? [] : list(Principal.AWS)))
    .find((principal) => !isKnown(world, principal));

const createRole =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, CREATE_RULES);
    if (!valid.ok) return valid;
    const world = deps.world();
    const { account } = caller;
    const tags = tagsOf(params);
    const name = params.get('RoleName') ?? '';
    const path = params.get('Path') ?? '/';
    const resource = `arn:${world.partition}:iam::${account.id}:role${path}${name}`;
    const permitted = permitMaking(
      deps,
      caller,
      { action: 'iam:CreateRole', resource, shown: resource, requestTags: tags },
      'iam:TagRole',
    );
    if (!permitted.ok) return permitted;
    const trust = trustPolicySchema.safeParse(jsonOf(params.get('AssumeRolePolicyDocument') ?? ''));
    if (!trust.success) return fail(malformedPolicy('Syntax errors in policy.'));
    const unknown = unknownPrincipal(world, trust.data);
    if (unknown !== undefined)
      return fail(malformedPolicy(`Invalid principal in policy: "AWS":"${unknown}"`));
    if (accounts(deps, caller).some(({ roles }) => roles.some((one) => sameName(one.name, name))))
      return fail(entityExists(`Role with name ${name} already exists.`));
    const description = params.get('Description');
    const role: Role = {
      name,
      path,
      id: `AROA${randomText(17)}`,
      createdAt: isoSeconds(deps.clock.now()),
      ...(description === undefined ? {} : { description }),
      trust: trust.data,
      policies: [],
      inlinePolicies: [],
      policyArns: [],
      maxSessionDuration: numberParam(params, 'MaxSessionDuration') ?? HOUR,
      tags,
    };
    deps.changeWorld(
      editAccount(account.id, (own) => ({ ...own, roles: [...own.roles, role] })),
      seenAfter,
    );
    return ok({ Role: { ...roleFields(world, account, role), ...tagNodes(tags) } });
  };

const hasPolicies = ({ policies, inlinePolicies, policyArns }: Role): boolean =>
  policies.length + inlinePolicies.length + policyArns.length > 0;

const deleteRole =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [ROLE_RULE]);
    if (!valid.ok) return valid;
    const name = params.get('RoleName') ?? '';
    const wish = wishAboutRole(deps.world(), caller, 'iam:DeleteRole', name);
    const permitted = permit(deps, caller, wish);
    if (!permitted.ok) return permitted;
    const role = findRoleNamed(deps, caller, name);
    if (!role.ok) return role;
    const isIt = ({ id }: Role): boolean => id === role.value.id;
    if (
      accounts(deps, caller).some(({ roles }) => roles.some((one) => isIt(one) && hasPolicies(one)))
    )
      return fail(deleteConflict('Cannot delete entity, must delete policies first.'));
    deps.changeWorld(
      editAccount(caller.account.id, (account) => ({
        ...account,
        roles: account.roles.filter((one) => !isIt(one)),
      })),
      seenAfter,
    );
    return ok('');
  };

export const createIamRoles = (deps: ServiceDeps): Operations =>
  new Map([
    ['GetRole', getRole(deps)],
    ['ListRoles', listRoles(deps)],
    ['CreateRole', createRole(deps)],
    ['DeleteRole', deleteRole(deps)],
  ]);
