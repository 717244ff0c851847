import { fail, ok, type Result } from '../result.ts';
import { fault, identityEnd, roleHop, staticEnd, viaSource } from './chain-steps.ts';
import type { EndStep, FaultStep, NextStep, OriginStep } from './chain-steps.ts';
import type { ChainEnd, ChainFailure, ChainResult, RoleHop, RoleProfile } from './chain-types.ts';
import type { Profile, ProfileSet } from './profile.ts';

export { namedMfaSerial } from './chain-types.ts';
export type {
  Chain,
  ChainEnd,
  ChainFailure,
  ChainResult,
  RoleHop,
  RoleProfile,
} from './chain-types.ts';

/** Far above any real chain; keeps the work for N profiles linear, whatever the files say. */
export const MAX_CHAIN_PROFILES = 64;

/** The way as far as one profile, from the end outwards. */
type Way = {
  readonly end: ChainEnd;
  readonly roles: readonly RoleHop[];
  readonly through: readonly string[];
  /** The outermost profile; an identity in the keychain may have none. */
  readonly last: Profile | undefined;
};

type WayResult = Result<Way, ChainFailure>;

const start = (end: ChainEnd, last: Profile | undefined): Way => ({
  end,
  roles: [],
  through: [end.name],
  last,
});

const withRole = (way: Way, profile: Profile): readonly RoleHop[] =>
  profile.role.kind === 'role'
    ? [...way.roles, roleHop(profile, profile.role.arn, way.last)]
    : way.roles;

/** The way to a profile that says where outside the files its credentials come from. */
const originate = ({ end, profile }: OriginStep): Way => {
  const way = start(end, undefined);
  return { ...way, roles: withRole(way, profile), last: profile };
};

/** Puts a profile around a way. */
const extend = (way: Way, profile: Profile): WayResult =>
  way.through.length >= MAX_CHAIN_PROFILES
    ? fail({ kind: 'too-long', profile: profile.name, limit: MAX_CHAIN_PROFILES })
    : ok({
        end: way.end,
        roles: withRole(way, profile),
        through: [...way.through, profile.name],
        last: profile,
      });

/**
 * Resolves chains over one set of profiles and identities, remembering what it found, so that all
 * N profiles together cost about as much as one pass over them.
 */
export const createChainResolver = (
  { profiles }: ProfileSet,
  identityNames: ReadonlySet<string>,
): ((name: string) => ChainResult) => {
  /** The way to a profile in its place as a source. */
  const ways = new Map<string, WayResult>();

  /** Keys at hand under a name: the keychain's, else the file's. */
  const ownKeys = (name: string): EndStep | FaultStep | null => {
    const profile = profiles.get(name);
    if (identityNames.has(name)) return identityEnd(name, profile);
    return profile === undefined ? null : staticEnd(profile);
  };

  const asSource = (
    name: string,
    namedBy: string | null,
  ): EndStep | NextStep | OriginStep | FaultStep => {
    const own = ownKeys(name);
    if (own !== null) return own;
    const profile = profiles.get(name);
    return profile === undefined
      ? fault({ kind: 'no-such-profile', profile: name, namedBy })
      : viaSource(profile);
  };

  /** Walks inwards with a loop of its own, so that no depth of file can overflow the stack. */
  const wayTo = (name: string, namedBy: string | null): WayResult => {
    const walked: Profile[] = [];
    const places = new Map<string, number>();
    let at = name;
    let from = namedBy;
    let found: WayResult | undefined;
    while (found === undefined) {
      found = ways.get(at);
      const met = places.get(at);
      if (found === undefined && met !== undefined) {
        found = fail({ kind: 'loop', profiles: walked.slice(met).map((profile) => profile.name) });
      } else if (found === undefined) {
        const step = asSource(at, from);
        if (step.kind === 'end') {
          found = ok(start(step.end, profiles.get(at)));
        } else if (step.kind === 'origin') {
          found = ok(originate(step));
        } else if (step.kind === 'fault') {
          found = fail(step.failure);
        } else {
          places.set(at, walked.length);
          walked.push(step.profile);
          from = at;
          at = step.source;
        }
      }
    }
    for (const profile of walked.toReversed()) {
      found = found.ok ? extend(found.value, profile) : found;
      ways.set(profile.name, found);
    }
    return found;
  };

  /** The way to a role that is wanted itself: its own keys count only if it names itself as source. */
  const wayToRole = (profile: Profile): WayResult => {
    const { name } = profile;
    const step = viaSource(profile);
    if (step.kind === 'fault') return fail(step.failure);
    if (step.kind === 'origin') return ok(originate(step));
    if (step.source === name) {
      const own = ownKeys(name);
      if (own === null) return fail({ kind: 'loop', profiles: [name] });
      if (own.kind === 'fault') return fail(own.failure);
      const way = start(own.end, profile);
      return ok({ ...way, roles: withRole(way, profile) });
    }
    const way = wayTo(step.source, name);
    if (!way.ok) return way;
    // As a source the profile would end the way with its keys; wanted itself, this is a loop.
    return way.value.end.name === name
      ? fail({ kind: 'loop', profiles: [name, ...way.value.through.slice(1).toReversed()] })
      : extend(way.value, profile);
  };

  return (name) => {
    const wanted = profiles.get(name);
    const way =
      wanted === undefined || wanted.role.kind === 'none' ? wayTo(name, null) : wayToRole(wanted);
    if (!way.ok) return way;
    const { end, roles, through } = way.value;
    return ok({
      end,
      roles,
      through,
      region: wanted?.region ?? null,
    });
  };
};

/**
 * The way to one profile (aws-rules.md "Shared files"): along `source_profile`, ending at a profile
 * that has an identity in the keychain (which need not be in the files), else at keys in the file.
 * Always terminates; loops are named. For many profiles use `createChainResolver`.
 */
export const resolveChain = (
  profiles: ProfileSet,
  name: string,
  identityNames: ReadonlySet<string>,
): ChainResult => createChainResolver(profiles, identityNames)(name);

/**
 * Whether a profile has credentials of its own that only another tool hands out (sso_*, login_session, a foreign
 * credential_process): a person looks for it in the list, and finds why it cannot be started.
 */
const isForeign = (profile: Profile, identityNames: ReadonlySet<string>): boolean => {
  const [first] = profile.unsupported;
  if (first === undefined || (first.kind === 'credential_process' && first.ours)) return false;
  const own = profile.keys.kind !== 'none' || identityNames.has(profile.name);
  return !own && profile.source.kind !== 'profile' && profile.source.kind !== 'outside';
};

/**
 * Every profile with a `role_arn`, and every one that only another tool can start, in file order, with the way to it
 * or what is wrong with it.
 */
export const roleProfiles = (
  profiles: ProfileSet,
  identityNames: ReadonlySet<string>,
): readonly RoleProfile[] => {
  const resolve = createChainResolver(profiles, identityNames);
  return [...profiles.profiles.values()]
    .filter((profile) => profile.role.kind !== 'none' || isForeign(profile, identityNames))
    .map((profile) => ({ profile, chain: resolve(profile.name) }));
};
