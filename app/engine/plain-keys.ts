import type { Failure } from '../failure.ts';
import { qualifiedName } from '../command-line/resolve-name.ts';
import type { LongTermKey } from '../model.ts';
import type { EditRefusal } from '../profiles/edit.ts';
import type { SectionTarget } from '../profiles/owned-section.ts';
import {
  credentialCommand,
  inPlaceOf,
  liveProfile,
  takenBack,
  withKeysBack,
  withoutKeys,
} from '../profiles/owned-texts.ts';
import type { PlainLine } from '../profiles/plain-keys.ts';
import { isProfileName, type AwsFileKind, type ProfileName } from '../profiles/profile.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import {
  asksUs,
  leadableOf,
  obstacleOf,
  type ProcessObstacle,
  type Removal,
  type RemovalOutcome,
  type RemovalPlan,
} from '../session/found.ts';
import { isLocked } from '../session/lock.ts';
import { editFailure } from './edit-failure.ts';
import type { Core, Sources } from './core.ts';
import { createSealing, ofProblem } from './sealing.ts';
import { noLockSince } from './since-lock.ts';

export type PlainKeys = {
  /**
   * Finds out which lines would go, and asks; nothing is changed. Where none would, it asks whether other tools are to
   * be led to Fobwatch by a profile that gives them nothing.
   */
  ask(identities: readonly string[]): Promise<void>;
  /** Does what was asked: keys out of the files, backups sealed, other tools led to Fobwatch. */
  remove(processes: boolean): Promise<void>;
  /** Nothing is asked or told any more. */
  drop(): void;
  /** What could be taken back is kept no longer, nor what a removal on its way makes: it holds keys. */
  forget(): void;
  undo(): Promise<void>;
  /** An AWS file becomes what one of its backups is. */
  restore(backup: string): Promise<void>;
  /**
   * Goes on with the sealing that a crash cut short: backups that hold a key which is in the keychain and in no file
   * any more. The files themselves say so.
   */
  resume(): Promise<void>;
};

type Change = (text: Secret) => Result<Secret, EditRefusal>;
/** One write, with what takes it back. */
type Made = { readonly path: string; readonly back: Change };

const KINDS: readonly AwsFileKind[] = ['credentials', 'config'];

const sameLines = (some: readonly PlainLine[], others: readonly PlainLine[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

/** Long-term keys that the keychain has, out of a person's AWS files and their backups (ST9). */
export const createPlainKeys = (
  { ports, store, look }: Core,
  sources: Sources,
  /** Takes a profile's key into the keychain, if it is not there. */
  importOne: (profile: string) => Promise<void>,
): PlainKeys => {
  /** The writes of the last removal, in the order they were made. */
  let made: readonly Made[] = [];
  /** What a lock let go of is not picked up again by what began before it. */
  const keeper = (): ((one: Made) => void) => {
    const stillOpen = noLockSince(store);
    return (one) => {
      if (stillOpen()) made = [...made, one];
    };
  };

  const tell = (removal: Removal): void => store.apply({ kind: 'removal', removal });
  const isBusy = (): boolean => {
    const { kind } = store.state().found.removal;
    return kind === 'looking' || kind === 'working';
  };
  const { listBackups, isClean, sealAll } = createSealing({ ports, store });
  const pathOf = (file: AwsFileKind): string => store.state().paths[file];

  const keyOf = async (identity: string): Promise<Result<LongTermKey | null, Failure>> => {
    const read = await ports.vault.read(identity);
    return read.ok ? read : fail({ kind: 'vault', action: 'read', ...read.failure });
  };

  const keysOf = async (
    identities: readonly string[],
  ): Promise<Result<readonly LongTermKey[], Failure>> => {
    const keys: LongTermKey[] = [];
    for (const identity of identities) {
      // eslint-disable-next-line no-await-in-loop -- a keychain answers one question after another
      const key = await keyOf(identity);
      if (!key.ok) return key;
      if (key.value !== null) keys.push(key.value);
    }
    return ok(keys);
  };

  const commandFor = (identity: string): Result<string, string> =>
    credentialCommand(
      ports.host.helper,
      qualifiedName({ kind: 'session', identity }),
      ports.platform,
    );

  const planOf = (
    identities: readonly string[],
    keys: readonly LongTermKey[],
  ): Result<RemovalPlan, Failure> => {
    const files: { file: AwsFileKind; path: string; lines: readonly PlainLine[] }[] = [];
    for (const file of KINDS) {
      const { path, text } = sources.files[file];
      if (text === null) continue;
      const { change, note } = withoutKeys(file, keys);
      const done = change(text);
      if (!done.ok)
        return fail(
          editFailure({ kind: 'refused', refusal: done.failure }, path, identities[0] ?? ''),
        );
      if (note().length > 0) files.push({ file, path, lines: note() });
    }
    const bare = leadableOf(sources.profiles, sources.known);
    const emptied = new Set<string>(
      files.length === 0
        ? identities.filter((name) => bare.includes(name))
        : files.flatMap(({ lines }) =>
            lines.flatMap(({ key, profile }) =>
              key === 'aws_secret_access_key' ? (profile ?? []) : [],
            ),
          ),
    );
    const processes: { profile: string; line: string }[] = [];
    const obstacles: { profile: string; by: ProcessObstacle }[] = [];
    for (const profile of emptied) {
      const one = sources.profiles.profiles.get(profile);
      const by = obstacleOf(one);
      const command = commandFor(profile);
      if (by !== null) obstacles.push({ profile, by });
      else if (!command.ok) obstacles.push({ profile, by: 'command' });
      else if (!asksUs(one))
        processes.push({ profile, line: `credential_process = ${command.value}` });
    }
    const isKept = (name: string): boolean => sources.known.some((one) => one.name === name);
    return ok({
      identities,
      files,
      also: [...emptied].filter((profile) => !isKept(profile)),
      config: pathOf('config'),
      processes,
      obstacles,
    });
  };

  const ask = async (identities: readonly string[]): Promise<void> => {
    if (isBusy()) return;
    const refuse = (failure: Failure): void => tell({ kind: 'refused', failure, identities });
    tell({ kind: 'looking' });
    const keys = await keysOf(identities);
    if (!keys.ok) return refuse(keys.failure);
    const plan = planOf(identities, keys.value);
    if (!plan.ok) return refuse(plan.failure);
    const [profile = ''] = identities;
    if (plan.value.files.length > 0 || plan.value.processes.length > 0)
      return tell({ kind: 'asked', plan: plan.value });
    // The key of that name in the file is another one than the keychain's.
    const accessKeyId = sources.fileKeys.get(profile)?.accessKeyId ?? null;
    refuse({
      kind: 'aws-section',
      path: pathOf('credentials'),
      profile,
      cause:
        accessKeyId === null ? { kind: 'changed-since' } : { kind: 'long-term-key', accessKeyId },
    });
  };

  /** One file without the keys, if the lines are still those that were shown. */
  const takeOut = async (
    { file, path, lines }: RemovalPlan['files'][number],
    plan: RemovalPlan,
    keys: readonly LongTermKey[],
    keep: (one: Made) => void,
  ): Promise<Result<RemovalOutcome['files'][number], Failure>> => {
    const { change, note } = withoutKeys(file, keys);
    const checked: Change = (text) => {
      const done = change(text);
      return !done.ok || sameLines(note(), lines) ? done : fail({ kind: 'changed-since' });
    };
    const edited = await ports.awsFileEditor.edit(path, checked, { backup: true });
    if (!edited.ok) return fail(editFailure(edited.failure, path, plan.identities[0] ?? ''));
    const { before, after, backup } = edited.value;
    const profiles = [
      ...new Set(
        lines.flatMap(({ profile }): readonly ProfileName[] => (profile === null ? [] : [profile])),
      ),
    ];
    keep({ path, back: withKeysBack({ file, before, after, profiles }) });
    ports.journal.write({ kind: 'plain-keys-removed', facts: { path, lines: lines.length } });
    return ok({ path, lines: lines.length, backup });
  };

  const lead = async (
    profile: string,
    keep: (one: Made) => void,
  ): Promise<Result<null, Failure>> => {
    const path = pathOf('config');
    const command = commandFor(profile);
    if (!command.ok) return fail({ kind: 'unfit-command', word: command.failure });
    if (!isProfileName(profile))
      return fail({ kind: 'aws-section', path, profile, cause: { kind: 'name' } });
    const put = liveProfile(profile, command.value, {
      grant: { kind: 'session', identity: profile },
      region: null,
      replace: true,
    });
    const edited = await ports.awsFileEditor.edit(path, put.change, { backup: true });
    if (!edited.ok) return fail(editFailure(edited.failure, path, profile));
    const target: SectionTarget = { file: 'config', name: profile };
    keep({ path, back: takenBack({ target, ...edited.value }) });
    return ok(null);
  };

  const remove = async (processes: boolean): Promise<void> => {
    const { removal } = store.state().found;
    if (removal.kind !== 'asked') return;
    const { plan } = removal;
    const refuse = (failure: Failure): void =>
      tell({ kind: 'refused', failure, identities: plan.identities });
    tell({ kind: 'working', plan });
    made = [];
    const keep = keeper();
    const keys = await keysOf(plan.identities);
    if (!keys.ok) return refuse(keys.failure);
    for (const profile of plan.also) {
      // eslint-disable-next-line no-await-in-loop -- a keychain answers one question after another
      await importOne(profile);
      if (sources.known.some(({ name }) => name === profile)) continue;
      const check = store.state().identities.get(profile)?.check;
      return refuse(
        check?.kind === 'failed'
          ? check.failure
          : { kind: 'unknown-target', target: { kind: 'session', identity: profile } },
      );
    }
    const files: RemovalOutcome['files'][number][] = [];
    const failures: Failure[] = [];
    for (const file of plan.files) {
      // eslint-disable-next-line no-await-in-loop -- each with its lock
      const taken = await takeOut(file, plan, keys.value, keep);
      if (taken.ok) files.push(taken.value);
      else failures.push(taken.failure);
    }
    const [first] = failures;
    const secrets = keys.value.map(({ secretAccessKey }) => secretAccessKey);
    if (files.length === 0 && first !== undefined) {
      const clean = await Promise.all(plan.files.map((file) => isClean(file, keys.value)));
      // Nothing was taken out here, and the backups alone hold them.
      if (!clean.includes(false)) {
        await sealAll(secrets);
        await listBackups();
      }
      return refuse(first);
    }
    const sealing = await sealAll(secrets);
    const led: string[] = [];
    // A key that is still in a file wins over whatever would be written for other tools.
    for (const { profile } of processes && first === undefined ? plan.processes : []) {
      // eslint-disable-next-line no-await-in-loop -- one file
      const done = await lead(profile, keep);
      if (done.ok) led.push(profile);
      else failures.push(done.failure);
    }
    await listBackups();
    tell({
      kind: 'done',
      outcome: {
        files,
        ...sealing,
        processes: led,
        failures: [...failures, ...sealing.failures],
      },
    });
    look();
  };

  const undo = async (): Promise<void> => {
    if (isBusy()) return;
    const paths = new Set<string>();
    for (const one of made.toReversed()) {
      // eslint-disable-next-line no-await-in-loop -- the last first
      const edited = await ports.awsFileEditor.edit(one.path, one.back, { backup: true });
      if (!edited.ok)
        return tell({
          kind: 'refused',
          failure: editFailure(edited.failure, one.path, null),
          identities: [],
        });
      made = made.filter((other) => other !== one);
      paths.add(one.path);
    }
    await listBackups();
    tell({ kind: 'undone', paths: [...paths] });
  };

  const restore = async (path: string): Promise<void> => {
    const backup = store.state().found.backups.find((one) => one.path === path);
    if (backup === undefined || isBusy()) return;
    const refuse = (failure: Failure): void => tell({ kind: 'refused', failure, identities: [] });
    const keep = keeper();
    const opened = await ports.backups.open(path);
    if (!opened.ok) return refuse(ofProblem(opened.failure));
    const change = inPlaceOf(null, opened.value);
    const edited = await ports.awsFileEditor.edit(backup.of, change, { backup: true });
    if (!edited.ok) return refuse(editFailure(edited.failure, backup.of, null));
    const { before, after } = edited.value;
    made = [];
    keep({ path: backup.of, back: inPlaceOf(after, before) });
    ports.journal.write({ kind: 'backup-restored', facts: { path } });
    await listBackups();
    tell({ kind: 'restored', path: backup.of, backup: edited.value.backup });
  };

  const resume = async (): Promise<void> => {
    const inFiles = new Set([...sources.fileKeys.values()].map((key) => key.accessKeyId));
    const ids = sources.known.map((one) => one.accessKeyId).filter((id) => !inFiles.has(id));
    const named = new Set(
      (await Promise.all(KINDS.map((file) => ports.backups.naming(pathOf(file), ids)))).flat(),
    );
    const owed = sources.known.filter((one) => named.has(one.accessKeyId));
    const keys = await keysOf(owed.map(({ name }) => name));
    if (keys.ok && keys.value.length > 0)
      await sealAll(keys.value.map(({ secretAccessKey }) => secretAccessKey));
    await listBackups();
  };

  /** Sealing reads the key for it, also where a lock came meanwhile or the app was found locked: it is kept by nobody. */
  const thenShut = (work: Promise<void>): Promise<void> =>
    work.finally(() => {
      if (isLocked(store.state())) ports.lockKeeping.letGo();
    });

  return {
    ask,
    remove: (processes) => thenShut(remove(processes)),
    undo,
    restore: (path) => thenShut(restore(path)),
    drop: () => {
      if (isBusy()) return;
      // What could be taken back holds the key: nobody keeps it longer than it is offered.
      made = [];
      tell({ kind: 'none' });
    },
    forget: () => {
      made = [];
    },
    resume: () => thenShut(resume()),
  };
};
