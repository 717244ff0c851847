import { encodedIn, type Explained } from '../credentials/denial.ts';
import type { Failure } from '../failure.ts';
import type { GrantRef } from '../model.ts';
import type { AppState } from './state.ts';

/** A failure that is told somewhere, and the grant whose call it was. */
type Told = { readonly failure: Failure; readonly ref: GrantRef | null };

/** Every failure of a call of AWS that a person may be looking at. */
function* toldFailures(state: AppState): Generator<Told> {
  for (const { ref, work } of state.grants.values())
    if (work.kind === 'failed') yield { failure: work.failure, ref };
  for (const [identity, check] of state.codeChecks)
    if (check.kind === 'refused')
      yield { failure: check.failure, ref: { kind: 'session', identity } };
  for (const { name, check } of state.identities.values())
    if (check.kind === 'failed')
      yield { failure: check.failure, ref: { kind: 'session', identity: name } };
  for (const progress of state.operations.values())
    if (progress.kind === 'refused')
      for (const failure of progress.failures) yield { failure, ref: null };
  if (state.connection.kind === 'tested')
    for (const step of state.connection.steps)
      if (step.kind === 'failed') yield { failure: step.failure, ref: null };
}

/** An encoded message that nobody asked AWS about yet. */
export type Unexplained = {
  readonly message: string;
  /** The whole text it stands in. */
  readonly within: string;
  readonly denied: GrantRef | null;
};

/** The first encoded message that is told and was not asked about; each is asked about once (BO7). Linear in grants. */
export const firstUnexplained = (state: AppState): Unexplained | null => {
  for (const { failure, ref } of toldFailures(state)) {
    const message = encodedIn(failure);
    if (message === null || failure.kind !== 'aws' || state.explanations.has(message)) continue;
    return { message, within: failure.message, denied: ref };
  }
  return null;
};

/** From so many on, those whose failure is told no more are let go. */
const MANY = 200;

/** Keeps what a message says; null: AWS would not say, and is not asked again. */
export const withExplanation = (
  state: AppState,
  message: string,
  explained: Explained | null,
): AppState => {
  const kept = new Map(state.explanations).set(message, explained);
  if (kept.size <= MANY) return { ...state, explanations: kept };
  const told = new Set([...toldFailures(state)].map(({ failure }) => encodedIn(failure)));
  return { ...state, explanations: new Map([...kept].filter(([one]) => told.has(one))) };
};

/** The failure with what AWS says of it, where it was asked. */
export const explainedFailure = (
  { explanations }: Pick<AppState, 'explanations'>,
  failure: Failure,
): Failure => {
  const explained = explanations.get(encodedIn(failure) ?? '') ?? null;
  return explained === null || failure.kind !== 'aws' ? failure : { ...failure, explained };
};
