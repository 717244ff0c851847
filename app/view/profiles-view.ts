import type { ProfileEntry } from '../profiles/profile-entries.ts';
import type { AppState } from '../session/state.ts';

/** The profiles while somebody looks at them; nothing in them is secret. */
export type ProfilesView =
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'open';
      readonly entries: readonly ProfileEntry[];
      /** Names in the keychain, which a role can have as its source. */
      readonly identities: readonly string[];
      /** How long a role lasts where its profile does not say, s. */
      readonly usualLife: number;
    };

export const profilesView = ({ profiles, identities, settings }: AppState): ProfilesView =>
  profiles.shown
    ? {
        kind: 'open',
        entries: profiles.entries,
        identities: [...identities.values()].flatMap(({ name, origin }) =>
          origin === 'keychain' ? [name] : [],
        ),
        usualLife: settings.credentialLife,
      }
    : { kind: 'closed' };
