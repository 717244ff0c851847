import type { GrantRef, Instant } from '../model.ts';

/** What is told through the OS: facts; the sentences are in view/words. */
export type AppNotice =
  | {
      readonly kind: 'ends-soon';
      /** Makes a notice one of its kind: the same key is told once. */
      readonly key: string;
      readonly target: GrantRef;
      /** Local clock, for "ends 14:32". */
      readonly endsAt: Instant;
      /** How many others end about then and are told with it. */
      readonly others: number;
      /** How many roles live on the same codes. */
      readonly roles: number;
    }
  /** Programs wait for a code of an identity. */
  | {
      readonly kind: 'code-asked';
      readonly key: string;
      readonly target: GrantRef;
      /** Names of the programs, each once; never empty. */
      readonly by: readonly string[];
      /** How many requests wait in all. */
      readonly requests: number;
    }
  /** Programs were given credentials, and the settings say that each time is told. */
  | {
      readonly kind: 'fetched';
      readonly key: string;
      readonly target: GrantRef;
      /** Names of the programs, each once; null: one that said none. Never empty. */
      readonly by: readonly (string | null)[];
      /** How many other grants were fetched with it. */
      readonly others: number;
      readonly fetches: number;
    }
  | {
      readonly kind: 'ended';
      readonly key: string;
      readonly target: GrantRef;
      readonly endedAt: Instant;
      readonly others: number;
      readonly roles: number;
    };
