import { isRemade, type How } from '../credentials/made.ts';
import type { Failure } from '../failure.ts';
import { homeOf, inheritsProduction } from '../guard/production.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import { explainedFailure } from '../session/explanations.ts';
import { forgottenWhenHalted, type OperationOutcome } from '../session/operations.ts';
import type { AppState } from '../session/state.ts';
import {
  copiedOf,
  hasLive,
  lifeOf,
  noConsoleOf,
  signInOf,
  troubleOf,
  whoOf,
} from './grant-view.ts';
import { marksOf } from './marks-view.ts';
import { nextOf } from './next-view.ts';
import { guardOf } from './guard-view.ts';
import { madeNoticeOf } from './notice-view.ts';
import { phaseOf } from './phase.ts';
import { servedOf } from './served-view.ts';
import type { MadeRow, OperationView } from './window.ts';

/** What a grant was made from, as AWS or the person names it. */
const fromOf = (state: AppState, how: How): string => {
  switch (how.kind) {
    case 'assumed-role':
      return state.roles.get(how.profile)?.roleArn ?? how.profile;
    case 'saml':
    case 'web-identity':
      return how.roleArn;
    case 'federated-user':
      return how.identity;
    case 'imported':
      return how.path;
    default:
      return how satisfies never;
  }
};

/** Grants made directly, in the order they were asked for. */
export const madeRows = (
  state: AppState,
  now: Instant,
  local: (at: Instant) => Instant,
): readonly MadeRow[] =>
  [...state.made.values()].map((made) => {
    const ref: GrantRef = { kind: 'made', name: made.name };
    const grant = state.grants.get(grantId(ref));
    return {
      id: grantId(ref),
      ref,
      name: made.name,
      how: made.how.kind,
      from: fromOf(state, made.how),
      ...homeOf(state, ref),
      ...marksOf(state, ref),
      remade: isRemade(made),
      forgets: forgottenWhenHalted(state, [ref]).length > 0,
      phase: phaseOf(state, grant, now, local),
      life: lifeOf(grant?.held ?? null, now, local),
      next: nextOf(state, grant, now, local),
      trouble: troubleOf(state, grant, local),
      copied: copiedOf(state, ref, local),
      served: servedOf(state, ref, local),
      live: hasLive(state, ref),
      signIn: signInOf(state, ref, local),
      noConsole: noConsoleOf(state, ref),
      notice: madeNoticeOf(state, made, grant, now, local),
      guard: guardOf(state, ref, now),
      guardInherited: inheritsProduction(state, ref),
      who: whoOf(grant?.held ?? null, now),
    };
  });

/** Instants in a failure are STS's; the window counts by the local clock. */
const localFailure = (failure: Failure, local: (at: Instant) => Instant): Failure =>
  failure.kind === 'credentials-file' && failure.cause.kind === 'expired'
    ? { ...failure, cause: { ...failure.cause, at: local(failure.cause.at) } }
    : failure;

const localOutcome = (
  outcome: OperationOutcome,
  local: (at: Instant) => Instant,
): OperationOutcome =>
  outcome.kind === 'written' ? { ...outcome, expiresAt: local(outcome.expiresAt) } : outcome;

/** The latest operation of each kind. */
export const operationViews = (
  state: AppState,
  local: (at: Instant) => Instant,
): readonly OperationView[] =>
  [...state.operations].map(([operation, progress]) => {
    switch (progress.kind) {
      case 'running':
        return { ...progress, operation };
      case 'refused': {
        const failures = progress.failures.map((failure) =>
          localFailure(explainedFailure(state, failure), local),
        );
        return { ...progress, operation, failures };
      }
      case 'done':
        return { ...progress, operation, outcome: localOutcome(progress.outcome, local) };
      default:
        return progress satisfies never;
    }
  });
