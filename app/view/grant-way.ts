import type { CredentialSource } from '../profiles/profile.ts';
import type { How } from '../credentials/made.ts';
import { lasts } from '../credentials/plan.ts';
import { grantId, type GrantRef, type Instant, type Role } from '../model.ts';
import { needsMfa } from '../session/needs-mfa.ts';
import { isValid, type AppState } from '../session/state.ts';

type Outside = CredentialSource['kind'] | 'saml' | 'imported';

/** One station on the way from what signs first to a grant. */
export type WayStep = {
  readonly is:
    | { readonly kind: 'key'; readonly where: 'keychain' | 'file' }
    /** Whoever vouches for it from outside: no key of ours. */
    | { readonly kind: 'outside'; readonly source: Outside }
    | { readonly kind: 'session' }
    | { readonly kind: 'role' }
    /** A grant made directly. */
    | { readonly kind: 'made' };
  /** null: it has none of its own. */
  readonly name: string | null;
  /** The account a role is in. */
  readonly account: string | null;
  /** Whether the call that leads here carries a code. */
  readonly code: boolean;
  /** When what is held here ends, by the local clock; null: nothing is held, or it has no end. */
  readonly endsAt: Instant | null;
};

type Local = (at: Instant) => Instant;

const keyStep = (state: AppState, identity: string): WayStep => ({
  is: { kind: 'key', where: state.identities.get(identity)?.origin ?? 'keychain' },
  name: identity,
  account: null,
  code: false,
  endsAt: null,
});

const fromOutside = (source: Outside): WayStep => ({
  is: { kind: 'outside', source },
  name: null,
  account: null,
  code: false,
  endsAt: null,
});

/**
 * The way to a grant, from the key or source that signs first to the grant itself: what the details draw. Empty where
 * there is no way. A session stands between key and roles where it signs for them (aws-rules.md, Which call to make).
 */
export const wayTo = (
  state: AppState,
  ref: GrantRef,
  now: Instant,
  local: Local,
): readonly WayStep[] => {
  const endOf = (grant: GrantRef): Instant | null => {
    const held = state.grants.get(grantId(grant))?.held ?? null;
    return isValid(held, now) ? local(held.expiresAt) : null;
  };
  const sessionStep = (identity: string): WayStep => ({
    is: { kind: 'session' },
    name: null,
    account: null,
    code: (state.identities.get(identity)?.serial ?? null) !== null,
    endsAt: endOf({ kind: 'session', identity }),
  });
  const roleSteps = (profiles: readonly string[], firstTakesCode: boolean): readonly WayStep[] =>
    profiles.map((profile, at) => ({
      is: { kind: 'role' },
      name: profile,
      account: state.roles.get(profile)?.account ?? null,
      code: firstTakesCode && at === 0,
      endsAt: endOf({ kind: 'role', profile }),
    }));
  const toRole = (role: Role): readonly WayStep[] => {
    const { chain } = role;
    switch (chain.kind) {
      case 'broken':
        return [];
      case 'sourced':
        return [fromOutside(chain.source.kind), ...roleSteps(chain.roles, false)];
      case 'walks': {
        const first = state.roles.get(chain.roles[0] ?? '');
        const ownCode = lasts(state, role).why === 'own-code';
        const bySession =
          !chain.temporary &&
          !ownCode &&
          first !== undefined &&
          needsMfa(state, first, chain.identity);
        return [
          keyStep(state, chain.identity),
          ...(bySession ? [sessionStep(chain.identity)] : []),
          ...roleSteps(chain.roles, ownCode),
        ];
      }
      default:
        return chain satisfies never;
    }
  };
  const madeStep = (grant: GrantRef & { readonly kind: 'made' }): WayStep => ({
    is: { kind: 'made' },
    name: grant.name,
    account: null,
    code: false,
    endsAt: endOf(grant),
  });
  const toMade = (how: How): readonly WayStep[] => {
    switch (how.kind) {
      case 'assumed-role': {
        const role = state.roles.get(how.profile);
        return role === undefined ? [] : toRole(role);
      }
      case 'federated-user':
        return [keyStep(state, how.identity)];
      case 'saml':
      case 'web-identity':
      case 'imported':
        return [fromOutside(how.kind)];
      default:
        return how satisfies never;
    }
  };
  switch (ref.kind) {
    case 'session':
      return [keyStep(state, ref.identity), sessionStep(ref.identity)];
    case 'role': {
      const role = state.roles.get(ref.profile);
      return role === undefined ? [] : toRole(role);
    }
    case 'made': {
      const made = state.made.get(ref.name);
      return made === undefined ? [] : [...toMade(made.how), madeStep(ref)];
    }
    default:
      return ref satisfies never;
  }
};
