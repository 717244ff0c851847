import type { Failure } from '../failure.ts';
import { grantId, type GrantId, type GrantRef, type Instant } from '../model.ts';
import type { Requester } from './requests.ts';
import { isValid, standsFor, type AppState } from './state.ts';

/** One endpoint from which programs fetch a grant. Its address and token are not here: they are secrets. */
export type ServedEndpoint = {
  readonly id: string;
  readonly target: GrantRef;
  /** The program it was opened for, and that it ends with; null: the grant's own, for whoever has its block. */
  readonly of: Requester | null;
  readonly phase:
    | { readonly kind: 'opening' }
    | { readonly kind: 'on' }
    | { readonly kind: 'failed'; readonly failure: Failure };
  /** When credentials were last given, and to whom as it names itself. */
  readonly fetched: { readonly at: Instant; readonly by: string | null } | null;
  /**
   * The request that stands for programs that got nothing, and until when it does unless one of them asks again: a
   * program that asks every second is one request and one notice.
   */
  readonly asking: { readonly request: string; readonly until: Instant } | null;
};

export type EndpointEvent =
  | { readonly kind: 'endpoint'; readonly endpoint: ServedEndpoint }
  | { readonly kind: 'endpoint-closed'; readonly id: string };

type Endpoints = AppState['endpoints'];

const without = (endpoints: Endpoints, gone: (endpoint: ServedEndpoint) => boolean): Endpoints =>
  new Map([...endpoints].filter(([, endpoint]) => !gone(endpoint)));

export const reduceEndpoint = (state: AppState, event: EndpointEvent): AppState =>
  event.kind === 'endpoint'
    ? { ...state, endpoints: new Map(state.endpoints).set(event.endpoint.id, event.endpoint) }
    : { ...state, endpoints: without(state.endpoints, ({ id }) => id === event.id) };

/** What a person stops is served no more: it would be started again by the next program that asks. */
export const endpointsHalted = (state: AppState, halted: ReadonlySet<GrantId>): Endpoints =>
  without(state.endpoints, ({ target }) => halted.has(grantId(target)));

/** Instants that we reckoned ourselves move with our reckoning. */
export const endpointsMoved = (state: AppState, by: number): Endpoints =>
  new Map(
    [...state.endpoints].map(([id, endpoint]) => {
      const { asking, fetched } = endpoint;
      return [
        id,
        {
          ...endpoint,
          asking: asking && { ...asking, until: asking.until + by },
          fetched: fetched && { ...fetched, at: fetched.at + by },
        },
      ];
    }),
  );

/** Endpoints of one grant, the grant's own first. */
export const endpointsOf = (
  state: Pick<AppState, 'endpoints'>,
  target: GrantRef,
): readonly ServedEndpoint[] => {
  const all = [...state.endpoints.values()].filter(
    (one) => grantId(one.target) === grantId(target),
  );
  return [...all.filter(({ of }) => of === null), ...all.filter(({ of }) => of !== null)];
};

/** Endpoints that nothing known goes with any more: their profile left the files and its credentials have ended. */
export const endpointsOver = (state: AppState): readonly ServedEndpoint[] =>
  [...state.endpoints.values()].filter(({ target }) => {
    const held = state.grants.get(grantId(target))?.held ?? null;
    return held === null && standsFor(state, target) === null;
  });

/** Endpoints whose request has had its answer, or was given up: nobody asked again for a while. */
export const endpointsAnswered = (state: AppState, now: Instant): readonly ServedEndpoint[] =>
  [...state.endpoints.values()].filter(({ asking, target }) => {
    if (asking === null) return false;
    return asking.until <= now || isValid(state.grants.get(grantId(target))?.held ?? null, now);
  });
