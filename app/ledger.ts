import type { FileProblem } from './ports.ts';
import type { GrantId, Instant } from './model.ts';
import type { Result } from './result.ts';

/** The ways credentials leave the app. */
export const handOvers = [
  'copy',
  'env',
  'exec',
  'credentials',
  'export',
  'write',
  'console',
  'endpoint',
] as const;

export type HandOver = (typeof handOvers)[number];

/** Who fetched which grant, when and how; never the credentials themselves. */
export type LedgerEntry = {
  /** By this computer's clock, ms since 1970. */
  readonly at: Instant;
  readonly target: GrantId;
  readonly how: HandOver;
  /** The clipboard, a file, or the program that asked, as it names itself. */
  readonly to: string;
  readonly pid: number | null;
  /** When what was handed out ends, by this computer's clock. */
  readonly expiresAt: Instant;
};

/** Keeps what left the app, oldest first, in a file that only its owner reads. */
export type Ledger = {
  /** Never fails: what cannot be kept is noted in the journal. */
  write(entry: LedgerEntry): void;
  /** The last `most` entries, oldest first. */
  read(most: number): Promise<Result<readonly LedgerEntry[], FileProblem>>;
};
