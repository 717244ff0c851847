import type { ProfileEntry } from '../profiles/profile-entries.ts';
import { assertNever } from '../result.ts';
import type { AppState } from './state.ts';

/** The profiles of the AWS files as the editor lists them. */
export type ProfilesState = {
  readonly entries: readonly ProfileEntry[];
  /** Somebody looks at them: only then are they in the window's picture. */
  readonly shown: boolean;
};

export const noProfiles: ProfilesState = { entries: [], shown: false };

export type ProfilesEvent =
  | { readonly kind: 'profiles'; readonly entries: readonly ProfileEntry[] }
  | { readonly kind: 'profiles-shown'; readonly shown: boolean };

export const reduceProfiles = (state: AppState, event: ProfilesEvent): AppState => {
  const { profiles } = state;
  switch (event.kind) {
    case 'profiles':
      return { ...state, profiles: { ...profiles, entries: event.entries } };
    case 'profiles-shown':
      return profiles.shown === event.shown
        ? state
        : { ...state, profiles: { ...profiles, shown: event.shown } };
    default:
      return assertNever(event);
  }
};
