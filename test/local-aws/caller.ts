import { assertNever } from '../../app/result.ts';
import type { IdentityPolicy, PrincipalNames } from './policy.ts';
import type { SessionSubject, SessionTag } from './sessions.ts';
import {
  assumedRoleArn,
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
      const { sessionName, sessionPolicies, sourceIdentity, tags } = subject;
      return (
        role && { kind: 'role', account, role, sessionName, sessionPolicies, sourceIdentity, tags }
      );
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

/** The policies that give the caller its permissions; the root has everything. */
export const identityPolicies = (world: World, caller: Caller): readonly IdentityPolicy[] => {
  switch (caller.kind) {
    case 'user':
      return policiesOf(world, caller.user);
    case 'root':
      return [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      ];
    case 'role':
      return policiesOf(world, caller.role);
    default:
      return assertNever(caller);
  }
};

/** Credentials of GetSessionToken or AssumeRole, as opposed to a long-term key. */
export const isTemporary = (caller: Caller): boolean =>
  caller.kind === 'role' || caller.proof.kind === 'session';

/** The devices a caller may show a code of: its own; a role has none. */
export const devicesOf = (caller: Caller): readonly Device[] => {
  switch (caller.kind) {
    case 'user':
      return caller.user.devices;
    case 'root':
      return caller.account.root?.devices ?? [];
    case 'role':
      return [];
    default:
      return assertNever(caller);
  }
};
