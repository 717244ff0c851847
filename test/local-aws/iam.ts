import { fail, ok } from '../../app/result.ts';
import type { Caller } from './caller.ts';
import { invalidClientToken, type Outcome } from './errors.ts';
import { page, PAGE_RULES, permit } from './iam-common.ts';
import { createIamDevices } from './iam-devices.ts';
import { createIamKeys } from './iam-keys.ts';
import { createIamPolicies } from './iam-policies.ts';
import { createIamRoles } from './iam-roles.ts';
import { createIamUsers } from './iam-users.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams } from './params.ts';

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
    ...createIamUsers(deps),
    ...createIamRoles(deps),
    ...createIamPolicies(deps),
    ...createIamKeys(deps),
    ...createIamDevices(deps),
    ['ListAccountAliases', listAccountAliases(deps)],
  ]);
