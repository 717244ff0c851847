import type { Detail } from '../detail.ts';
import type { Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { SamlFlaw, SamlOffer } from './saml-offer.ts';

/** Where a SAML assertion comes from, when nobody types it: it goes to main only, never through the window. */
export type AssertionFrom =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'clipboard' }
  /** A program and its arguments, as `commandWords` reads them: it prints the assertion. No shell sees it. */
  | { readonly kind: 'command'; readonly command: string };

/** What is wrong with a text that should be an assertion. */
export type AssertionFlaw = SamlFlaw | 'empty' | 'too-long' | 'not-base64';

/** Why a program that was run for its output gave none. */
export type ProgramCause =
  | 'no-command'
  | 'not-started'
  | 'timed-out'
  | 'too-much'
  /** It ended with an error; `detail` is its exit code or signal. */
  | 'failed';

export type AssertionProblem =
  | { readonly kind: 'file'; readonly path: string; readonly detail: Detail }
  | { readonly kind: 'flaw'; readonly flaw: AssertionFlaw }
  | {
      readonly kind: 'program';
      readonly program: string;
      readonly cause: ProgramCause;
      readonly detail: Detail;
    };

/** Reads assertions in the base 64 that AWS takes, with what they offer (BO3). */
export type Assertions = {
  read(
    from: AssertionFrom,
  ): Promise<Result<{ readonly assertion: Secret; readonly offer: SamlOffer }, AssertionProblem>>;
};
