import type { Surroundings } from '../../app/profiles/check-profile.ts';
import { parseAwsFiles } from '../../app/profiles/parse.ts';
import {
  entriesByName,
  profileEntries,
  type ProfileEntry,
} from '../../app/profiles/profile-entries.ts';

/** What the editor of profiles sees of two texts, with these names in the keychain. */
export const entriesOf = (
  config: string,
  credentials = '',
  identities: readonly string[] = [],
): readonly ProfileEntry[] =>
  profileEntries(
    parseAwsFiles({
      config: { path: '/c', text: config },
      credentials: { path: '/k', text: credentials },
    }),
    { config, credentials },
    new Set(identities),
  );

export const around = (
  config: string,
  credentials = '',
  identities: readonly string[] = [],
): Surroundings => ({
  entries: entriesByName(entriesOf(config, credentials, identities)),
  identities: new Set(identities),
});
