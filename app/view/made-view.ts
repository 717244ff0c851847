import { isRemade, type How } from '../credentials/made.ts';
import { grantId, type GrantRef, type Instant } from '../model.ts';
import type { AppState } from '../session/state.ts';
import { copiedOf, troubleOf, whoOf } from './grant-view.ts';
import { phaseOf } from './phase.ts';
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
      remade: isRemade(made),
      phase: phaseOf(state, grant, now, local),
      trouble: troubleOf(state, grant, local),
      copied: copiedOf(state, ref, local),
      who: whoOf(grant?.held ?? null, now),
    };
  });

/** The latest operation of each kind. */
export const operationViews = (state: AppState): readonly OperationView[] =>
  [...state.operations].map(([operation, progress]) => ({ operation, ...progress }));
