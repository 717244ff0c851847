import { ownDetail, type Detail } from '../../app/detail.ts';
import { closeSync, fstatSync, openSync, readFileSync, readSync, renameSync } from 'node:fs';
import { lstat, mkdir, readFile, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AwsFileEdited, AwsFileEditor, EditProblem, Journal } from '../../app/ports.ts';
import type { EditRefusal } from '../../app/profiles/edit.ts';
import { standsAlready } from '../../app/profiles/standing.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal, secret, type Secret } from '../../app/secret.ts';
import { PRIVATE_FOLDER, syncFolder } from './atomic-file.ts';
import { errorDetail, isAbsent } from './file-error.ts';
import { takeLock } from './file-lock.ts';
import { hasSecondName, rightsOf } from './file-rights.ts';
import { readStable } from './stable-read.ts';
import {
  clearStaged,
  keepBackup,
  placeNew,
  privateRights,
  stage,
  type Rights,
} from './staged-file.ts';

/** A file written less than this long ago, ms, may be in the middle of being written; an empty one for longer. */
const YOUNG = 40;
const YOUNG_AND_EMPTY = 2_000;
/** Reads until a file must have come to rest, 15 ms apart. */
const MOST_READS = 160;
/** How often an edit begins again because another program wrote meanwhile. */
const MOST_TURNS = 8;
/** After the rename: how long the old file and the new one are looked after, and how often, in ms. */
const LOOKED_AFTER = 160;
const BETWEEN_LOOKS = 20;

/** How far an edit has come; for the journal, and for tests that end the process there. */
export type EditStep = 'locked' | 'read' | 'backed-up' | 'staged' | 'renamed' | 'looked-after';

const problem = (path: string, detail: Detail): EditProblem => ({ kind: 'file', path, detail });

/** The file that is really written: behind symbolic links, in a folder that is made if need be (0700). */
export const follow = async (path: string): Promise<Result<string, Detail>> => {
  try {
    return ok(await realpath(path));
  } catch (error) {
    if (!isAbsent(error)) return fail(errorDetail(error));
  }
  const there = await lstat(path).catch(() => null);
  if (there !== null) return fail(ownDetail('dangling-link'));
  try {
    await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
    return ok(join(await realpath(dirname(path)), basename(path)));
  } catch (error) {
    return fail(errorDetail(error));
  }
};

/** A link to what is gone is gone as well. */
const isGone = (path: string): Promise<boolean> => realpath(path).then(() => false, isAbsent);

type Read = { readonly bytes: Buffer | null; readonly rights: Rights };

const readAtRest = async (path: string): Promise<Result<Read, Detail>> => {
  const seen = await readStable(
    path,
    ({ bytes, writtenAt }) => {
      const young = bytes?.length === 0 ? YOUNG_AND_EMPTY : YOUNG;
      const age = Date.now() - writtenAt;
      // Another machine's clock may be ahead: that says nothing.
      return age < 0 || age > young;
    },
    MOST_READS,
  );
  if (seen.problem !== null) return fail(seen.problem);
  if (!seen.stable) return fail(ownDetail('written-meanwhile'));
  const rights = await rightsOf(path);
  return rights.ok ? ok({ bytes: seen.bytes, rights: rights.value }) : rights;
};

const textIn = (bytes: Buffer | null): string | null => {
  const text = bytes?.toString('utf8') ?? '';
  return bytes === null || Buffer.from(text).equals(bytes) ? text : null;
};

/** The file that was replaced, still open: a program that had opened it goes on writing into it. */
type Replaced = {
  readonly file: number | null;
  /** From the beginning of the last comparison to the end of the rename, in ms. */
  readonly window: number;
};

/**
 * Puts the new file in the place of the old one if that is still what it was, in one go: nothing of this program runs
 * between the comparison and the rename. null: somebody wrote meanwhile.
 */
const replaceIfSame = (target: string, before: Buffer | null, staged: string): Replaced | null => {
  if (before === null) {
    return placeNew(staged, target) ? { file: null, window: 0 } : null;
  }
  const file = openSync(target, 'r');
  try {
    const compared = performance.now();
    if (readFileSync(file).equals(before)) {
      renameSync(staged, target);
      return { file, window: performance.now() - compared };
    }
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  return null;
};

type Texts = { readonly before: Secret; readonly after: Secret };

/**
 * What was made before, where that is why it is refused now. Of what another program wrote into the old file meanwhile
 * only one thing can be said: ours was to be taken away, and they took it away too.
 */
const standing = (
  refusal: EditRefusal,
  made: Texts | null,
  now: string,
  late: boolean,
): Texts | null => {
  if (made === null) return null;
  const texts = { before: reveal(made.before), after: reveal(made.after) };
  const stands = late ? refusal.kind === 'not-owned' : standsAlready(refusal, texts, now);
  return stands ? made : null;
};

/** All of an open file, from its start, wherever earlier reads ended. */
const readAgain = (file: number): Buffer => {
  const bytes = Buffer.alloc(fstatSync(file).size);
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
};

/** What became of a replacement, looked after for a while. */
type Aftermath =
  | { readonly kind: 'undisturbed' }
  /** The old file was being written when it was replaced: what it was to become. */
  | { readonly kind: 'written-late'; readonly bytes: Buffer }
  /** A program that had read the old file before wrote it over the new one. */
  | { readonly kind: 'written-over' };

/** A file that was opened to be written is empty for a moment; it is waited for as long again. */
const lateBytes = async (file: number): Promise<Buffer> => {
  const until = performance.now() + LOOKED_AFTER;
  const again = async (before: Buffer): Promise<Buffer> => {
    await pause(BETWEEN_LOOKS);
    const now = readAgain(file);
    const rests = now.equals(before) && now.length > 0;
    return rests || performance.now() > until ? now : again(now);
  };
  return again(readAgain(file));
};

const lookAfter = async (
  target: string,
  replaced: number | null,
  before: Buffer | null,
  after: Buffer,
): Promise<Aftermath> => {
  const until = performance.now() + LOOKED_AFTER;
  const again = async (): Promise<Aftermath> => {
    if (replaced !== null && before !== null && !readAgain(replaced).equals(before)) {
      const bytes = await lateBytes(replaced);
      // Truncated and never written: what it was is in the new file already.
      if (bytes.length > 0) return { kind: 'written-late', bytes };
    }
    const now = await readFile(target).catch(() => null);
    if (now === null || !now.equals(after)) return { kind: 'written-over' };
    if (performance.now() > until) return { kind: 'undisturbed' };
    await pause(BETWEEN_LOOKS);
    return again();
  };
  return again();
};

/**
 * Edits a person's AWS files (aws-rules.md, Shared files). A symbolic link is followed, a hard link refused, the file
 * keeps its mode and group (a new one, and one with an access control list, is for its owner alone), one Fobwatch
 * process edits at a time, a backup is made first. The new text goes into a file beside it, is made to last, and takes
 * the old one's place in one step: whoever reads sees the old text or the new one.
 *
 * Other programs take no lock: awscli reads, truncates and rewrites. A file is read until it rests, compared once more
 * in the same breath as the rename, and both files are looked after for a moment: what another program wrote into the
 * old one meanwhile is taken over, and where it wrote over the new one our change is made once more.
 */
export const createAwsFileEditor = (deps: {
  readonly home: string;
  readonly journal: Journal;
  readonly step?: (step: EditStep) => void;
}): AwsFileEditor => {
  const step = deps.step ?? ((): void => undefined);

  /** What to base a turn on, and what must be on the disk for it. */
  type Base = {
    readonly source: Buffer | null;
    readonly onDisk: Buffer | null;
    readonly rights: Rights;
  };
  type Turn = {
    readonly turns: number;
    readonly backup: string | null;
    /** How often others wrote over what was made; once it is made again. */
    readonly lost: number;
    /** What was made the last time. */
    readonly made: Texts | null;
  };

  const editLocked: (
    path: string,
    target: string,
    change: Parameters<AwsFileEditor['edit']>[1],
    withBackup: boolean,
  ) => ReturnType<AwsFileEditor['edit']> = async (path, target, change, withBackup) => {
    await clearStaged(target);

    const turn = async (given: Base | null, state: Turn): ReturnType<AwsFileEditor['edit']> => {
      if (state.turns > MOST_TURNS) return fail(problem(path, ownDetail('written-meanwhile')));
      const read = given === null ? await readAtRest(target) : null;
      if (read !== null && !read.ok) return fail(problem(path, read.failure));
      step('read');
      const base = given ?? {
        source: read?.value.bytes ?? null,
        onDisk: read?.value.bytes ?? null,
        rights: read?.value.rights ?? privateRights,
      };
      const text = textIn(base.source);
      if (text === null) return fail(problem(path, ownDetail('not-utf8')));
      const wanted = change(secret(text));
      const late = base.source !== base.onDisk;
      const stands = wanted.ok ? null : standing(wanted.failure, state.made, text, late);
      const refused = wanted.ok || stands !== null ? null : wanted.failure;
      // What another program wrote late is its due, whatever becomes of our own change.
      if (refused !== null && !late) return fail({ kind: 'refused', refusal: refused });
      const after = wanted.ok ? reveal(wanted.value) : text;
      const answer = (edited: AwsFileEdited): Result<AwsFileEdited, EditProblem> =>
        refused === null ? ok(edited) : fail({ kind: 'refused', refusal: refused });
      const texts = { before: secret(text), after: secret(after) };
      const bytes = Buffer.from(after);
      if (base.onDisk === null ? after === '' : bytes.equals(base.onDisk))
        return answer({ path, ...(state.made ?? texts), backup: state.backup });
      if (state.lost > 1) return fail(problem(path, ownDetail('written-over')));

      if (await hasSecondName(target)) return fail(problem(path, ownDetail('hard-link')));

      const needsBackup = withBackup && base.source !== null && base.source.length > 0;
      const newest = needsBackup ? await readFile(`${path}~`).catch(() => null) : null;
      const backup =
        needsBackup && base.source !== null
          ? await keepBackup(path, base.source, newest)
          : state.backup;
      step('backed-up');
      const staged = await stage(target, bytes, base.rights);
      step('staged');
      let replaced: Replaced | null;
      try {
        replaced = replaceIfSame(target, base.onDisk, staged);
      } catch (error) {
        await unlink(staged).catch(() => undefined);
        throw error;
      }
      if (replaced === null) {
        await unlink(staged).catch(() => undefined);
        return turn(null, { ...state, backup, turns: state.turns + 1 });
      }
      step('renamed');
      const { file, window } = replaced;
      try {
        await syncFolder(dirname(target));
        const aftermath = await lookAfter(target, file, base.onDisk, bytes);
        step('looked-after');
        deps.journal.write({
          kind: 'aws-file-written',
          facts: { path, window, aftermath: aftermath.kind },
        });
        if (aftermath.kind === 'written-late')
          return await turn(
            { source: aftermath.bytes, onDisk: bytes, rights: base.rights },
            { ...state, backup, turns: state.turns + 1, made: stands ?? texts },
          );
        if (aftermath.kind === 'written-over')
          return await turn(null, {
            turns: state.turns + 1,
            backup,
            lost: state.lost + 1,
            made: stands ?? texts,
          });
      } finally {
        if (file !== null) closeSync(file);
      }
      return answer({ path, ...(stands ?? texts), backup });
    };
    return turn(null, { turns: 0, backup: null, lost: 0, made: null });
  };

  return {
    edit: async (named, change, { backup, ifThere = false }) => {
      const path = /^~[/\\]/.test(named) ? join(deps.home, named.slice(2)) : named;
      if (!isAbsolute(path)) return fail(problem(path, ownDetail('path-not-absolute')));
      if (ifThere && (await isGone(path)))
        return ok({ path, before: secret(''), after: secret(''), backup: null });
      const target = await follow(path);
      if (!target.ok) return fail(problem(path, target.failure));
      const lock = await takeLock(`${target.value}.fobwatch-lock`);
      if (!lock.ok) return fail(problem(path, lock.failure));
      step('locked');
      try {
        return await editLocked(path, target.value, change, backup);
      } catch (error) {
        return fail(problem(path, errorDetail(error)));
      } finally {
        await lock.value.release();
      }
    },
  };
};
