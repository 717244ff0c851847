import { fail, ok } from '../../app/result.ts';
import type { Caller } from './caller.ts';
import { isoSeconds } from './clock.ts';
import { limitExceeded, noSuchEntity, type Outcome } from './errors.ts';
import {
  accounts,
  editAccount,
  editUser,
  findUser,
  iamTime,
  page,
  PAGE_RULES,
  permit,
  subjectName,
  USER_RULE,
  wishAboutUser,
} from './iam-common.ts';
import type { Operation, Operations, ServiceDeps } from './operation.ts';
import { checkParams, type Params, type Rule } from './params.ts';
import { awkwardBase64, randomText } from './sessions.ts';
import type { AccessKey, User } from './world.ts';

const MOST_KEYS = 2;
/** Bytes; 40 characters. */
const SECRET_BYTES = 30;
const KEY_RULE: Rule = {
  field: 'AccessKeyId',
  kind: 'text',
  required: true,
  min: 16,
  max: 128,
  pattern: String.raw`[\w]+`,
};
const STATUS_RULE: Rule = {
  field: 'Status',
  kind: 'text',
  required: true,
  pattern: 'Active|Inactive|Expired',
};

const statusOf = ({ active }: AccessKey): string => (active ? 'Active' : 'Inactive');

/** The user whose keys a call is about, once it is permitted. */
const holderOf = (
  deps: ServiceDeps,
  caller: Caller,
  params: Params,
  action: string,
): Outcome<User> => {
  const name = subjectName(params, caller);
  if (!name.ok) return name;
  const permitted = permit(deps, caller, wishAboutUser(deps.world(), caller, action, name.value));
  return permitted.ok ? findUser(deps, caller, name.value) : permitted;
};

/** A key of a user: seen by now, and not removed since. */
const keyOf = (
  deps: ServiceDeps,
  caller: Caller,
  user: User,
  params: Params,
): Outcome<AccessKey> => {
  const id = params.get('AccessKeyId') ?? '';
  const [seen, newest] = accounts(deps, caller).map(({ users }) =>
    users.find((one) => one.id === user.id)?.keys.find((key) => key.id === id),
  );
  return seen === undefined || newest === undefined
    ? fail(noSuchEntity(`The Access Key with id ${id} cannot be found.`))
    : ok(newest);
};

const listAccessKeys =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [USER_RULE, ...PAGE_RULES]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, params, 'iam:ListAccessKeys');
    if (!user.ok) return user;
    const seen = caller.account.users.find(({ id }) => id === user.value.id);
    const keys = (seen?.keys ?? []).map((key) => ({
      UserName: user.value.name,
      AccessKeyId: key.id,
      Status: statusOf(key),
      CreateDate: iamTime(key.createdAt),
    }));
    return ok(page(params, 'AccessKeyMetadata', keys));
  };

const createAccessKey =
  (deps: ServiceDeps): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [USER_RULE]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, params, 'iam:CreateAccessKey');
    if (!user.ok) return user;
    const held = accounts(deps, caller).flatMap(
      ({ users }) => users.find(({ id }) => id === user.value.id)?.keys.map(({ id }) => id) ?? [],
    );
    if (new Set(held).size >= MOST_KEYS) return fail(limitExceeded('AccessKeysPerUser', MOST_KEYS));
    const key: AccessKey = {
      id: `AKIA${randomText(16)}`,
      secret: awkwardBase64(SECRET_BYTES),
      active: true,
      createdAt: isoSeconds(deps.clock.now()),
    };
    deps.changeWorld(
      editAccount(
        caller.account.id,
        editUser(user.value, (one) => ({ ...one, keys: [...one.keys, key] })),
      ),
      seenAfter,
    );
    return ok({
      AccessKey: {
        UserName: user.value.name,
        AccessKeyId: key.id,
        Status: statusOf(key),
        SecretAccessKey: key.secret,
        CreateDate: key.createdAt,
      },
    });
  };

const changeKey =
  (
    deps: ServiceDeps,
    {
      action,
      rules,
      change,
    }: {
      readonly action: string;
      readonly rules: readonly Rule[];
      readonly change: (key: AccessKey, params: Params) => readonly AccessKey[];
    },
  ): Operation =>
  (params, caller, { seenAfter }) => {
    const valid = checkParams(params, [USER_RULE, KEY_RULE, ...rules]);
    if (!valid.ok) return valid;
    const user = holderOf(deps, caller, params, action);
    if (!user.ok) return user;
    const key = keyOf(deps, caller, user.value, params);
    if (!key.ok) return key;
    deps.changeWorld(
      editAccount(
        caller.account.id,
        editUser(user.value, (one) => ({
          ...one,
          keys: one.keys.flatMap((own) => (own.id === key.value.id ? change(own, params) : [own])),
        })),
      ),
      seenAfter,
    );
    return ok('');
  };

const getAccessKeyLastUsed =
  (deps: ServiceDeps): Operation =>
  (params, caller) => {
    const valid = checkParams(params, [KEY_RULE]);
    if (!valid.ok) return valid;
    const id = params.get('AccessKeyId') ?? '';
    const user = caller.account.users.find(({ keys }) => keys.some((key) => key.id === id));
    // A key AWS does not know is refused like one of somebody else's.
    const name = user?.name ?? '';
    const wish = wishAboutUser(deps.world(), caller, 'iam:GetAccessKeyLastUsed', name);
    const permitted = permit(deps, caller, { ...wish, shown: `access key ${id}` });
    if (!permitted.ok) return permitted;
    if (user === undefined)
      return fail(noSuchEntity(`The Access Key with id ${id} cannot be found.`));
    const use = deps.keyUses.get(id);
    return ok({
      UserName: user.name,
      AccessKeyLastUsed: {
        ...(use === undefined ? {} : { LastUsedDate: isoSeconds(use.at) }),
        ServiceName: use?.service ?? 'N/A',
        Region: use?.region ?? 'N/A',
      },
    });
  };

export const createIamKeys = (deps: ServiceDeps): Operations =>
  new Map([
    ['ListAccessKeys', listAccessKeys(deps)],
    ['CreateAccessKey', createAccessKey(deps)],
    [
      'UpdateAccessKey',
      changeKey(deps, {
        action: 'iam:UpdateAccessKey',
        rules: [STATUS_RULE],
        change: (key, params) => [{ ...key, active: params.get('Status') === 'Active' }],
      }),
    ],
    [
      'DeleteAccessKey',
      changeKey(deps, { action: 'iam:DeleteAccessKey', rules: [], change: () => [] }),
    ],
    ['GetAccessKeyLastUsed', getAccessKeyLastUsed(deps)],
  ]);
