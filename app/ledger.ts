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

/** Where it was asked for; `renewal`: a section that holds them was brought up to date, and nobody asked. */
export const ledgerPaths = ['window', 'menu', 'helper', 'endpoint', 'renewal'] as const;

export type LedgerPath = (typeof ledgerPaths)[number];

/** Why a helper or an endpoint's client got nothing: a word, since longer texts may hold anything. */
const refusals = [
  /** A person set the code aside, or stopped the grant. */
  'declined',
  'timed-out',
  /** A code was needed, and whoever asked would not wait for one. */
  'code-needed',
  /** Production, and no person confirmed it. */
  'unconfirmed',
  /** It was on its way, and whoever asked cannot wait. */
  'not-ready',
  /** Whoever asked left before there was an answer. */
  'left',
  'failed',
] as const;

export type Refusal = (typeof refusals)[number];

export const outcomes = ['given', ...refusals] as const;

export type Outcome = (typeof outcomes)[number];

/** Who fetched which grant, when and how, and what came of it; never the credentials themselves. */
export type LedgerEntry = {
  /** By this computer's clock, ms since 1970. */
  readonly at: Instant;
  readonly target: GrantId;
  readonly how: HandOver;
  /** null: a line of before this was kept. */
  readonly via: LedgerPath | null;
  /** The clipboard, the browser, a file, or the program that asked, as it names itself; null: it said no name. */
  readonly to: string | null;
  /** The program that asked, as it names itself; never its arguments. null: a person, or nobody. */
  readonly by: string | null;
  readonly pid: number | null;
  readonly outcome: Outcome;
  /** When what was handed out ends, by this computer's clock; null: nothing was. */
  readonly expiresAt: Instant | null;
};

/** Keeps what left the app, oldest first, in a file that only its owner reads. */
export type Ledger = {
  /** Never fails: what cannot be kept is noted in the journal. */
  write(entry: LedgerEntry): void;
  /** The last `most` entries, of those about `of` where it is said, oldest first. */
  read(most: number, of?: GrantId): Promise<Result<readonly LedgerEntry[], FileProblem>>;
};
