import type { SamlOffer } from '../credentials/saml-offer.ts';
import type { Failure } from '../failure.ts';
import type { AppState } from './state.ts';

/** The assertion that was read for the form, without itself. */
export type AssertionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'offered'; readonly offer: SamlOffer };

export type AssertionEvent = {
  readonly kind: 'assertion';
  readonly assertion: AssertionState;
};

export const withAssertion = (state: AppState, { assertion }: AssertionEvent): AppState => ({
  ...state,
  assertion,
});
