import type { AwsFilesText } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { reveal, secret, type Secret } from '../secret.ts';
import type { EditRefusal } from './edit.ts';
import { changeProfiles, consentKey, revertProfiles, type ProfileChange } from './edit-profiles.ts';
import { profileEntries, type ProfileEntry } from './profile-entries.ts';
import type { ProfileSet } from './profile.ts';
import { isSharedText } from './share-profiles.ts';

/** The editor of profiles for texts that wear Secret. */
type Change = (text: Secret) => Result<Secret, EditRefusal>;

const textOf = (text: Secret | null): string => (text === null ? '' : reveal(text));

/** What the editor lists of the files as they were last read; nothing in it is secret. */
export const entriesIn = (
  profiles: ProfileSet,
  { config, credentials }: AwsFilesText,
  identities: ReadonlySet<string>,
): readonly ProfileEntry[] =>
  profileEntries(
    profiles,
    { config: textOf(config.text), credentials: textOf(credentials.text) },
    identities,
  );

/** Whether a file holds shared profiles, so that newer ones may take their place. */
export const holdsShared = (text: Secret): boolean => isSharedText(reveal(text));

/** Changes of profiles, where each line of a person's that changes was agreed to. `at` names the profile at fault. */
export const profilesInto = (
  changes: readonly ProfileChange[],
  agreed: 'all' | readonly string[],
): { readonly change: Change; readonly at: () => string } => {
  const yes = new Set(agreed);
  const note = { profile: changes[0]?.name ?? '' };
  return {
    at: () => note.profile,
    change: (text) => {
      const done = changeProfiles(reveal(text), changes);
      if (!done.ok) {
        note.profile = done.failure.profile;
        return fail(done.failure.refusal);
      }
      const { foreign } = done.value;
      const [first] = foreign;
      if (agreed === 'all' || foreign.every((line) => yes.has(consentKey(line))))
        return ok(secret(done.value.text));
      note.profile = first?.profile ?? note.profile;
      return fail({ kind: 'needs-consent', lines: foreign });
    },
  };
};

/** Takes such changes back, whatever else changed since. */
export const profilesTakenBack =
  (names: readonly string[], before: Secret, after: Secret): Change =>
  (text) => {
    const reverted = revertProfiles(reveal(text), {
      names,
      before: reveal(before),
      after: reveal(after),
    });
    return reverted.ok ? ok(secret(reverted.value)) : reverted;
  };
