import { assertNever } from '../../app/result.ts';
import {
  callerArn,
  callerId,
  identityPolicies,
  principalNames,
  principalTags,
  type Caller,
} from './caller.ts';
import { isoSeconds } from './clock.ts';
import { judgeIdentity, judgeTrust, type Verdict, type Wish } from './policy.ts';
import type { Context } from './wildcard.ts';
import type { Account, Role, World } from './world.ts';

/** Why a wish was denied: an explicit denial, or no policy of that type allowing it. */
export type Denial = {
  readonly explicit: boolean;
  readonly policyType: 'identity-based' | 'session' | 'resource-based';
};

export type Decision = { readonly allowed: true } | ({ readonly allowed: false } & Denial);

const ALLOWED: Decision = { allowed: true };

const denied = (explicit: boolean, policyType: Denial['policyType']): Decision => ({
  allowed: false,
  explicit,
  policyType,
});

/**
 * MFA as policies see it. Present for calls that carry a code and for sessions (false for a session
 * made without one); absent for long-term keys and always for roles and federated users, so that `Bool`
 * and `BoolIfExists` tell them apart.
 */
const mfaContext = (
  caller: Caller,
  now: number,
  shownNow: boolean,
): readonly (readonly [string, string])[] => {
  if (shownNow) {
    return [
      ['aws:multifactorauthpresent', 'true'],
      ['aws:multifactorauthage', '0'],
    ];
  }
  if (!('proof' in caller) || caller.proof.kind === 'long-term') return [];
  const { mfaAt } = caller.proof;
  if (mfaAt === undefined) return [['aws:multifactorauthpresent', 'false']];
  return [
    ['aws:multifactorauthpresent', 'true'],
    ['aws:multifactorauthage', String(Math.max(0, Math.floor((now - mfaAt) / 1000)))],
  ];
};

const callerContext = (world: World, caller: Caller): readonly (readonly [string, string])[] => {
  const names = principalNames(world, caller);
  const all = [
    ['aws:principalarn', names.arn],
    ['aws:principalaccount', names.accountId],
    ['aws:userid', callerId(caller)],
    ...[...principalTags(caller)].map(
      ([key, value]) => [`aws:principaltag/${key}`, value] as const,
    ),
  ] as const;
  switch (caller.kind) {
    case 'user':
      return [...all, ['aws:principaltype', 'User'], ['aws:username', caller.user.name]];
    case 'root':
      return [...all, ['aws:principaltype', 'Account']];
    case 'role':
      return [
        ...all,
        ['aws:principaltype', 'AssumedRole'],
        ...(caller.sourceIdentity === undefined
          ? []
          : [['aws:sourceidentity', caller.sourceIdentity] as const]),
        ...(caller.provider === undefined
          ? []
          : [['aws:federatedprovider', caller.provider] as const]),
      ];
    case 'federated':
      return [...all, ['aws:principaltype', 'FederatedUser']];
    default:
      return assertNever(caller);
  }
};

/** The condition keys of one request. `extra` are the operation's own keys, in lower case. */
export const requestContext = (
  world: World,
  caller: Caller,
  {
    now,
    mfaShownNow = false,
    extra = [],
  }: {
    readonly now: number;
    readonly mfaShownNow?: boolean;
    readonly extra?: readonly (readonly [string, readonly string[]])[];
  },
): Context =>
  new Map<string, readonly string[]>([
    ['aws:currenttime', [isoSeconds(now)]],
    ['aws:epochtime', [String(Math.floor(now / 1000))]],
    ...[...callerContext(world, caller), ...mfaContext(caller, now, mfaShownNow)].map(
      ([key, value]) => [key, [value]] as const,
    ),
    ...extra,
  ]);

const sessionVerdict = (caller: Caller, wish: Wish): Verdict =>
  'sessionPolicies' in caller && caller.sessionPolicies !== undefined
    ? judgeIdentity(caller.sessionPolicies, wish)
    : 'allow';

/** Identity policies, narrowed by session policies: a denial in either wins, both must allow. */
export const decide = (world: World, caller: Caller, wish: Wish): Decision => {
  const own = judgeIdentity(identityPolicies(world, caller), wish);
  const session = sessionVerdict(caller, wish);
  if (own === 'deny') return denied(true, 'identity-based');
  if (session === 'deny') return denied(true, 'session');
  if (own === 'silent') return denied(false, 'identity-based');
  if (session === 'silent') return denied(false, 'session');
  return ALLOWED;
};

/**
 * Whether a role may be assumed. Within one account a trust policy that names the caller is enough;
 * one that names only the account, or another account's caller, needs identity policies too.
 */
export const decideTrust = (
  world: World,
  caller: Caller,
  target: { readonly account: Account; readonly role: Role },
  wish: Wish,
): Decision => {
  const own = decide(world, caller, wish);
  if (!own.allowed && own.explicit) return own;
  const trust = judgeTrust(target.role.trust, principalNames(world, caller), wish);
  switch (trust.kind) {
    case 'deny':
      return denied(true, 'resource-based');
    case 'silent':
      return denied(false, 'resource-based');
    case 'allow': {
      if (caller.account.id !== target.account.id || trust.grade === 'account') return own;
      if (trust.grade === 'session' || sessionVerdict(caller, wish) === 'allow') return ALLOWED;
      return denied(false, 'session');
    }
    default:
      return assertNever(trust);
  }
};

/** The condition keys of a call nobody signed: an identity provider vouches for who makes it. */
export const unsignedContext = (
  now: number,
  provider: string,
  extra: readonly (readonly [string, readonly string[]])[],
): Context =>
  new Map<string, readonly string[]>([
    ['aws:currenttime', [isoSeconds(now)]],
    ['aws:epochtime', [String(Math.floor(now / 1000))]],
    ['aws:federatedprovider', [provider]],
    ...extra,
  ]);

/** "User: … is not authorized to perform: … on resource: …", with the reason where AWS gives one. */
export const notAuthorized = (
  world: World,
  caller: Caller,
  {
    action,
    resource,
    denial,
  }: { readonly action: string; readonly resource?: string; readonly denial: Denial },
  { explain }: { readonly explain: boolean },
): string => {
  const plain = `User: ${callerArn(world, caller)} is not authorized to perform: ${action}${
    resource === undefined ? '' : ` on resource: ${resource}`
  }`;
  const article = denial.policyType === 'identity-based' ? 'an' : 'a';
  if (denial.explicit)
    return `${plain} with an explicit deny in ${article} ${denial.policyType} policy`;
  return explain
    ? `${plain} because no ${denial.policyType} policy allows the ${action} action`
    : plain;
};
