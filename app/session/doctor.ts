import type { Check } from '../doctor/check.ts';
import type { AppState } from './state.ts';

/** The latest examination, as far as it has come. */
export type DoctorState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running';
      readonly checks: readonly Check[];
      /** Endpoints that have not answered yet. */
      readonly waiting: number;
    }
  | {
      readonly kind: 'done';
      readonly checks: readonly Check[];
      readonly about: Readonly<Record<string, string>>;
      /** Counts examinations, so that whoever asked knows theirs. */
      readonly turn: number;
      /** Whether its report was put into the clipboard. */
      readonly copied: boolean;
    };

export type DoctorEvent = { readonly kind: 'doctor'; readonly doctor: DoctorState };

export const withDoctor = (state: AppState, { doctor }: DoctorEvent): AppState => ({
  ...state,
  doctor,
});
