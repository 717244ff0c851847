import type { Failure } from '../failure.ts';
import type { ProbeStep } from '../network/probe.ts';
import type { Permission } from './machine.ts';

/**
 * How a check came out. `note`: worth knowing, and nobody's fault; `unknown`: it could not be checked.
 */
export type Verdict = 'ok' | 'note' | 'warning' | 'problem' | 'unknown';

/** So many lines of a kind stand in the journal. */
export type JournalTrouble = { readonly kind: string; readonly count: number };

/** What was found, as facts; the sentences are in view/words/doctor. Nothing in it is secret. */
export type Found =
  | { readonly check: 'keychain'; readonly backend: string; readonly works: boolean | null }
  | { readonly check: 'tray-host'; readonly shown: boolean }
  | { readonly check: 'permissions'; readonly open: readonly Permission[] }
  | { readonly check: 'plain-keys'; readonly profiles: readonly string[] }
  | { readonly check: 'shadowed'; readonly profiles: readonly string[] }
  | {
      readonly check: 'variables';
      readonly names: readonly string[];
      /** Where they are set: where the app was started, or in the terminal that asks. */
      readonly where: 'app' | 'terminal';
    }
  /** Server time minus local time, ms; null: AWS was not heard of yet. */
  | { readonly check: 'clock'; readonly skew: number | null }
  /** Troubles that the journal tells of, by its kinds; null: it cannot be read or written. */
  | { readonly check: 'journal'; readonly troubles: readonly JournalTrouble[] | null }
  | { readonly check: 'reach'; readonly region: string; readonly host: string }
  | {
      readonly check: 'reach-failed';
      readonly region: string;
      readonly host: string;
      readonly step: ProbeStep;
      readonly failure: Failure;
    }
  | { readonly check: 'no-endpoint'; readonly failure: Failure }
  | { readonly check: 'codes-refused'; readonly identity: string; readonly refusals: number }
  | { readonly check: 'no-codes'; readonly identities: readonly string[] }
  | { readonly check: 'sockets'; readonly dead: readonly string[] }
  | { readonly check: 'other-tools'; readonly profiles: readonly string[] }
  | { readonly check: 'files'; readonly places: readonly string[] }
  | { readonly check: 'chains'; readonly profiles: readonly string[] }
  | { readonly check: 'settings'; readonly lines: readonly number[] }
  | { readonly check: 'unchecked'; readonly urls: readonly string[] }
  /** A newer version is out; null: it could not be found out. */
  | { readonly check: 'version'; readonly newer: string | null }
  /** Files of the app's own that could not be read. */
  | { readonly check: 'own-files'; readonly paths: readonly string[] };

export type Check = { readonly verdict: Verdict; readonly found: Found };

const WORST: readonly Verdict[] = ['problem', 'warning', 'unknown', 'note', 'ok'];

/** The worst first; those alike stay in their order. */
export const bySeverity = (checks: readonly Check[]): readonly Check[] =>
  checks.toSorted((one, other) => WORST.indexOf(one.verdict) - WORST.indexOf(other.verdict));

/** Whether something is wrong that stands in the way. */
export const hasProblem = (checks: readonly Check[]): boolean =>
  checks.some(({ verdict }) => verdict === 'problem');
