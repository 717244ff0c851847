import { ownDetail } from '../detail.ts';
import { qualifiedName } from '../command-line/resolve-name.ts';
import type { OperationCommand } from '../contract-operations.ts';
import { setKey } from '../credentials/formats.ts';
import type { Failure, SectionCause } from '../failure.ts';
import { sectionWho } from '../guard/gate.ts';
import { grantRefOf, grantId, grantName, type GrantRef, type LongTermKey } from '../model.ts';
import type { AwsFileEdited, EditProblem } from '../ports.ts';
import type { EditRefusal } from '../profiles/edit.ts';
import {
  credentialCommand,
  credentialsInto,
  joinedEdits,
  liveProfile,
  ownedIn,
  takenBack,
  withoutSection,
  type MadeEdit,
} from '../profiles/owned-texts.ts';
import { beforeKeys, beforeProcess } from '../profiles/before-section.ts';
import { profilesTakenBack } from '../profiles/profile-texts.ts';
import type { SectionTarget } from '../profiles/owned-section.ts';
import { isProfileName, type ProfileName } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import type { OperationOutcome } from '../session/operations.ts';
import { isLocked } from '../session/lock.ts';
import { isKnown } from '../session/state.ts';
import type { Core, Sources } from './core.ts';
import type { Guarding } from './guarding.ts';
import type { Handing } from './handing.ts';
import { editFailure } from './edit-failure.ts';
import { removeOwned } from './remove-owned.ts';
import { createWrittenFiles } from './written-files.ts';
import type { Asker } from '../session/asker.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';

type Of<K extends OperationCommand['kind']> = Extract<OperationCommand, { readonly kind: K }>;
type Ended = Promise<Result<OperationOutcome, readonly Failure[]>>;

export type OwnedSections = {
  /** Reads which files earlier runs wrote into. */
  load(): Promise<void>;
  /** Valid credentials into a profile of a credentials file (SE1, SE4, SE5, SE7). */
  write(command: Of<'write-profile'>, from: Asker): Ended;
  /** A live profile into the config file. */
  install(command: Of<'install-live'>): Ended;
  uninstall(command: Of<'uninstall-live'>): Ended;
  /** Takes the last of these back, if the section is still what it made. */
  undo(): Ended;
  /** A change of these profiles of the config file, to be taken back as one; `at` names the profile at fault. */
  changeProfiles(
    path: string,
    names: readonly string[],
    change: (text: Secret) => Result<Secret, EditRefusal>,
    at: () => string,
  ): Promise<Result<AwsFileEdited, readonly Failure[]>>;
  /** Sections of ours in the credentials file, as just read: they are followed from now on. */
  found(text: Secret | null, path: string): void;
  /** These were stopped: what could be taken back of them goes with their credentials; the backups stay. */
  abandon(refs: readonly GrantRef[]): void;
  abandonAll(): void;
  /** Takes every section of ours out of the files that are known, from earlier runs too. */
  removeAll(): ReturnType<typeof removeOwned>;
  /** Writes renewed credentials where those before them stand, and takes ended ones away if so set. */
  step(): void;
};

/** A section whose credentials are written again when they are renewed. */
type Followed = {
  readonly path: string;
  readonly name: ProfileName;
  readonly target: GrantRef;
  /** When the credentials in it end; null: not known, as after a start. */
  expiresAt: number | null;
  /** Credentials that could not be written, by their end: they are not tried again, those after them are. */
  missed: number | null;
};

/** What can be taken back. `of`: whose credentials it holds; null: it holds none. */
type Last = MadeEdit & {
  readonly path: string;
  readonly of: GrantRef | null;
  /** Several profiles that were changed as one; null: the target alone was. */
  readonly profiles: readonly string[] | null;
};

/** Sections of ours in a person's AWS files: written, followed, taken away and taken back. */
export const createOwnedSections = (
  { ports, store, look }: Core,
  sources: Sources,
  handing: Handing,
  guarding: Pick<Guarding, 'keep' | 'askAgain'>,
): OwnedSections => {
  const written = createWrittenFiles({ ports, store });
  const followed = new Map<string, Followed>();
  let last: Last | null = null;
  let busy = false;
  let queue: Promise<void> = Promise.resolve();

  const idOf = (path: string, name: string): string => `${path}\n${name}`;

  const refuse = (
    path: string,
    profile: string,
    cause: SectionCause,
  ): Result<never, readonly Failure[]> => fail([{ kind: 'aws-section', path, profile, cause }]);

  const remember = (
    { path, before, after }: AwsFileEdited,
    target: SectionTarget,
    of: GrantRef | null,
  ): void => {
    const stopped = of !== null && store.state().grants.get(grantId(of))?.wish === 'halted';
    last =
      stopped || isLocked(store.state())
        ? null
        : { path, target, before, after, of, profiles: null };
  };

  /** The key pair of the keychain that goes by an id, if there is one (SE4). */
  const keptKey = async (accessKeyId: string): Promise<LongTermKey | null> => {
    const known = sources.known.find((one) => one.accessKeyId === accessKeyId);
    if (known === undefined) return null;
    const read = await ports.vault.read(known.name);
    return read.ok ? read.value : null;
  };

  type Put = (kept: readonly LongTermKey[]) => ReturnType<typeof credentialsInto>;

  /** Edits; where a long-term key is in the way, once more with what the keychain holds under its id. */
  const editKeeping = async (
    path: string,
    put: Put,
    backup: boolean,
    kept: readonly LongTermKey[] = [],
  ): Promise<Result<AwsFileEdited & { readonly left: readonly string[] }, EditProblem>> => {
    const { change, note } = put(kept);
    const edited = await ports.awsFileEditor.edit(path, change, { backup });
    if (edited.ok) return ok({ ...edited.value, left: note().left });
    const { failure } = edited;
    const id =
      failure.kind === 'refused' && failure.refusal.kind === 'long-term-key'
        ? failure.refusal.accessKeyId
        : null;
    if (id === null || kept.some(({ accessKeyId }) => accessKeyId === id)) return edited;
    const key = await keptKey(id);
    return key === null ? edited : editKeeping(path, put, backup, [...kept, key]);
  };

  const serialOf = (target: GrantRef): string | null => {
    const { identities, roles } = store.state();
    if (target.kind === 'session') return identities.get(target.identity)?.serial ?? null;
    const role = target.kind === 'role' ? roles.get(target.profile) : undefined;
    if (role === undefined) return null;
    const identity = role.chain.kind === 'walks' ? identities.get(role.chain.identity) : undefined;
    return role.serial ?? identity?.serial ?? null;
  };

  const write = async (command: Of<'write-profile'>, from: Asker): Ended => {
    const { target, replace, backup } = command;
    const profile = command.profile ?? setKey(grantName(target));
    const path = command.file ?? store.state().paths.credentials;
    if (!isProfileName(profile)) return refuse(path, profile, { kind: 'name' });
    if (path === store.state().paths.config)
      return fail([{ kind: 'file', action: 'write', path, detail: ownDetail('config-file') }]);
    const known = sources.profiles.profiles.get(profile);
    const overruled = beforeKeys(known);
    if (overruled !== null) return refuse(path, profile, overruled);
    // Keys in the credentials file would win over it, so it would never be asked again.
    const hides = known?.unsupported.some(({ kind }) => kind === 'credential_process') ?? false;
    if (hides && !replace) return refuse(path, profile, { kind: 'foreign' });
    const handed = handing.give(target, 'write', { from, shown: command.confirmed ?? [] });
    if (!handed.ok) return fail([handed.failure]);
    const { credentials } = handed.value;
    // Before it is there: whoever watches the file finds it at once.
    guarding.keep({ target, who: sectionWho(path, profile) });
    const edited = await written.writing('credentials', path, () =>
      editKeeping(
        path,
        (kept) => credentialsInto(profile, credentials, { grant: target, replace, kept }),
        backup,
      ),
    );
    if (!edited.ok) return fail([editFailure(edited.failure, path, profile)]);
    const { value } = edited;
    handing.record({ target, expiresAt: credentials.expiresAt }, 'write', value.path, from);
    if (value.path !== path) guarding.keep({ target, who: sectionWho(value.path, profile) });
    remember(value, { file: 'credentials', name: profile }, target);
    followed.set(idOf(value.path, profile), {
      path: value.path,
      name: profile,
      target,
      expiresAt: credentials.expiresAt,
      missed: null,
    });
    return ok({
      kind: 'written',
      target,
      path: value.path,
      profile,
      serial: serialOf(target),
      expiresAt: credentials.expiresAt,
      backup: value.backup,
      left: value.left,
    });
  };

  const install = async ({ target, profile: asked }: Of<'install-live'>): Ended => {
    const name = grantName(target);
    const profile = asked ?? `${name}-live`;
    const path = store.state().paths.config;
    if (!isKnown(store.state(), target)) return fail([{ kind: 'unknown-target', target }]);
    if (!isProfileName(profile)) return refuse(path, profile, { kind: 'name' });
    const overruled = beforeProcess(sources.profiles.profiles.get(profile));
    if (overruled !== null) return refuse(path, profile, overruled);
    // By its whole name: a grant made later under the same name must not make the profile's ambiguous.
    const command = credentialCommand(ports.host.helper, qualifiedName(target), ports.platform);
    if (!command.ok) return fail([{ kind: 'unfit-command', word: command.failure }]);
    const region = endpointsOfGrant(store.state(), target)?.region ?? null;
    const put = liveProfile(profile, command.value, { grant: target, region });
    const edited = await written.writing('config', path, () =>
      ports.awsFileEditor.edit(path, put.change, { backup: true }),
    );
    if (!edited.ok) return fail([editFailure(edited.failure, path, profile)]);
    remember(edited.value, { file: 'config', name: profile }, null);
    const { path: where, backup } = edited.value;
    return ok({ kind: 'installed', target, path: where, profile, backup });
  };

  const uninstall = async ({ profile }: Of<'uninstall-live'>): Ended => {
    const path = store.state().paths.config;
    if (!isProfileName(profile)) return refuse(path, profile, { kind: 'name' });
    const target: SectionTarget = { file: 'config', name: profile };
    const edited = await ports.awsFileEditor.edit(path, withoutSection(target), { backup: true });
    if (!edited.ok) return fail([editFailure(edited.failure, path, profile)]);
    await written.see('config', edited.value.path, edited.value.after);
    remember(edited.value, target, null);
    const { path: where, backup } = edited.value;
    return ok({ kind: 'uninstalled', path: where, profile, backup });
  };

  const undo = async (): Ended => {
    if (last === null) return fail([{ kind: 'nothing-to-undo' }]);
    const made = last;
    const { path, target, profiles } = made;
    const back =
      profiles === null ? takenBack(made) : profilesTakenBack(profiles, made.before, made.after);
    const edited = await ports.awsFileEditor.edit(path, back, { backup: true });
    if (!edited.ok) return fail([editFailure(edited.failure, path, target.name)]);
    await written.see(target.file, edited.value.path, edited.value.after);
    if (last === made) last = null;
    followed.delete(idOf(path, target.name));
    const many = (profiles?.length ?? 1) > 1;
    const profile = many ? `${profiles?.length} profiles` : target.name;
    return ok({ kind: 'undone', path, profile });
  };

  const changeProfiles: OwnedSections['changeProfiles'] = async (path, names, change, at) => {
    const edited = await ports.awsFileEditor.edit(path, change, { backup: true });
    if (!edited.ok) return fail([editFailure(edited.failure, path, at())]);
    const [name] = names;
    if (name !== undefined && isProfileName(name) && !isLocked(store.state())) {
      const { path: where, before, after } = edited.value;
      const target: SectionTarget = { file: 'config', name };
      last = { path: where, target, before, after, of: null, profiles: names };
    }
    return edited;
  };

  const removeAll: OwnedSections['removeAll'] = async () => {
    const { config, credentials } = store.state().paths;
    followed.clear();
    return removeOwned(ports.awsFileEditor, written, { config, credentials });
  };

  /** One after another: what is taken back must not be written anew meanwhile. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = queue;
    let done = (): void => undefined;
    queue = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    try {
      return await work();
    } finally {
      done();
      look();
    }
  };
  const journalled = (kind: string, { path, name, target }: Followed): void =>
    ports.journal.write({ kind, facts: { path, profile: name, target: grantId(target) } });

  /** Whether a change can be made, and how: nothing to do is null. */
  const changeOf = (
    one: Followed,
  ): {
    readonly change: (text: Secret) => Result<Secret, EditRefusal>;
    at: number | null;
  } | null => {
    const who = sectionWho(one.path, one.name);
    const handed = handing.give(one.target, 'write', { from: 'renewal', who });
    if (!handed.ok && handed.failure.kind === 'unconfirmed') {
      const to = `[${one.name}] ${one.path}`;
      // A new session, or a new start: what was said before was said of another one.
      guarding.askAgain({ target: one.target, how: 'write', who, to, by: null }, () => {
        followed.delete(idOf(one.path, one.name));
        journalled('section-let-go', one);
      });
      return null;
    }
    if (handed.ok) {
      const { credentials } = handed.value;
      const end = credentials.expiresAt;
      if (end === one.expiresAt || end === one.missed) return null;
      const options = { grant: one.target, replace: false, kept: [] };
      const put = credentialsInto(one.name, credentials, options);
      return { change: put.change, at: credentials.expiresAt };
    }
    const goes = store.state().settings.writtenEnded === 'remove' && one.expiresAt !== null;
    const change = withoutSection({ file: 'credentials', name: one.name });
    return goes ? { change, at: null } : null;
  };

  const follow = async (one: Followed): Promise<void> => {
    const next = changeOf(one);
    if (next === null || followed.get(idOf(one.path, one.name)) !== one) return;
    const target: SectionTarget = { file: 'credentials', name: one.name };
    // No backup: it would push out those that hold what a person may want back.
    const edited = await ports.awsFileEditor.edit(
      one.path,
      (text) => {
        const isOurs = ownedIn('credentials', text).some(({ name }) => name === one.name);
        return isOurs ? next.change(text) : fail({ kind: 'not-owned' });
      },
      { backup: false },
    );
    if (!edited.ok && edited.failure.kind === 'file' && next.at !== null) {
      one.missed = next.at;
      return journalled('section-not-written', one);
    }
    if (!edited.ok) {
      // Not ours any more, or not to be written: it is a person's to ask again.
      followed.delete(idOf(one.path, one.name));
      return journalled('section-let-go', one);
    }
    if (next.at === null) {
      followed.delete(idOf(one.path, one.name));
      await written.see('credentials', one.path, edited.value.after);
    } else {
      one.expiresAt = next.at;
      handing.record({ target: one.target, expiresAt: next.at }, 'write', one.path, 'renewal');
    }
    journalled(next.at === null ? 'section-removed' : 'section-written-again', one);
    const isLast = last !== null && last.path === one.path && last.target.name === one.name;
    if (!isLast || last === null) return;
    const joined = joinedEdits(last, { target, ...edited.value });
    last = joined && { ...joined, path: one.path, of: one.target, profiles: null };
  };

  const due = (): readonly Followed[] => [...followed.values()].filter((one) => changeOf(one));

  return {
    load: () => inTurn(written.load),
    write: (command, from) => inTurn(() => write(command, from)),
    install: (command) => inTurn(() => install(command)),
    uninstall: (command) => inTurn(() => uninstall(command)),
    undo: () => inTurn(undo),
    changeProfiles: (...asked) => inTurn(() => changeProfiles(...asked)),
    found: (text, path) => {
      if (text === null) return;
      if (written.isNews('credentials', path, text))
        void inTurn(() => written.see('credentials', path, text));
      for (const { name, grant } of ownedIn('credentials', text)) {
        const target = grant === null ? null : grantRefOf(grant);
        if (target === null || followed.has(idOf(path, name))) continue;
        followed.set(idOf(path, name), { path, name, target, expiresAt: null, missed: null });
      }
    },
    abandon: (refs) => {
      const of = last?.of ?? null;
      if (of !== null && refs.some((ref) => grantId(ref) === grantId(of))) last = null;
    },
    abandonAll: () => {
      last = null;
    },
    removeAll: () => inTurn(removeAll),
    step: () => {
      const [first] = busy ? [] : due();
      if (first === undefined) return;
      busy = true;
      void inTurn(() => follow(first)).finally(() => {
        busy = false;
        look();
      });
    },
  };
};
