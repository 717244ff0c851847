import { lasts } from '../credentials/plan.ts';
import { usualLife } from '../credentials/wanted-life.ts';
import type { Failure } from '../failure.ts';
import type { LedgerEntry } from '../ledger.ts';
import { grantId, type GrantId, type GrantRef, type Instant, type Seconds } from '../model.ts';
import { explainedFailure } from '../session/explanations.ts';
import type { GrantLines } from '../session/grant-details.ts';
import type { AppState } from '../session/state.ts';
import { wayTo, type WayStep } from './grant-way.ts';

/** What the details of one grant tell beside its row. */
export type GrantDetails = {
  readonly id: GrantId;
  /** From what signs first to the grant; empty where there is no way. */
  readonly way: readonly WayStep[];
  /** The life that was asked for, by whom; null: it is no role of a profile. */
  readonly asked: Asked | null;
  /** Newest first. */
  readonly failures: readonly {
    readonly failure: Failure;
    readonly at: Instant;
    readonly times: number;
  }[];
  readonly ledger: GrantLines['kind'];
  /** Newest first; empty while they are read. */
  readonly lines: readonly LedgerEntry[];
};

export type Asked = {
  readonly by: 'profile' | 'settings';
  readonly seconds: Seconds;
  /** What it comes to. */
  readonly granted: Seconds;
};

const askedFor = (state: AppState, ref: GrantRef): Asked | null => {
  const role = ref.kind === 'role' ? state.roles.get(ref.profile) : undefined;
  if (role === undefined || role.chain.kind === 'broken') return null;
  const granted = lasts(state, role).seconds;
  return role.durationSeconds === null
    ? { by: 'settings', seconds: usualLife(role, state), granted }
    : { by: 'profile', seconds: role.durationSeconds, granted };
};

/** Details of the grants that somebody looks at, instants by the local clock. */
export const detailsView = (
  state: AppState,
  now: Instant,
  local: (at: Instant) => Instant,
): readonly GrantDetails[] =>
  [...state.details.open.values()].map(({ ref, lines }) => ({
    id: grantId(ref),
    way: wayTo(state, ref, now, local),
    asked: askedFor(state, ref),
    failures: (state.details.failures.get(grantId(ref)) ?? []).map((past) => ({
      ...past,
      failure: explainedFailure(state, past.failure),
      at: local(past.at),
    })),
    ledger: lines.kind,
    lines: lines.kind === 'read' ? lines.lines : [],
  }));
