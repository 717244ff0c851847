import { assertNever } from '../../app/result.ts';
import type { IdentityPolicy, PrincipalNames } from './policy.ts';
import type { SessionSubject, SessionTag } from './sessions.ts';
import {
  assumedRoleArn,
  federatedUserArn,
  findAccount,
  policiesOf,
  roleArn,
  rootArn,
  userArn,
  type Account,
  type Device,
  type KeyOwner,
  type Role,
  type User,
  type World,
} from './world.ts';

/** How the user or root behind a call proved itself; `mfaAt` in milliseconds. */
export type Proof =
  | { readonly kind: 'long-term' }
  | { readonly kind: 'session'; readonly mfaAt: number | undefined };

/** Who signed a request, as the visible world knows it now. */
export type Caller =
  | {
      readonly kind: 'user';
      readonly account: Account;
      readonly user: User;
      readonly proof: Proof;
    }
  | { readonly kind: 'root'; readonly account: Account; readonly proof: Proof }
  | {
      readonly kind: 'role';
      readonly account: Account;
      readonly role: Role;
      readonly sessionName: string;
      readonly sessionPolicies: readonly IdentityPolicy[] | undefined;
      readonly sourceIdentity: string | undefined;
      readonly tags: readonly SessionTag[];
      readonly provider: string | undefined;
    }
  | {
      readonly kind: 'federated';
      readonly account: Account;
      /** Who called GetFederationToken; undefined: the account root. */
      readonly issuer: User | undefined;
      readonly name: string;
      readonly sessionPolicies: readonly IdentityPolicy[];
      readonly tags: readonly SessionTag[];
    };

export const callerOfKey = (owner: KeyOwner): Caller => ({
  ...owner,
  proof: { kind: 'long-term' },
});

/** Undefined when the user, role or account is gone from the visible world. */
export const callerOfSession = (world: World, subject: SessionSubject): Caller | undefined => {
  const account = findAccount(world, subject.accountId);
  if (account === undefined) return undefined;
  switch (subject.kind) {
    case 'root-session':
      return { kind: 'root', account, proof: { kind: 'session', mfaAt: subject.mfaAt } };
    case 'user-session': {
      const user = account.users.find(({ id }) => id === subject.userId);
      return (
        user && { kind: 'user', account, user, proof: { kind: 'session', mfaAt: subject.mfaAt } }
      );
    }
    case 'role-session': {
      const role = account.roles.find(({ id }) => id === subject.roleId);
      const { sessionName, sessionPolicies, sourceIdentity, tags, provider } = subject;
      const carried = { sessionName, sessionPolicies, sourceIdentity, tags, provider };
      return role && { kind: 'role', account, role, ...carried };
    }
    case 'federated-session': {
      const { userId, name, sessionPolicies, tags } = subject;
      const issuer = account.users.find(({ id }) => id === userId);
      if (userId !== undefined && issuer === undefined) return undefined;
      return { kind: 'federated', account, issuer, name, sessionPolicies, tags };
    }
    default:
      return assertNever(subject);
  }
};

/** The ARN GetCallerIdentity tells, and error texts name. */
export const callerArn = (world: World, caller: Caller): string => {
  switch (caller.kind) {
    case 'user':
      return userArn(world, caller.account, caller.user);
    case 'root':
      return rootArn(world, caller.account);
    case 'role':
      return assumedRoleArn(world, caller.account, caller.role, caller.sessionName);
    case 'federated':
      return federatedUserArn(world, caller.account, caller.name);
    default:
      return assertNever(caller);
  }
};

/** The UserId GetCallerIdentity tells. */
export const callerId = (caller: Caller): string => {
  switch (caller.kind) {
    case 'user':
      return caller.user.id;
    case 'root':
      return caller.account.id;
    case 'role':
      return `${caller.role.id}:${caller.sessionName}`;
    case 'federated':
      return `${caller.account.id}:${caller.name}`;
    default:
      return assertNever(caller);
  }
};

/** The names a trust policy may use for the caller. */
export const principalNames = (world: World, caller: Caller): PrincipalNames => {
  const accountId = caller.account.id;
  return caller.kind === 'role'
    ? {
        accountId,
        arn: roleArn(world, caller.account, caller.role),
        sessionArn: callerArn(world, caller),
      }
    : { accountId, arn: callerArn(world, caller) };
};

const EVERYTHING: readonly IdentityPolicy[] = [
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
];

/** The policies that give the caller its permissions; the root has everything. */
export const identityPolicies = (world: World, caller: Caller): readonly IdentityPolicy[] => {
  switch (caller.kind) {
    case 'user':
      return policiesOf(world, caller.user);
    case 'root':
      return EVERYTHING;
    case 'role':
      return policiesOf(world, caller.role);
    case 'federated':
      return caller.issuer === undefined ? EVERYTHING : policiesOf(world, caller.issuer);
    default:
      return assertNever(caller);
  }
};

/** Credentials STS gave out, as opposed to a long-term key. */
export const isTemporary = (caller: Caller): boolean =>
  !('proof' in caller) || caller.proof.kind === 'session';

const holderTags = (caller: Caller): Readonly<Record<string, string>> => {
  switch (caller.kind) {
    case 'user':
      return caller.user.tags;
    case 'role':
      return caller.role.tags;
    case 'federated':
      return caller.issuer?.tags ?? {};
    case 'root':
      return {};
    default:
      return assertNever(caller);
  }
};

/** `aws:PrincipalTag/…` by lower-case key: a session's tag wins over its user's or role's. */
export const principalTags = (caller: Caller): ReadonlyMap<string, string> =>
  new Map(
    [
      ...Object.entries(holderTags(caller)),
      ...('tags' in caller ? caller.tags : []).map(({ key, value }) => [key, value] as const),
    ].map(([key, value]) => [key.toLowerCase(), value]),
  );

/** The devices a caller may show a code of: its own; a role or federated user has none. */
export const devicesOf = (caller: Caller): readonly Device[] => {
  switch (caller.kind) {
    case 'user':
      return caller.user.devices;
    case 'root':
      return caller.account.root?.devices ?? [];
    case 'role':
    case 'federated':
      return [];
    default:
      return assertNever(caller);
  }
};
