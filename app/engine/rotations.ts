import type { Command } from '../contract.ts';
import { backoff, isPassing } from '../credentials/classify.ts';
import { isFido } from '../credentials/mfa-code.ts';
import {
  atStart,
  firstStepBack,
  nextMove,
  stepForOld,
  type Rotation,
  type RotationMove,
  type RotationStep,
} from '../devices/rotate.ts';
import type { Failure, RotationCause } from '../failure.ts';
import type { GrantRef, Instant } from '../model.ts';
import { isProfileName } from '../profiles/profile.ts';
import { isLocked } from '../session/lock.ts';
import { keysOf, type RotationProgress } from '../session/rotations.ts';
import { isValid, sessionId } from '../session/state.ts';
import type { Core, Sources } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import { BETWEEN_PROOFS, isFresh, isKeyUnknown } from './fresh-keys.ts';
import { createKeyBook } from './key-book.ts';
import { createKeyLists } from './key-lists.ts';
import type { Keys } from './keys.ts';
import type { Persistence } from './persistence.ts';
import { createRotationMoves, notListed, type Effect, type Listing } from './rotation-moves.ts';
import type { Asker } from '../session/asker.ts';
import type { Wanting } from './wanting.ts';

type Of<K extends Command['kind']> = Extract<Command, { readonly kind: K }>;

export type Rotations = {
  /** Reads which plans are under way; before anything that was sealed is opened. */
  load(): Promise<void>;
  /** Asks AWS which keys a user has. */
  read(identity: string): Promise<void>;
  rotate(command: Of<'rotate-key'>, from: Asker): Promise<void>;
  goOn(identity: string, from: Asker): Promise<void>;
  rollBack(identity: string, from: Asker): Promise<void>;
  changeKey(command: Of<'change-key'>, from: Asker): Promise<void>;
  /**
   * What has waited long enough, for a code that came, or for the lock to be opened; the first time what the last run
   * left, where that is safe: the rest is offered. Never while it is locked.
   */
  step(): void;
  /** The identity is to be removed: false where that would lose a key that only a plan knows of. */
  leave(identity: string): Promise<boolean>;
};

/** Passing failures in a row before a person is asked. */
const MOST_TRIES = 8;
/** Far more moves than any plan has: one that turns in a circle ends. */
const MOST_MOVES = 80;

/** Rotations of access keys: app/devices/rotate decides, this acts, and writes each step down before its effects. */
export const createRotations = (
  core: Core,
  keys: Keys,
  sources: Sources,
  iamAccess: IamAccess,
  identities: Pick<Identities, 'note'>,
  wanting: Pick<Wanting, 'want' | 'renew' | 'go'>,
  persistence: Pick<Persistence, 'save'>,
  readFiles: () => Promise<void>,
): Rotations => {
  const { ports, store, time, look } = core;
  const moves = createRotationMoves(core, keys, sources, iamAccess, identities, readFiles);
  const { writeDown, saveAges } = createKeyBook(core, persistence);
  const lists = createKeyLists(core, moves, saveAges);
  /** Under a lock no key is asked for, and none signs. */
  const read = async (identity: string): Promise<void> => {
    if (!isLocked(store.state())) await lists.read(identity);
  };
  const busy = new Set<string>();
  /** Asked for while a move was under way; it is done after it. */
  const backAsked = new Set<string>();
  const tries = new Map<string, number>();
  const askers = new Map<string, Asker>();
  let hasBegun = false;

  const planOf = (identity: string): Rotation | null => keysOf(store.state(), identity).rotation;
  const told = (identity: string, progress: RotationProgress): void => {
    store.apply({ kind: 'rotation-progress', identity, progress });
    if (progress.kind === 'stopped')
      ports.journal.write({ kind: 'rotation-stopped', facts: { identity, why: whyOf(progress) } });
    look();
  };
  const stop = (identity: string, failure: Failure): void =>
    told(identity, { kind: 'stopped', failure });
  const refuse = (identity: string, cause: RotationCause): void =>
    stop(identity, { kind: 'rotation', identity, cause });

  const hasSession = (identity: string): boolean => {
    const held = store.state().grants.get(sessionId(identity))?.held ?? null;
    return isValid(held, time.now()) && held.withCode;
  };

  /** Whether a code could change a denial: policies that let IAM be called with MFA only. */
  const codeHelps = (identity: string, failure: Failure): boolean => {
    const serial = store.state().identities.get(identity)?.serial ?? null;
    if (failure.kind !== 'aws' || failure.cause !== 'denied') return false;
    return failure.operation !== 'GetCallerIdentity' && serial !== null && !isFido(serial)
      ? !hasSession(identity)
      : false;
  };

  const askForCode = (identity: string): void => {
    const ref: GrantRef = { kind: 'session', identity };
    const from = askers.get(identity) ?? 'program';
    const held = store.state().grants.get(sessionId(identity))?.held ?? null;
    // One without MFA is no help here, however long it lasts.
    if (isValid(held, time.now())) wanting.renew([ref], from);
    else wanting.want([ref], from);
    told(identity, { kind: 'needs-code' });
  };

  const wait = (identity: string, until: Instant, failure: Failure | null): void =>
    told(identity, { kind: 'waiting', until, attempts: tries.get(identity) ?? 0, failure });

  /** What a failure of a move means for the plan: another try, a code, or a person. */
  const settle = (rotation: Rotation, move: RotationMove, failure: Failure): void => {
    const { identity } = rotation;
    // What failed for want of what a lock let go of is tried anew once it is opened.
    if (isLocked(store.state())) return;
    const now = time.now();
    const tried = (tries.get(identity) ?? 0) + 1;
    tries.set(identity, tried);
    if (codeHelps(identity, failure)) return askForCode(identity);
    const pause = backoff(tried, ports.random());
    const fresh = isFresh(rotation, now);
    const proving = move.kind === 'prove';
    const notYet = isKeyUnknown(failure) || (proving && isPassing(failure));
    // That AWS does not know it yet is no trouble to tell of.
    const trouble = isKeyUnknown(failure) ? null : failure;
    if (notYet && fresh) return wait(identity, now + Math.min(pause, BETWEEN_PROOFS), trouble);
    if (proving && isKeyUnknown(failure)) return refuse(identity, { kind: 'not-proven' });
    // Room in the list and none by its count: one of both is not up to date.
    const full = failure.kind === 'aws' && failure.cause === 'limit';
    if ((isPassing(failure) || full) && tried < MOST_TRIES)
      return wait(identity, now + pause, failure);
    stop(identity, failure);
  };

  type Went = 'on' | 'over';

  const begin = async (
    rotation: Rotation,
    step: RotationStep,
    before = rotation.before,
  ): Promise<Went> => {
    const written = await writeDown(rotation.identity, { ...rotation, step, before });
    if (written.ok) return 'on';
    stop(rotation.identity, written.failure);
    return 'over';
  };

  const end = async (identity: string): Promise<Went> => {
    const written = await writeDown(identity, null);
    if (!written.ok) stop(identity, written.failure);
    else void read(identity);
    return 'over';
  };

  const rest = (identity: string): Went => {
    told(identity, { kind: 'idle' });
    void read(identity);
    return 'over';
  };

  const effect = async (rotation: Rotation, move: Effect): Promise<Went> => {
    const { identity } = rotation;
    if (move.kind === 'create') {
      // When it was asked for at the latest stands on the disk before it is asked for.
      const dated = await begin(rotation, { kind: 'creating', since: time.now() });
      if (dated === 'over' || isLocked(store.state())) return 'over';
    }
    const done = await moves.act(rotation, move);
    if (!done.ok) {
      settle(rotation, move, done.failure);
      return 'over';
    }
    tries.delete(identity);
    return 'to' in move && move.to !== null ? begin(rotation, move.to) : 'on';
  };

  const oneMove = async (
    rotation: Rotation,
    listing: Listing,
  ): Promise<{ readonly went: Went; readonly listing: Listing }> => {
    const { identity } = rotation;
    const over = { went: 'over', listing: notListed } as const;
    const facts = await moves.gather(rotation, listing);
    if (!facts.ok) {
      if (!isLocked(store.state())) stop(identity, facts.failure);
      return over;
    }
    const move = nextMove(rotation, facts.value, time.now());
    switch (move.kind) {
      case 'list': {
        const listed = await moves.list(rotation);
        if (listed.ok) return { went: 'on', listing: listed.value };
        settle(rotation, move, listed.failure);
        return over;
      }
      case 'begin':
        return { went: await begin(rotation, move.step, move.before), listing };
      case 'wait':
        wait(identity, move.until, null);
        return over;
      case 'blocked':
        refuse(identity, { kind: 'two-keys', other: move.other });
        void read(identity);
        return over;
      case 'not-in-force':
        refuse(identity, { kind: 'not-in-force' });
        return over;
      case 'not-followed':
        refuse(identity, { kind: 'not-followed', profile: move.profile });
        return over;
      case 'rest':
        return { ...over, went: rest(identity) };
      case 'end':
        return { ...over, went: await end(identity) };
      default:
        // What AWS lists may be another by now.
        return { went: await effect(rotation, move), listing: notListed };
    }
  };

  /** On with a plan, move by move, until it rests, waits or needs a person, or a lock comes. One run at a time an identity. */
  const advance = async (identity: string): Promise<void> => {
    if (busy.has(identity)) return;
    busy.add(identity);
    told(identity, { kind: 'working' });
    let listing = notListed;
    let went: Went = 'on';
    for (let count = 0; went === 'on' && count < MOST_MOVES; count += 1) {
      if (isLocked(store.state())) break;
      let rotation = planOf(identity);
      if (rotation === null) {
        told(identity, { kind: 'idle' });
        break;
      }
      if (backAsked.delete(identity)) {
        const step = firstStepBack(rotation, time.now());
        if (step !== null) await begin(rotation, step);
        rotation = planOf(identity) ?? rotation;
      }
      const moved = await oneMove(rotation, listing);
      went = moved.went;
      listing = moved.listing;
    }
    busy.delete(identity);
    const isLeft = planOf(identity) !== null;
    if (isLeft && isLocked(store.state())) {
      // Due as soon as it is opened; a lock keeps no secret in memory meanwhile.
      moves.letGo(identity);
      wait(identity, time.now(), null);
    } else if (isLeft && went === 'on') refuse(identity, { kind: 'not-in-force' });
    look();
  };

  /** A step a person asked for, of a plan that stands still. */
  const take = async (rotation: Rotation, step: RotationStep, from: Asker): Promise<void> => {
    const { identity } = rotation;
    if (busy.has(identity)) return;
    askers.set(identity, from);
    tries.delete(identity);
    busy.add(identity);
    told(identity, { kind: 'working' });
    const begun = await begin(rotation, step);
    busy.delete(identity);
    if (begun === 'on') await advance(identity);
  };

  const goOn: Rotations['goOn'] = async (identity, from) => {
    if (planOf(identity) === null) return refuse(identity, { kind: 'none' });
    askers.set(identity, from);
    tries.delete(identity);
    await advance(identity);
  };

  const takeUp = (): void => {
    hasBegun = true;
    for (const [identity, { rotation }] of store.state().keys) {
      if (rotation === null || busy.has(identity)) continue;
      const fate = atStart(rotation, time.now());
      if (fate === 'go-on') void advance(identity);
      if (fate === 'offer') told(identity, { kind: 'offered' });
      if (fate === 'drop') void writeDown(identity, null);
    }
  };

  return {
    load: async () => {
      const loaded = await ports.keyPlans.load();
      if (!loaded.ok) return store.apply({ kind: 'state-file', ...loaded.failure });
      store.apply({ kind: 'keys-created', created: loaded.value.created });
      for (const rotation of loaded.value.rotations)
        store.apply({ kind: 'rotation', identity: rotation.identity, rotation });
    },
    read,
    rotate: async ({ identity, into, follow }, from) => {
      const known = store.state().identities.get(identity);
      const plan = planOf(identity);
      if (known === undefined) return;
      // Whoever asks again meanwhile hears of the same one.
      if (busy.has(identity)) return;
      if (plan !== null && plan.step.kind !== 'checking')
        return refuse(identity, { kind: 'under-way' });
      const origin = known.origin;
      const place = origin === 'keychain' ? 'keychain' : into;
      // A key that goes on living in the file is written where it stands.
      const own = origin === 'file' && place === 'file' ? [identity] : [];
      const now = time.now();
      const rotation: Rotation = {
        identity,
        from: origin,
        into: place,
        oldId: known.accessKeyId,
        before: [],
        follow: [...new Set([...own, ...follow.filter(isProfileName)])],
        startedAt: now,
        touchedAt: now,
        step: { kind: 'checking' },
      };
      await take(rotation, rotation.step, from);
    },
    goOn,
    rollBack: async (identity, from) => {
      const rotation = planOf(identity);
      if (rotation === null) return refuse(identity, { kind: 'none' });
      if (firstStepBack(rotation, time.now()) === null)
        return refuse(identity, { kind: 'no-way-back' });
      backAsked.add(identity);
      await goOn(identity, from);
    },
    changeKey: async (command, from) => {
      const { identity, accessKeyId, to } = command;
      const used = store.state().identities.get(identity)?.accessKeyId;
      // The key that signs here is never taken away from under it.
      if (used === undefined || used === accessKeyId) return;
      const rotation = planOf(identity);
      if (rotation?.oldId === accessKeyId) {
        const wish = { active: 'activate', inactive: 'deactivate', deleted: 'delete' } as const;
        const step = stepForOld(rotation, wish[to]);
        if (step !== null) return take(rotation, step, from);
        // Asked for before, and not done yet.
        return rotation.step.kind === stepsOf[to] ? goOn(identity, from) : undefined;
      }
      const checking = rotation?.step.kind === 'checking';
      if (busy.has(identity) || (rotation !== null && !checking)) return;
      const done = await lists.change(command);
      await read(identity);
      if (!done.ok) return stop(identity, done.failure);
      // The room it took is what a plan waits for.
      if (checking && to === 'deleted') await goOn(identity, from);
      else if (!checking) told(identity, { kind: 'idle' });
    },
    step: () => {
      if (!hasBegun && store.state().loaded) takeUp();
      for (const [identity, { progress }] of store.state().keys) {
        if (progress.kind === 'waiting' && progress.until <= time.now()) void advance(identity);
        if (progress.kind !== 'needs-code' || !hasSession(identity)) continue;
        if (askers.get(identity) === 'person') wanting.go('identity', identity);
        void advance(identity);
      }
    },
    leave: async (identity) => {
      const rotation = planOf(identity);
      if (rotation === null) return true;
      const kind = rotation.step.kind;
      if (busy.has(identity) || (kind !== 'resting' && kind !== 'checking')) {
        refuse(identity, { kind: 'under-way' });
        return false;
      }
      const cleared = await moves.clear(identity);
      const written = cleared.ok ? await writeDown(identity, null) : cleared;
      if (!written.ok) stop(identity, written.failure);
      return written.ok;
    },
  };
};

const stepsOf = {
  active: 'reviving',
  inactive: 'deactivating',
  deleted: 'deleting',
} as const satisfies Record<Of<'change-key'>['to'], RotationStep['kind']>;

const whyOf = ({ failure }: Extract<RotationProgress, { kind: 'stopped' }>): string =>
  failure.kind === 'rotation' ? failure.cause.kind : failure.kind;
