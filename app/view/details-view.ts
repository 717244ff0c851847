import { lasts, sessionCall } from '../credentials/plan.ts';
import { isRemade, type Made } from '../credentials/made.ts';
import { lifeOfMadeRole } from '../credentials/made-plan.ts';
import { usualLife } from '../credentials/wanted-life.ts';
import type { Failure } from '../failure.ts';
import type { LedgerEntry } from '../ledger.ts';
import {
  grantId,
  type GrantId,
  type GrantRef,
  type Held,
  type Instant,
  type Seconds,
} from '../model.ts';
import { assertNever } from '../result.ts';
import { explainedFailure } from '../session/explanations.ts';
import type { GrantLines } from '../session/grant-details.ts';
import type { AppState } from '../session/state.ts';
import { wayTo, type WayStep } from './grant-way.ts';

/** What the details of one grant tell beside its row. */
export type GrantDetails = {
  readonly id: GrantId;
  /** From what signs first to the grant; empty where there is no way. */
  readonly way: readonly WayStep[];
  /** The life that was asked for, by whom; null: there is no way to it, or others made it. */
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
  /** The life that what is held was given, where the next one will have another; else null. */
  readonly given: Seconds | null;
} & (
  | {
      /** Role of a profile: its duration_seconds or the settings. Session: the settings. Any: whoever started it. */
      readonly by: 'profile' | 'role-settings' | 'session-settings' | 'start';
      readonly seconds: Seconds;
      /** What it comes to. */
      readonly granted: Seconds;
    }
  /** Nobody asked for a time: AWS chose one. It is known once it is there. */
  | { readonly by: 'aws'; readonly seconds: null; readonly granted: Seconds | null }
);

/**
 * The life that credentials were given, s: in whole minutes, as lives are asked for. STS rounds an expiry to the second,
 * and answers take time.
 */
const givenLife = ({ obtainedAt, expiresAt }: Held): Seconds => {
  const seconds = Math.round((expiresAt - obtainedAt) / 1000);
  return seconds > 60 ? Math.round(seconds / 60) * 60 : seconds;
};

const asked = (
  by: Extract<Asked, { readonly seconds: Seconds }>['by'],
  seconds: Seconds,
  granted: Seconds,
  given: Seconds | null,
): Asked => ({ by, seconds, granted, given: given === granted ? null : given });

const ofMade = (state: AppState, made: Made, given: Seconds | null): Asked | null => {
  const { how } = made;
  // Files of credentials say when they end, and mostly not when they began.
  if (how.kind === 'imported') return null;
  const { durationSeconds } = how;
  if (durationSeconds === null) return { by: 'aws', seconds: null, granted: given, given: null };
  // An assertion may cut it short, and there is no next one.
  if (!isRemade(made)) return asked('start', durationSeconds, given ?? durationSeconds, null);
  const role = how.kind === 'assumed-role' ? state.roles.get(how.profile) : undefined;
  if (role === undefined || given === null)
    return asked('start', durationSeconds, durationSeconds, given);
  // Made with a code straight from the key it may have been longer than what the session renews.
  return asked(
    'start',
    durationSeconds,
    lifeOfMadeRole(state, role, durationSeconds, false),
    given,
  );
};

const askedFor = (state: AppState, ref: GrantRef): Asked | null => {
  const grant = state.grants.get(grantId(ref));
  const held = grant?.held ?? null;
  const given = held && givenLife(held);
  switch (ref.kind) {
    case 'role': {
      const role = state.roles.get(ref.profile);
      if (role === undefined || role.chain.kind === 'broken') return null;
      const granted = lasts(state, role).seconds;
      return role.durationSeconds === null
        ? asked('role-settings', usualLife(role, state), granted, given)
        : asked('profile', role.durationSeconds, granted, given);
    }
    case 'session': {
      const granted = sessionCall(state, ref.identity).durationSeconds;
      const atStart = grant?.askedLife ?? null;
      return atStart === null
        ? asked('session-settings', state.settings.tokenLife, granted, given)
        : asked('start', atStart, granted, given);
    }
    case 'made': {
      const made = state.made.get(ref.name);
      return made === undefined ? null : ofMade(state, made, given);
    }
    default:
      return assertNever(ref);
  }
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
