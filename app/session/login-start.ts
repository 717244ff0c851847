import type { Detail } from '../detail.ts';
import type { AppState } from './state.ts';

/** What the system says of starting Fobwatch when its person logs in. */
export type LoginEntry =
  | { readonly kind: 'off' }
  | { readonly kind: 'on' }
  /** It starts something else under our name: another copy, or this one from where it was before. */
  | { readonly kind: 'other'; readonly command: string }
  /** It is written down, and the system does not do it until its own settings allow it. */
  | { readonly kind: 'held-back' }
  | { readonly kind: 'unreadable'; readonly detail: Detail };

export type LoginStartState = {
  /** null: it was not asked yet. */
  readonly entry: LoginEntry | null;
  /** Why it could not be changed, the last time somebody tried. */
  readonly refused: Detail | null;
};

export type LoginStartEvent = {
  readonly kind: 'login-start';
  readonly loginStart: LoginStartState;
};

export const withLoginStart = (state: AppState, { loginStart }: LoginStartEvent): AppState => ({
  ...state,
  loginStart,
});
