import { firstStepBack, newIdOf, RESTED, type RotationStep } from '../devices/rotate.ts';
import type { Failure } from '../failure.ts';
import type { Instant } from '../model.ts';
import { explainedFailure } from '../session/explanations.ts';
import { keysOf, type KeyFacts, type RotationProgress } from '../session/rotations.ts';
import type { AppState } from '../session/state.ts';

/** A key as its line tells it. Instants by the local clock. */
export type KeyLine = KeyFacts & {
  /** The one this identity is used with here. */
  readonly inUse: boolean;
  /** The one before it, which a plan keeps. */
  readonly old: boolean;
};

/** The access keys of an identity and their rotation, for its panel. Nothing in it is secret. */
export type KeysView = {
  readonly identity: string;
  readonly list: 'unknown' | 'reading' | 'known' | 'failed';
  readonly keys: readonly KeyLine[];
  /** Why AWS does not list them. */
  readonly failure: Failure | null;
  /** When the key in use was made; null: AWS never said. */
  readonly createdAt: Instant | null;
  /** Profiles of the AWS files that hold the same key in plain text. */
  readonly holders: readonly string[];
  readonly rotation: {
    readonly step: RotationStep['kind'];
    readonly oldId: string;
    readonly newId: string | null;
    readonly startedAt: Instant;
    /** Of one that rests: what the old key is, since when, and whether its deletion is due. */
    readonly rest: {
      readonly old: 'active' | 'inactive';
      readonly since: Instant;
      readonly due: boolean;
    } | null;
    readonly canGoBack: boolean;
  } | null;
  readonly progress: RotationProgress;
};

const progressOf = (
  state: AppState,
  progress: RotationProgress,
  local: (at: Instant) => Instant,
): RotationProgress => {
  switch (progress.kind) {
    case 'waiting':
      return { ...progress, until: local(progress.until) };
    case 'stopped':
      return { ...progress, failure: explainedFailure(state, progress.failure) };
    case 'idle':
    case 'working':
    case 'needs-code':
    case 'offered':
      return progress;
    default:
      return progress satisfies never;
  }
};

export const keysView = (
  state: AppState,
  identity: string,
  now: Instant,
  local: (at: Instant) => Instant,
): KeysView => {
  const { list, rotation, progress } = keysOf(state, identity);
  const inUse = state.identities.get(identity)?.accessKeyId ?? '';
  const created = state.keysCreated.get(inUse);
  const step = rotation?.step ?? null;
  return {
    identity,
    list: list.kind,
    keys:
      list.kind === 'known'
        ? list.keys.map((key) => ({
            ...key,
            createdAt: local(key.createdAt),
            lastUsed: key.lastUsed ? local(key.lastUsed) : key.lastUsed,
            inUse: key.accessKeyId === inUse,
            old: key.accessKeyId === rotation?.oldId && key.accessKeyId !== inUse,
          }))
        : [],
    failure: list.kind === 'failed' ? explainedFailure(state, list.failure) : null,
    createdAt: created === undefined ? null : local(created),
    holders: state.found.plainKeys
      .filter(({ accessKeyId }) => accessKeyId === inUse)
      .map(({ profile }) => profile),
    rotation: rotation && {
      step: rotation.step.kind,
      oldId: rotation.oldId,
      newId: newIdOf(rotation),
      startedAt: local(rotation.startedAt),
      rest:
        step?.kind === 'resting'
          ? { old: step.old, since: local(step.since), due: now - step.since >= RESTED }
          : null,
      canGoBack: firstStepBack(rotation, now) !== null,
    },
    progress: progressOf(state, progress, local),
  };
};
