import type { GrantRef, Instant } from '../model.ts';
import { endpointsOf } from '../session/endpoints.ts';
import type { AppState } from '../session/state.ts';
import type { ServedMark } from './window.ts';

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
