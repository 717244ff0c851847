import { nextCodeAt } from '../credentials/mfa-code.ts';
import { explainedFailure } from '../session/explanations.ts';
import type { CodeChoice } from '../devices/code-source.ts';
import type { DevicesState, DeviceStep, DeviceWork, MadeDevice } from '../session/device-wizard.ts';
import type { Failure } from '../failure.ts';
import type { Instant } from '../model.ts';
import type { AppState } from '../session/state.ts';

/** Instants by the local clock. Nothing in it is secret: the seed goes its own way. */
export type DevicesView = {
  readonly wizard:
    | { readonly kind: 'closed' }
    | {
        readonly kind: 'open';
        readonly identity: string;
        readonly step: DeviceStep;
        readonly failure: Failure | null;
        /** From when on a code counts; null: now. */
        readonly nextCodeAt: Instant | null;
        readonly seedCopied: boolean;
      };
  readonly left: readonly MadeDevice[];
  readonly work: DeviceWork;
  /** Whose codes nobody types, with where they come from. */
  readonly sources: readonly CodeChoice[];
  readonly sourceFailure: DevicesState['sourceFailure'];
};

export const devicesView = (
  state: AppState,
  now: Instant,
  local: (at: Instant) => Instant,
): DevicesView => {
  const { wizard, left, work } = state.devices;
  const told: DeviceWork =
    work.kind === 'failed' ? { ...work, failure: explainedFailure(state, work.failure) } : work;
  const rest = {
    work: told,
    sources: [...state.devices.sources].map(([identity, source]) => ({ identity, source })),
    sourceFailure: state.devices.sourceFailure,
  };
  if (wizard.kind === 'closed') return { wizard, left, ...rest };
  const serial = 'serial' in wizard.step ? wizard.step.serial : null;
  const next = serial === null ? null : nextCodeAt(state.spentSteps.get(serial), now);
  return {
    wizard: {
      ...wizard,
      failure: wizard.failure === null ? null : explainedFailure(state, wizard.failure),
      nextCodeAt: next === null ? null : local(next),
      seedCopied: state.clipboard?.what === 'device-seed',
    },
    // What the open wizard is about is not left behind.
    left: left.filter((one) => one.serial !== serial),
    ...rest,
  };
};
