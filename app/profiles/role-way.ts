import type { ProfileEntries } from './profile-entries.ts';
import { sourceKeys, type RoleDraft } from './role-fields.ts';

/** More profiles on one way than any real chain has (chain.ts). */
const MOST_PROFILES = 64;

/** The way to a role that is being typed, from what signs first. */
export type RoleWay =
  /** `from`: what is at its end. `through` begins with that and ends with the role. `roles`: how many are assumed. */
  | {
      readonly kind: 'walks';
      readonly from: 'keys' | 'credential_source' | 'web_identity_token_file';
      readonly through: readonly string[];
      readonly roles: number;
      /** A device is named on the way, so that a code is needed. */
      readonly withCode: boolean;
    }
  /** The profiles of the loop, each once. */
  | { readonly kind: 'loop'; readonly profiles: readonly string[] }
  | { readonly kind: 'no-such-profile'; readonly name: string; readonly namedBy: string }
  /** The way ends at a profile that has no credentials, or some that only another tool hands out. */
  | { readonly kind: 'no-credentials'; readonly name: string }
  /** The draft does not say where it begins, or says so in several ways. */
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'too-long' };

const isIdentity = (
  identities: ReadonlySet<string>,
  entries: ProfileEntries,
  name: string,
): boolean => identities.has(name) || entries.get(name)?.signs === true;

/**
 * Walks from a draft to what signs, as resolveChain does once it is written. A profile the draft names as its source
 * ends the way where it has keys; the draft itself is one of the profiles, in the place of the one of its name.
 */
export const roleWay = (
  draft: RoleDraft,
  entries: ProfileEntries,
  identities: ReadonlySet<string>,
): RoleWay => {
  const met: string[] = [];
  let roles = 0;
  let withCode = false;
  let at = draft.name;
  let values = draft.values;
  const ends = (
    from: Extract<RoleWay, { kind: 'walks' }>['from'],
    end: readonly string[],
  ): RoleWay => ({
    kind: 'walks',
    from,
    through: [...end, ...met.toReversed()],
    roles,
    withCode,
  });
  for (;;) {
    if (met.includes(at)) return { kind: 'loop', profiles: met.slice(met.indexOf(at)) };
    if (met.length >= MOST_PROFILES) return { kind: 'too-long' };
    met.push(at);
    if ((values.role_arn ?? '') !== '') roles += 1;
    if ((values.mfa_serial ?? '') !== '') withCode = true;
    const said = sourceKeys.filter((key) => (values[key] ?? '') !== '');
    const [key] = said;
    if (key === undefined || said.length > 1)
      return at === draft.name ? { kind: 'unsaid' } : { kind: 'no-credentials', name: at };
    if (key !== 'source_profile') return ends(key, []);
    const next = values.source_profile ?? '';
    // Its own keys sign for it only where it names itself.
    if (next === draft.name && at !== next) return { kind: 'loop', profiles: met };
    if (isIdentity(identities, entries, next)) {
      const device = entries.get(next)?.values.mfa_serial ?? '';
      withCode ||= device !== '';
      return ends('keys', next === at ? [] : [next]);
    }
    const entry = next === draft.name ? { values: draft.values } : entries.get(next);
    if (entry === undefined) return { kind: 'no-such-profile', name: next, namedBy: at };
    at = next;
    values = entry.values;
  }
};

/** Other profiles whose way leads through this one: what breaks when it goes. */
export const dependents = (name: string, entries: ProfileEntries): readonly string[] =>
  [...entries.values()].flatMap((entry) =>
    entry.name !== name && entry.values.source_profile === name ? [entry.name] : [],
  );
