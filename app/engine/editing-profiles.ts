import type { OperationCommand } from '../contract-operations.ts';
import type { Failure } from '../failure.ts';
import {
  checkProfile,
  withDrafts,
  type FieldFault,
  type Surroundings,
} from '../profiles/check-profile.ts';
import type { ProfileChange } from '../profiles/edit-profiles.ts';
import { entriesByName } from '../profiles/profile-entries.ts';
import type { ProfileSet } from '../profiles/profile.ts';
import { entriesIn, holdsShared, profilesInto } from '../profiles/profile-texts.ts';
import { tidyDraft, type RoleDraft } from '../profiles/role-fields.ts';
import { shareable, sharedText } from '../profiles/share-profiles.ts';
import { fail, ok, type Result } from '../result.ts';
import { secret } from '../secret.ts';
import type { OperationOutcome } from '../session/operations.ts';
import type { Core, Sources } from './core.ts';
import type { OwnedSections } from './owned-sections.ts';
import { obstacleAt } from './replaceable.ts';

type Of<K extends OperationCommand['kind']> = Extract<OperationCommand, { readonly kind: K }>;
type Ended = Promise<Result<OperationOutcome, readonly Failure[]>>;

export type EditingProfiles = {
  /** Role profiles of the config file, checked whole before anything is written. */
  change(command: Of<'change-profiles'>): Ended;
  /** A file for a team (product.md, “secret-free export and import”). */
  share(command: Of<'share-profiles'>): Ended;
};

const draftOf = (change: ProfileChange): readonly RoleDraft[] =>
  change.kind === 'remove' ? [] : [change];

/** Every field of every profile at fault: they are checked together, since they may name each other. */
const faultsOf = (
  changes: readonly ProfileChange[],
  around: Surroundings,
): readonly FieldFault[] => {
  const left = new Map(around.entries);
  for (const change of changes) if (change.kind === 'remove') left.delete(change.name);
  const together = { ...around, entries: withDrafts(left, changes.flatMap(draftOf)) };
  return changes.flatMap((change): readonly FieldFault[] => {
    if (change.kind === 'remove') return [];
    const { name } = change;
    const taken = change.kind === 'add' && around.entries.has(name);
    return [
      ...(taken
        ? [
            {
              kind: 'profile-field',
              profile: name,
              field: 'name',
              rule: { kind: 'taken' },
            } as const,
          ]
        : []),
      ...checkProfile(change, name, together),
    ];
  });
};

/** Lists the profiles anew when the files or the names in the keychain changed, and only then. */
export const createListing = ({ store }: Pick<Core, 'store'>, sources: Sources): (() => void) => {
  // Weakly: what a lock lets go of is not kept by who only compares it.
  let last: { readonly profiles: WeakRef<ProfileSet>; readonly names: string } | null = null;
  return () => {
    const names = sources.known.map(({ name }) => name);
    const key = names.join('\n');
    if (last?.profiles.deref() === sources.profiles && last.names === key) return;
    last = { profiles: new WeakRef(sources.profiles), names: key };
    const entries = entriesIn(sources.profiles, sources.files, new Set(names));
    store.apply({ kind: 'profiles', entries });
  };
};

export const createEditingProfiles = (
  { ports, store }: Core,
  sources: Sources,
  owned: Pick<OwnedSections, 'changeProfiles'>,
): EditingProfiles => ({
  change: async ({ changes: asked, agreed }) => {
    const changes = asked.map((change): ProfileChange =>
      change.kind === 'remove' ? change : { ...change, ...tidyDraft(change) },
    );
    const state = store.state();
    const faults = faultsOf(changes, {
      entries: entriesByName(state.profiles.entries),
      identities: new Set(sources.known.map(({ name }) => name)),
    });
    if (faults.length > 0) return fail(faults);
    const path = state.paths.config;
    const { change, at } = profilesInto(changes, agreed);
    const names = changes.map(({ name }) => name);
    const edited = await owned.changeProfiles(path, names, change, at);
    if (!edited.ok) return edited;
    const of = (kind: ProfileChange['kind']): readonly string[] =>
      changes.flatMap((one) => (one.kind === kind ? [one.name] : []));
    return ok({
      kind: 'profiles-changed',
      path: edited.value.path,
      added: of('add'),
      edited: of('edit'),
      removed: of('remove'),
      backup: edited.value.backup,
    });
  },
  share: async ({ profiles, path }) => {
    const { entries } = store.state().profiles;
    const wanted = new Set(profiles ?? entries.map(({ name }) => name));
    const shared = shareable(entries.filter(({ name }) => wanted.has(name)));
    if (shared.length === 0) return fail([{ kind: 'nothing-to-share' }]);
    const obstacle = await obstacleAt({ ports, store }, path, holdsShared);
    if (obstacle !== null) return fail([obstacle]);
    const written = await ports.credentialFiles.write(path, secret(sharedText(shared)));
    if (!written.ok) return fail([{ kind: 'file', action: 'write', ...written.failure }]);
    ports.journal.write({ kind: 'profiles-shared', facts: { path, count: shared.length } });
    return ok({ kind: 'shared', path, count: shared.length });
  },
});
