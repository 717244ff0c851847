import { grantId, grantName, type GrantRef } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { nearest } from './nearest.ts';

/** What names may stand for, as the engine knows it at the moment. */
export type KnownNames = {
  /** Profiles of roles. */
  readonly roles: readonly string[];
  /** Identities; each stands for its session. */
  readonly identities: readonly string[];
  /** Grants made directly. */
  readonly made: readonly string[];
};

/** Why a typed name is no grant. */
export type NameFailure =
  /** Names that are nearly the same, the nearest first; at most three. */
  | { readonly kind: 'unknown-name'; readonly name: string; readonly nearest: readonly string[] }
  /** All that the name stands for; `qualifiedName` tells them apart. */
  | {
      readonly kind: 'ambiguous-name';
      readonly name: string;
      readonly candidates: readonly GrantRef[];
    };

const refsOf = ({ roles, identities, made }: KnownNames): readonly GrantRef[] => [
  ...roles.map((profile): GrantRef => ({ kind: 'role', profile })),
  ...identities.map((identity): GrantRef => ({ kind: 'session', identity })),
  ...made.map((name): GrantRef => ({ kind: 'made', name })),
];

/** A name that stands for one grant only: `role:NAME`, `session:NAME` or `made:NAME`. */
export const qualifiedName = (ref: GrantRef): string => grantId(ref);

/**
 * Which grant a typed name stands for: a qualified one for what it says, a bare one where only one grant bears it.
 * Profiles may hold colons; a qualified reading wins, so every grant can be said: `role:session:ada` is the role
 * `session:ada`.
 */
export const resolveName = (name: string, known: KnownNames): Result<GrantRef, NameFailure> => {
  const refs = refsOf(known);
  const qualified = refs.find((ref) => qualifiedName(ref) === name);
  if (qualified !== undefined) return ok(qualified);
  const found = refs.filter((ref) => grantName(ref) === name);
  const [first, ...others] = found;
  if (first === undefined) {
    const names = [...new Set(refs.map(grantName))];
    return fail({ kind: 'unknown-name', name, nearest: nearest(name, names, 3) });
  }
  return others.length === 0
    ? ok(first)
    : fail({ kind: 'ambiguous-name', name, candidates: found });
};

/** Several names; the failures of all, where there are any, so that a person mends them in one go (ST8). */
export const resolveNames = (
  names: readonly string[],
  known: KnownNames,
): { readonly refs: readonly GrantRef[]; readonly failures: readonly NameFailure[] } => {
  const refs: GrantRef[] = [];
  const failures: NameFailure[] = [];
  for (const name of names) {
    const resolved = resolveName(name, known);
    if (resolved.ok) refs.push(resolved.value);
    else failures.push(resolved.failure);
  }
  return { refs, failures };
};

/** Names as completions offer them: qualified only where the bare one stands for something else. Sorted. */
export const offeredNames = (known: KnownNames): readonly string[] => {
  const refs = refsOf(known);
  return refs
    .map((ref) => {
      const resolved = resolveName(grantName(ref), known);
      const meant = resolved.ok && grantId(resolved.value) === grantId(ref);
      return meant ? grantName(ref) : qualifiedName(ref);
    })
    .toSorted();
};
