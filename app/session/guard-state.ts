import type { Lasting } from '../contract-guard.ts';
import type { HandOver } from '../ledger.ts';
import type { GrantRef, Instant } from '../model.ts';
import type { Requester } from './requests.ts';

/** Somebody wants credentials of production: a person is asked. */
export type ProductionAsk = {
  readonly id: string;
  readonly target: GrantRef;
  /** What the name stands for: an answer to this is none to another role that comes to go by it. */
  readonly standsFor: string | null;
  readonly how: HandOver;
  /** Whom an answer that lasts is for (`whoIs`). */
  readonly who: string;
  /** Where it goes, when that is a place with a name; null: it is not. */
  readonly to: string | null;
  /** Who wants it, and from which folder; null: the person who is asked, or Fobwatch for them. */
  readonly by: (Requester & { readonly folder: string | null }) | null;
  readonly at: Instant;
  readonly answer: null | { readonly yes: true; readonly lasts: Lasting } | { readonly yes: false };
};

/** A yes that lasts: for one grant and one who asks, for as long as the session it was given in. */
export type ProductionAnswer = {
  readonly target: GrantRef;
  readonly who: string;
  /** What the name stood for: another role under it is another question. */
  readonly standsFor: string | null;
  /** When the session behind the grant was obtained; null: there was none yet. */
  readonly under: Instant | null;
  /** Nothing lasts longer than a session would. */
  readonly until: Instant;
};

export type GuardState = {
  readonly asks: ReadonlyMap<string, ProductionAsk>;
  readonly answers: readonly ProductionAnswer[];
};

export const unguarded: GuardState = { asks: new Map(), answers: [] };

export type GuardEvent =
  | { readonly kind: 'production-asked'; readonly ask: ProductionAsk }
  /** Several at once: what one program wants of one grant is one question. */
  | {
      readonly kind: 'production-answered';
      readonly ids: readonly string[];
      readonly answer: NonNullable<ProductionAsk['answer']>;
    }
  /** Used, or nobody waits for it any more. */
  | { readonly kind: 'production-let-go'; readonly ids: readonly string[] }
  | { readonly kind: 'production-held'; readonly answer: ProductionAnswer };
