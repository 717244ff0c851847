import type { Failure } from '../failure.ts';
import type { GrantRef, Role } from '../model.ts';
import type { SetState } from './state.ts';

/**
 * A list of role profiles to start at once (ST2, ST8). Strict, the default: one that is unknown or has no way to a key
 * refuses the whole list, before anything is sent. Told to keep going: the others are started, these are reported.
 * A profile named twice counts once.
 */
export const decideSet = (
  roles: ReadonlyMap<string, Role>,
  profiles: readonly string[],
  keepGoing: boolean,
): { readonly set: SetState; readonly refs: readonly GrantRef[] } => {
  const failures: Failure[] = [];
  const good: string[] = [];
  for (const profile of new Set(profiles)) {
    const role = roles.get(profile);
    if (role === undefined)
      failures.push({ kind: 'unknown-target', target: { kind: 'role', profile } });
    else if (role.chain.kind === 'broken') failures.push(role.chain.failure);
    else good.push(profile);
  }
  if (failures.length > 0 && !keepGoing) return { set: { kind: 'refused', failures }, refs: [] };
  return {
    set: { kind: 'started', profiles: good, failures },
    refs: good.map((profile) => ({ kind: 'role', profile })),
  };
};
