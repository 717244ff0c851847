import type { Failure } from '../failure.ts';
import type { GrantRef, Instant } from '../model.ts';
import { endpointsOf } from '../session/endpoints.ts';
import type { AppState } from '../session/state.ts';

/** Whether programs fetch a grant from an endpoint on this computer. */
export type ServedMark =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on';
      /** Whoever has its block may fetch. */
      readonly shared: boolean;
      /** Programs that have an endpoint of their own. */
      readonly programs: readonly (string | null)[];
      readonly fetched: { readonly at: Instant; readonly by: string | null } | null;
      /** A [default] profile in the AWS files has credentials, which clients prefer to an endpoint. */
      readonly hidden: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a row tells of the endpoints of its grant; one that is being opened is not told yet. */
export const servedOf = (
  state: AppState,
  ref: GrantRef,
  local: (at: Instant) => Instant,
): ServedMark => {
  const endpoints = endpointsOf(state, ref);
  const on = endpoints.filter(({ phase }) => phase.kind === 'on');
  const failed = endpoints.find(({ phase }) => phase.kind === 'failed')?.phase;
  if (on.length === 0) return failed?.kind === 'failed' ? failed : { kind: 'off' };
  const fetches = on.flatMap(({ fetched }) => (fetched === null ? [] : [fetched]));
  const last = fetches.toSorted((a, b) => b.at - a.at)[0];
  return {
    kind: 'on',
    shared: on.some(({ of }) => of === null),
    programs: [...new Set(on.flatMap(({ of }) => (of === null ? [] : [of.program])))],
    fetched: last === undefined ? null : { ...last, at: local(last.at) },
    hidden: state.defaultHasCredentials,
  };
};
