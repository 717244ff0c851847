import { fail, ok } from '../../app/result.ts';
import { denialDocument } from './authorization-messages.ts';
import { decide, notAuthorized, requestContext } from './authorize.ts';
import type { Caller } from './caller.ts';
import { isoSeconds } from './clock.ts';
import { accessDenied, noSuchEntity, validationError, type Outcome } from './errors.ts';
import type { ServiceDeps } from './operation.ts';
import { listParam, numberParam, type Params, type Rule } from './params.ts';
import type { WorldChange } from './world-history.ts';
import {
  findAccount,
  roleArn,
  userArn,
  type Account,
  type Role,
  type User,
  type World,
} from './world.ts';
import { members, type XmlNode } from './xml.ts';

/** What the operations of IAM have in common. */

const NAME_PATTERN = String.raw`[\w+=,.@-]+`;

/** A field that names a user, a role, a policy or a device. */
export const nameRule = (field: string, max: number, required: boolean): Rule => ({
  field,
  kind: 'text',
  required,
  min: 1,
  max,
  pattern: NAME_PATTERN,
});

export const USER_RULE = nameRule('UserName', 128, false);
export const NAMED_USER_RULE = nameRule('UserName', 128, true);
export const ROLE_RULE = nameRule('RoleName', 64, true);
export const PAGE_RULES: readonly Rule[] = [
  { field: 'MaxItems', kind: 'number', min: 1, max: 1000 },
  { field: 'Marker', kind: 'text', min: 1, max: 320 },
];
export const PATH_PREFIX_RULE: Rule = { field: 'PathPrefix', kind: 'text', min: 1, max: 512 };
export const PATH_RULE: Rule = {
  field: 'Path',
  kind: 'text',
  min: 1,
  max: 512,
  pattern: String.raw`(/)|(/[\x21-\x7E]+/)`,
};
export const TAGS_RULE: Rule = { field: 'Tags', kind: 'list', max: 50 };
const PAGE_SIZE = 100;

type Tags = Readonly<Record<string, string>>;

export type IamWish = {
  readonly action: string;
  readonly resource: string;
  /** The resource as the refusal names it: `user ada`. */
  readonly shown: string;
  /** Of the resource, where it is there. */
  readonly resourceTags?: Tags;
  /** That the request wants to set. */
  readonly requestTags?: Tags;
};

const tagKeys = ({ resourceTags = {}, requestTags = {} }: IamWish) => {
  const named = (prefix: string, tags: Tags) =>
    Object.entries(tags).map(
      ([key, value]) => [`${prefix}/${key.toLowerCase()}`, [value]] as const,
    );
  const keys = Object.keys(requestTags);
  return [
    ...named('aws:resourcetag', resourceTags),
    ...named('iam:resourcetag', resourceTags),
    ...named('aws:requesttag', requestTags),
    ...(keys.length === 0 ? [] : [['aws:tagkeys', keys] as const]),
  ];
};

/** Whether policies let the caller do it; the refusal says why not. */
export const permit = (
  { clock, world }: ServiceDeps,
  caller: Caller,
  asked: IamWish,
): Outcome<undefined> => {
  const { action, resource, shown } = asked;
  const context = requestContext(world(), caller, { now: clock.now(), extra: tagKeys(asked) });
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

/** What is made with tags needs the permission to tag as well. */
export const permitMaking = (
  deps: ServiceDeps,
  caller: Caller,
  wish: IamWish,
  tagging: string,
): Outcome<undefined> => {
  const made = permit(deps, caller, wish);
  if (!made.ok || Object.keys(wish.requestTags ?? {}).length === 0) return made;
  return permit(deps, caller, { ...wish, action: tagging });
};

export const tagsOf = (params: Params): Tags =>
  Object.fromEntries(
    listParam(params, 'Tags').map((item) => [item.get('Key') ?? '', item.get('Value') ?? '']),
  );

export const tagNodes = (tags: Tags): { readonly [name: string]: XmlNode } => {
  const nodes = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return nodes.length === 0 ? {} : { Tags: members(nodes) };
};

/** The user a call is about: the named one, or the caller itself. */
export const subjectName = (params: Params, caller: Caller): Outcome<string> => {
  const named = params.get('UserName');
  if (named !== undefined) return ok(named);
  return caller.kind === 'user'
    ? ok(caller.user.name)
    : fail(validationError('Must specify userName when calling with non-User credentials'));
};

export const iamTime = (text: string): string => isoSeconds(Date.parse(text));

/** One page of a list, by MaxItems and Marker; the marker is the index of the next item. */
export const page = (params: Params, name: string, items: readonly XmlNode[]): XmlNode => {
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

export const byName = (left: { readonly name: string }, right: { readonly name: string }): number =>
  left.name < right.name ? -1 : 1;

/** Names of IAM differ by more than case. */
export const sameName = (left: string, right: string): boolean =>
  left.toLowerCase() === right.toLowerCase();

/** The caller's account as seen now, and as it will be seen: a name is taken and a thing in use by either. */
export const accounts = (deps: ServiceDeps, caller: Caller): readonly Account[] =>
  [deps.world(), deps.newestWorld()].flatMap(
    (world) => findAccount(world, caller.account.id) ?? [],
  );

/** A user of the caller's account: seen by now, and not removed since. */
export const findUser = (deps: ServiceDeps, caller: Caller, name: string): Outcome<User> => {
  const [seen, newest] = accounts(deps, caller).map(({ users }) =>
    users.find((user) => user.name === name),
  );
  return seen === undefined || newest === undefined
    ? fail(noSuchEntity(`The user with name ${name} cannot be found.`))
    : ok(newest);
};

/** A role of the caller's account: seen by now, and not removed since. */
export const findRoleNamed = (deps: ServiceDeps, caller: Caller, name: string): Outcome<Role> => {
  const [seen, newest] = accounts(deps, caller).map(({ roles }) =>
    roles.find((role) => role.name === name),
  );
  return seen === undefined || newest === undefined
    ? fail(noSuchEntity(`The role with name ${name} cannot be found.`))
    : ok(newest);
};

/** The wish to do something to a user, whether there is one of that name or not. */
export const wishAboutUser = (
  world: World,
  caller: Caller,
  action: string,
  name: string,
): IamWish => {
  const user = caller.account.users.find((candidate) => candidate.name === name);
  return {
    action,
    resource:
      user === undefined
        ? `arn:${world.partition}:iam::${caller.account.id}:user/${name}`
        : userArn(world, caller.account, user),
    shown: `user ${name}`,
    ...(user === undefined ? {} : { resourceTags: user.tags }),
  };
};

/** The same to a role. */
export const wishAboutRole = (
  world: World,
  caller: Caller,
  action: string,
  name: string,
): IamWish => {
  const role = caller.account.roles.find((candidate) => candidate.name === name);
  return {
    action,
    resource:
      role === undefined
        ? `arn:${world.partition}:iam::${caller.account.id}:role/${name}`
        : roleArn(world, caller.account, role),
    shown: `role ${name}`,
    ...(role === undefined ? {} : { resourceTags: role.tags }),
  };
};

/** A change of one account; of a world without it nothing changes. */
export const editAccount =
  (id: string, edit: (account: Account) => Account): WorldChange =>
  (world) => ({
    ...world,
    accounts: world.accounts.map((account) => (account.id === id ? edit(account) : account)),
  });

/** A change of one user, by id: another of the same name is somebody else. */
export const editUser =
  (user: User, edit: (user: User) => User) =>
  (account: Account): Account => ({
    ...account,
    users: account.users.map((one) => (one.id === user.id ? edit(one) : one)),
  });

export const editRole =
  (role: Role, edit: (role: Role) => Role) =>
  (account: Account): Account => ({
    ...account,
    roles: account.roles.map((one) => (one.id === role.id ? edit(one) : one)),
  });
