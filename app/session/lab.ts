import type { Failure } from '../failure.ts';
import type { LabStage, LabThing, Trial } from '../lab/trial.ts';
import type { AppState } from './state.ts';

/** What is done about the trial, or was done last. */
export type LabWork =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing' }
  /** What it would make is known by name; nothing is made. */
  | { readonly kind: 'prepared'; readonly trial: Trial }
  | { readonly kind: 'making'; readonly trial: Trial; readonly done: readonly LabStage[] }
  | { readonly kind: 'made'; readonly trial: Trial; readonly done: readonly LabStage[] }
  | { readonly kind: 'looking' }
  /** `others`: of trials that this computer knows nothing of. */
  | {
      readonly kind: 'looked';
      readonly found: readonly LabThing[];
      readonly others: readonly LabThing[];
    }
  | { readonly kind: 'removing'; readonly left: readonly LabThing[] }
  /** Nothing is left. `name` of the trial whose entry an authenticator may still hold; null: none was known. */
  | {
      readonly kind: 'removed';
      readonly name: string | null;
      readonly others: readonly LabThing[];
    }
  | {
      readonly kind: 'failed';
      readonly during: 'up' | 'down' | 'look';
      /** The step of the trial it failed at; null: before or after them. */
      readonly at: LabStage | null;
      readonly failure: Failure;
    };

export type LabState = {
  /** The trial that is there, as the file remembers it; null: none. */
  readonly trial: Trial | null;
  readonly work: LabWork;
};

export type LabEvent =
  | { readonly kind: 'lab-trial'; readonly trial: Trial | null }
  | { readonly kind: 'lab-work'; readonly work: LabWork };

export const emptyLab: LabState = { trial: null, work: { kind: 'idle' } };

export const isLabBusy = ({ work }: LabState): boolean =>
  work.kind === 'preparing' ||
  work.kind === 'making' ||
  work.kind === 'looking' ||
  work.kind === 'removing';

export const reduceLab = (state: AppState, event: LabEvent): AppState => ({
  ...state,
  lab:
    event.kind === 'lab-trial'
      ? { ...state.lab, trial: event.trial }
      : { ...state.lab, work: event.work },
});
