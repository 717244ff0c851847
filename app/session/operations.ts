import type { OperationKind } from '../contract-operations.ts';
import { isRemade, type Made } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import { freshGrant, type AppState } from './state.ts';

/** What a finished operation left. Nothing in it is secret. */
export type OperationOutcome =
  /** Credentials are held under this name. */
  | { readonly kind: 'held'; readonly target: GrantRef }
  /** What AWS says an encoded message means, as JSON text. */
  | { readonly kind: 'decoded'; readonly text: string }
  | {
      readonly kind: 'identified';
      readonly target: GrantRef;
      readonly arn: string;
      readonly account: string;
      readonly userId: string;
    }
  | { readonly kind: 'exported'; readonly path: string; readonly count: number }
  /** Credentials stand in a profile of a credentials file (SE1). */
  | {
      readonly kind: 'written';
      readonly target: GrantRef;
      readonly path: string;
      readonly profile: string;
      /** The device whose code is behind them; null: none, or not known. */
      readonly serial: string | null;
      readonly expiresAt: Instant;
      readonly backup: string | null;
      /** Keys of the profile that were left alone; region and output always are (SE7). */
      readonly left: readonly string[];
    }
  /** A live profile is there. */
  | {
      readonly kind: 'installed';
      readonly target: GrantRef;
      readonly path: string;
      readonly profile: string;
      readonly backup: string | null;
    }
  | {
      readonly kind: 'uninstalled';
      readonly path: string;
      readonly profile: string;
      readonly backup: string | null;
    }
  /** Role profiles of the config file were added, edited and removed in one write. */
  | {
      readonly kind: 'profiles-changed';
      readonly path: string;
      readonly added: readonly string[];
      readonly edited: readonly string[];
      readonly removed: readonly string[];
      readonly backup: string | null;
    }
  /** Role profiles stand in a file for a team. */
  | { readonly kind: 'shared'; readonly path: string; readonly count: number }
  /** The last write of an AWS file was taken back. */
  | { readonly kind: 'undone'; readonly path: string; readonly profile: string };

export type OperationProgress =
  /** Also while it waits for a code, or for its next try; what went wrong meanwhile its grant tells. */
  | { readonly kind: 'running' }
  /** Nothing came of it; with arguments that break a rule, one failure per field. Never empty. */
  | { readonly kind: 'refused'; readonly failures: readonly Failure[] }
  | { readonly kind: 'done'; readonly outcome: OperationOutcome };

/** The latest operation of a kind. `turn` counts them all, so that whoever asked knows their own. */
export type OperationState = OperationProgress & { readonly turn: number };

export type OperationEvent =
  | {
      readonly kind: 'operation';
      readonly operation: OperationKind;
      readonly progress: OperationState;
    }
  /** A grant is to be made: whatever was held under its name goes. */
  | { readonly kind: 'made'; readonly made: Made }
  /** It is there and cannot be made again: nothing is wanted of it any more. */
  | { readonly kind: 'made-once'; readonly name: string };

/** Lets grants and the way they were made go. */
export const withoutMade = (state: AppState, names: readonly string[]): AppState => {
  if (names.length === 0) return state;
  const gone = new Set(names);
  return {
    ...state,
    made: new Map([...state.made].filter(([name]) => !gone.has(name))),
    grants: state.grants.without(names.map((name) => grantId({ kind: 'made', name }))),
  };
};

/** The profile whose way a grant made directly went; null for all others. */
export const madeOfProfile = (state: AppState, ref: GrantRef): string | null => {
  const how = ref.kind === 'made' ? state.made.get(ref.name)?.how : undefined;
  return how?.kind === 'assumed-role' ? how.profile : null;
};

/** Whether a grant can be started by its name alone; what was made from an assertion cannot. */
export const canBeWanted = (state: AppState, ref: GrantRef): boolean => {
  const made = ref.kind === 'made' ? state.made.get(ref.name) : undefined;
  return ref.kind !== 'made' || (made !== undefined && isRemade(made));
};

/** What a person stops is forgotten when it cannot be started again, failed for good or was stopped already. */
export const forgottenWhenHalted = (
  before: AppState,
  refs: readonly GrantRef[],
): readonly string[] =>
  refs.flatMap((ref) => {
    if (ref.kind !== 'made') return [];
    const made = before.made.get(ref.name);
    const grant = before.grants.get(grantId(ref));
    const failed = grant?.work.kind === 'failed' && grant.work.retryAt === null;
    const idle = grant === undefined || grant.wish === 'halted' || failed;
    return made === undefined || !isRemade(made) || idle ? [ref.name] : [];
  });

/** Whether nothing is left to tell of a made grant that ended: it cannot be made again. */
export const isOverWhenEnded = (state: AppState, ref: GrantRef): boolean => {
  if (ref.kind !== 'made') return false;
  const made = state.made.get(ref.name);
  return made === undefined || !isRemade(made);
};

export const reduceOperation = (state: AppState, event: OperationEvent): AppState => {
  switch (event.kind) {
    case 'operation':
      return {
        ...state,
        operations: new Map(state.operations).set(event.operation, event.progress),
      };
    case 'made': {
      const { made } = event;
      const ref: GrantRef = { kind: 'made', name: made.name };
      return {
        ...state,
        made: new Map(state.made).set(made.name, made),
        grants: state.grants.with([[grantId(ref), { ...freshGrant(ref), wish: 'wanted' }]]),
      };
    }
    case 'made-once': {
      const id = grantId({ kind: 'made', name: event.name });
      const grant = state.grants.get(id);
      if (grant === undefined) return state;
      return { ...state, grants: state.grants.with([[id, { ...grant, wish: 'none' }]]) };
    }
    default:
      return assertNever(event);
  }
};
