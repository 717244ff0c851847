import type { GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** Who asks for credentials from outside the window: what it says of itself, since any process of the person may ask. */
export type Requester = {
  /** The program’s name, such as `terraform`; never empty. null: it said none. */
  readonly program: string | null;
  /** Its process id; null when it did not say. */
  readonly pid: number | null;
};

/** A helper that waits for a grant. It stays until it is answered, gives up, or a person declines. */
export type HelperRequest = {
  readonly id: string;
  readonly target: GrantRef;
  readonly by: Requester;
  readonly declined: boolean;
};

export type RequestEvent =
  | { readonly kind: 'request'; readonly request: Omit<HelperRequest, 'declined'> }
  | { readonly kind: 'withdraw'; readonly id: string }
  /** A person set the code aside: everyone who waits for one is told so. */
  | { readonly kind: 'decline'; readonly ids: readonly string[] };

export const reduceRequest = (state: AppState, event: RequestEvent): AppState => {
  switch (event.kind) {
    case 'request':
      return {
        ...state,
        requests: new Map(state.requests).set(event.request.id, {
          ...event.request,
          declined: false,
        }),
      };
    case 'withdraw':
      if (!state.requests.has(event.id)) return state;
      return {
        ...state,
        requests: new Map([...state.requests].filter(([id]) => id !== event.id)),
      };
    case 'decline': {
      if (event.ids.length === 0) return state;
      const declined = new Set(event.ids);
      return {
        ...state,
        requests: new Map(
          [...state.requests].map(([id, request]) => [
            id,
            declined.has(id) ? { ...request, declined: true } : request,
          ]),
        ),
      };
    }
    default:
      return event satisfies never;
  }
};
