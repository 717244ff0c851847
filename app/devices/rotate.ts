import type { Instant } from '../model.ts';
import { assertNever } from '../result.ts';
import type { ListedKey } from './iam-changes.ts';

/**
 * The rotation of an access key as a plan that survives being killed at any point. A step is on disk before its effects
 * begin, so what is on disk and what the keychain, the files and AWS say together tell what is left to do; every effect
 * may be done twice. From the first step to the last the keychain or the file holds a key that works.
 */

/** Where a key is kept: in the keychain, or in plain text in the AWS files. */
export type KeyPlace = 'keychain' | 'file';

export type RotationStep =
  /** Whether there is room for a second key. Nothing was made. */
  | { readonly kind: 'checking' }
  /** A key may have been made, at `since` at the latest, and its secret be lost with the answer. */
  | { readonly kind: 'creating'; readonly since: Instant }
  | { readonly kind: 'storing'; readonly newId: string }
  /** IAM is eventually consistent: asked until it answers. */
  | { readonly kind: 'proving'; readonly newId: string; readonly since: Instant }
  | { readonly kind: 'switching'; readonly newId: string }
  | { readonly kind: 'deactivating'; readonly newId: string }
  /** The new key is in use; the old one stays until somebody says so. */
  | {
      readonly kind: 'resting';
      readonly newId: string;
      readonly since: Instant;
      readonly old: 'inactive' | 'active';
    }
  | { readonly kind: 'deleting'; readonly newId: string }
  /** The old key is made active again: to rest so, or as the first step back. */
  | { readonly kind: 'reviving'; readonly newId: string; readonly to: 'rest' | 'back' }
  | { readonly kind: 'proving-old'; readonly newId: string; readonly since: Instant }
  | { readonly kind: 'switching-back'; readonly newId: string }
  /** The last step back: the new key goes. null: it is not known whether there is one, asked for at `since`. */
  | { readonly kind: 'discarding'; readonly newId: string | null; readonly since: Instant }
  /** One key is left; what the keychain still holds beside it goes. */
  | { readonly kind: 'clearing'; readonly keptId: string };

export type Rotation = {
  readonly identity: string;
  readonly from: KeyPlace;
  readonly into: KeyPlace;
  readonly oldId: string;
  /** Keys of the user before the plan began; what is not among them may be ours. */
  readonly before: readonly string[];
  /** Profiles of the AWS files that hold the same key, and get the new one: a person agreed to it. */
  readonly follow: readonly string[];
  readonly startedAt: Instant;
  /** When a step was last begun. */
  readonly touchedAt: Instant;
  readonly step: RotationStep;
};

/** What is found where keys are kept. Ids only: no secret takes part in a decision. */
export type RotationFacts = {
  /** The keychain's item of the identity, and those of the new and the old key beside it; null: none. */
  readonly main: string | null;
  readonly next: string | null;
  readonly old: string | null;
  /** What the list of identities says is in the keychain; null: nothing. */
  readonly known: string | null;
  /** Keys of the identity's own profile and of those that follow, by profile. */
  readonly inFiles: ReadonlyMap<string, string>;
  /** The files could not be read, or held nothing just then: who is not in `inFiles` may hold a key all the same. */
  readonly unsure: boolean;
  /** A key made just now and stored nowhere yet. */
  readonly minted: string | null;
  /** What AWS lists; null: not asked yet. */
  readonly listed: readonly ListedKey[] | null;
  /** Of those, the ones that were used at least once. */
  readonly used: ReadonlySet<string>;
};

export type RotationMove =
  /** Begins a step: it is written down, and everything is looked at again. */
  | { readonly kind: 'begin'; readonly step: RotationStep; readonly before?: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'create' }
  /** Deletes a key whose secret nobody knows. `to` null: looked at again. */
  | {
      readonly kind: 'discard';
      readonly accessKeyId: string;
      readonly to: RotationStep | null;
    }
  | { readonly kind: 'store-new' }
  | { readonly kind: 'prove'; readonly which: 'new' | 'old'; readonly to: RotationStep }
  | { readonly kind: 'keep-old' }
  /** The item by the identity's name gets this key. */
  | { readonly kind: 'put-main'; readonly which: 'new' | 'old' }
  | { readonly kind: 'drop-main' }
  | {
      readonly kind: 'write-files';
      readonly profiles: readonly string[];
      readonly which: 'new' | 'old';
    }
  /** The list of identities gets this id; null: it is not in the keychain any more. */
  | { readonly kind: 'note'; readonly accessKeyId: string | null }
  | {
      readonly kind: 'set-active';
      readonly accessKeyId: string;
      readonly active: boolean;
      readonly to: RotationStep;
    }
  | { readonly kind: 'delete'; readonly accessKeyId: string; readonly to: RotationStep }
  | { readonly kind: 'drop'; readonly item: 'next' | 'old' }
  /** A user has two keys at most, active or not; this one stands in the way. */
  | { readonly kind: 'blocked'; readonly other: string }
  /** Neither the keychain nor the file holds the new key where it was put. */
  | { readonly kind: 'not-in-force' }
  /** A profile that follows is not seen to hold a key: the one that it may hold must go on working. */
  | { readonly kind: 'not-followed'; readonly profile: string }
  | { readonly kind: 'rest' }
  | { readonly kind: 'end' };

/** So long, ms, a key that was just made may be missing in IAM's lists. */
const UNLISTED = 15_000;
/** AWS's clock and our reckoning of it differ by this much at most, and an answer takes as long, ms. */
const CLOCKS = 120_000;

/** The keychain's item of the other key of an identity. No profile's name has a space in it. */
export const besideItem = (identity: string, which: 'next' | 'old'): string =>
  `${identity} (${which === 'next' ? 'new' : 'old'} key)`;

const begin = (step: RotationStep): RotationMove => ({ kind: 'begin', step });

/** Whether a key that AWS lists can be the one whose answer was lost: made in our minute, and never used. */
const isOurs = (
  { accessKeyId, createdAt }: ListedKey,
  { startedAt }: Rotation,
  until: Instant,
  used: ReadonlySet<string>,
): boolean =>
  createdAt >= startedAt - CLOCKS && createdAt <= until + CLOCKS && !used.has(accessKeyId);

/** Keys in AWS's list that were not there before. */
const newOnes = (listed: readonly ListedKey[], { before, oldId }: Rotation): readonly ListedKey[] =>
  listed.filter(({ accessKeyId }) => accessKeyId !== oldId && !before.includes(accessKeyId));

const creating = (
  rotation: Rotation,
  step: Extract<RotationStep, { kind: 'creating' }>,
  facts: RotationFacts,
  now: Instant,
): RotationMove => {
  const { listed, minted, next, used } = facts;
  if (minted !== null) return begin({ kind: 'storing', newId: minted });
  if (listed === null) return { kind: 'list' };
  const [lost] = newOnes(listed, rotation);
  if (lost !== undefined) {
    // Stored, and killed before it was written down.
    if (lost.accessKeyId === next)
      return begin({ kind: 'proving', newId: lost.accessKeyId, since: now });
    return isOurs(lost, rotation, step.since, used)
      ? { kind: 'discard', accessKeyId: lost.accessKeyId, to: null }
      : { kind: 'blocked', other: lost.accessKeyId };
  }
  const other = listed.find(({ accessKeyId }) => accessKeyId !== rotation.oldId);
  return other === undefined ? { kind: 'create' } : { kind: 'blocked', other: other.accessKeyId };
};

/** Whether a key is where its place says, so that whoever asks for the identity's key gets this one. */
const isInForce = (id: string, place: KeyPlace, identity: string, facts: RotationFacts): boolean =>
  place === 'keychain' ? facts.main === id : facts.inFiles.get(identity) === id;

/** Profiles that hold one key and are to hold the other. */
const holding = (id: string, { follow }: Rotation, facts: RotationFacts): readonly string[] =>
  follow.filter((profile) => facts.inFiles.get(profile) === id);

/** The first profile that follows and holds no key as far as is seen; undefined: all are seen to hold one. */
const unseen = ({ follow }: Rotation, { inFiles }: RotationFacts): string | undefined =>
  follow.find((profile) => !inFiles.has(profile));

const switching = (rotation: Rotation, newId: string, facts: RotationFacts): RotationMove => {
  const { oldId, into, identity } = rotation;
  const { main, next, old, known, inFiles } = facts;
  const oldIsThere = main === oldId || inFiles.get(identity) === oldId;
  if (old !== oldId && oldIsThere) return { kind: 'keep-old' };
  const stale = holding(oldId, rotation, facts);
  const holdsNew = next === newId || isInForce(newId, into, identity, facts);
  if (!holdsNew) return { kind: 'not-in-force' };
  if (into === 'keychain' && main !== newId) return { kind: 'put-main', which: 'new' };
  if (stale.length > 0) return { kind: 'write-files', profiles: stale, which: 'new' };
  if (into === 'file' && inFiles.get(identity) !== newId) return { kind: 'not-in-force' };
  if (into === 'keychain' && known !== newId) return { kind: 'note', accessKeyId: newId };
  const profile = unseen(rotation, facts);
  if (profile !== undefined) return { kind: 'not-followed', profile };
  return begin({ kind: 'deactivating', newId });
};

const switchingBack = (
  rotation: Rotation,
  newId: string,
  facts: RotationFacts,
  now: Instant,
): RotationMove => {
  const { oldId, from, into, identity } = rotation;
  const { main, known } = facts;
  const stale = holding(newId, rotation, facts);
  if (from === 'keychain' && main !== oldId) return { kind: 'put-main', which: 'old' };
  if (stale.length > 0) return { kind: 'write-files', profiles: stale, which: 'old' };
  if (!isInForce(oldId, from, identity, facts)) return { kind: 'not-in-force' };
  if (from === 'keychain' && known !== oldId) return { kind: 'note', accessKeyId: oldId };
  if (from === 'file' && into === 'keychain' && known === newId)
    return { kind: 'note', accessKeyId: null };
  if (from === 'file' && into === 'keychain' && main === newId) return { kind: 'drop-main' };
  // Who took its section out of a file meanwhile can go back nevertheless.
  const profile = facts.unsure ? unseen(rotation, facts) : undefined;
  if (profile !== undefined) return { kind: 'not-followed', profile };
  return begin({ kind: 'discarding', newId, since: now });
};

const discarding = (
  rotation: Rotation,
  step: Extract<RotationStep, { kind: 'discarding' }>,
  facts: RotationFacts,
  now: Instant,
): RotationMove => {
  const to: RotationStep = { kind: 'clearing', keptId: rotation.oldId };
  if (step.newId !== null) return { kind: 'delete', accessKeyId: step.newId, to };
  // One asked for a moment ago may not be listed yet.
  if (now < step.since + UNLISTED) return { kind: 'wait', until: step.since + UNLISTED };
  if (facts.listed === null) return { kind: 'list' };
  const lost = newOnes(facts.listed, rotation).find((key) =>
    isOurs(key, rotation, step.since, facts.used),
  );
  return lost === undefined ? begin(to) : { kind: 'discard', accessKeyId: lost.accessKeyId, to };
};

/** The next thing to do, one effect at a time. `now` is STS's time. Total; the same facts give the same move. */
export const nextMove = (rotation: Rotation, facts: RotationFacts, now: Instant): RotationMove => {
  const { step, oldId, identity, into } = rotation;
  const { next, main, minted } = facts;
  switch (step.kind) {
    case 'checking': {
      if (facts.listed === null) return { kind: 'list' };
      const others = facts.listed.filter(({ accessKeyId }) => accessKeyId !== oldId);
      const [other] = others;
      if (other !== undefined) return { kind: 'blocked', other: other.accessKeyId };
      return {
        kind: 'begin',
        step: { kind: 'creating', since: now },
        before: facts.listed.map(({ accessKeyId }) => accessKeyId),
      };
    }
    case 'creating':
      return creating(rotation, step, facts, now);
    case 'storing':
      if (next === step.newId) return begin({ kind: 'proving', newId: step.newId, since: now });
      if (minted === step.newId) return { kind: 'store-new' };
      // Killed before it was stored: nobody knows its secret.
      return {
        kind: 'discard',
        accessKeyId: step.newId,
        to: { kind: 'creating', since: now },
      };
    case 'proving':
      if (next !== step.newId) return begin({ kind: 'storing', newId: step.newId });
      return { kind: 'prove', which: 'new', to: { kind: 'switching', newId: step.newId } };
    case 'switching':
      return switching(rotation, step.newId, facts);
    case 'deactivating':
      if (!isInForce(step.newId, into, identity, facts))
        return next === step.newId
          ? begin({ kind: 'switching', newId: step.newId })
          : { kind: 'not-in-force' };
      if (next !== null) return { kind: 'drop', item: 'next' };
      return {
        kind: 'set-active',
        accessKeyId: oldId,
        active: false,
        to: { kind: 'resting', newId: step.newId, since: now, old: 'inactive' },
      };
    case 'resting':
      return { kind: 'rest' };
    case 'deleting':
      if (!isInForce(step.newId, into, identity, facts)) return { kind: 'not-in-force' };
      return {
        kind: 'delete',
        accessKeyId: oldId,
        to: { kind: 'clearing', keptId: step.newId },
      };
    case 'reviving':
      return {
        kind: 'set-active',
        accessKeyId: oldId,
        active: true,
        to:
          step.to === 'rest'
            ? { kind: 'resting', newId: step.newId, since: now, old: 'active' }
            : { kind: 'proving-old', newId: step.newId, since: now },
      };
    case 'proving-old':
      return {
        kind: 'prove',
        which: 'old',
        to: { kind: 'switching-back', newId: step.newId },
      };
    case 'switching-back':
      return switchingBack(rotation, step.newId, facts, now);
    case 'discarding':
      return discarding(rotation, step, facts, now);
    case 'clearing':
      if (next !== null) return { kind: 'drop', item: 'next' };
      // The key that is in use is never the last copy to go.
      if (facts.old !== null && (facts.old !== step.keptId || main === facts.old))
        return { kind: 'drop', item: 'old' };
      if (facts.old !== null && facts.inFiles.get(identity) === facts.old)
        return { kind: 'drop', item: 'old' };
      return { kind: 'end' };
    default:
      return assertNever(step);
  }
};

/** The first step back; null: there is none any more, or nothing to go back from. */
export const firstStepBack = (rotation: Rotation, now: Instant): RotationStep | null => {
  const { step } = rotation;
  switch (step.kind) {
    case 'checking':
      return { kind: 'clearing', keptId: rotation.oldId };
    case 'creating':
      return { kind: 'discarding', newId: null, since: step.since };
    case 'storing':
    case 'proving':
      return { kind: 'discarding', newId: step.newId, since: now };
    case 'switching':
      return { kind: 'switching-back', newId: step.newId };
    case 'deactivating':
    case 'resting':
    case 'reviving':
      return { kind: 'reviving', newId: step.newId, to: 'back' };
    // On its way back already.
    case 'proving-old':
    case 'switching-back':
    case 'discarding':
      return step;
    // The old key may be gone.
    case 'deleting':
    case 'clearing':
      return null;
    default:
      return assertNever(step);
  }
};

/** What a person may ask for of a plan that rests; null: it does not rest, or this is done already. */
export const stepForOld = (
  { step }: Rotation,
  wish: 'deactivate' | 'activate' | 'delete',
): RotationStep | null => {
  if (step.kind !== 'resting') return null;
  const { newId } = step;
  switch (wish) {
    case 'deactivate':
      return step.old === 'active' ? { kind: 'deactivating', newId } : null;
    case 'activate':
      return step.old === 'inactive' ? { kind: 'reviving', newId, to: 'rest' } : null;
    case 'delete':
      return { kind: 'deleting', newId };
    default:
      return assertNever(wish);
  }
};

/** A plan left behind longer ago than this, ms, is offered at the next start, and does not go on by itself. */
const MOST_BY_ITSELF = 24 * 3_600_000;

/**
 * What becomes of a plan found at the start. Each step may be done twice, so a fresh one goes on by itself; nothing was
 * made of one that was only checking, and it goes.
 */
export const atStart = (rotation: Rotation, now: Instant): 'go-on' | 'offer' | 'rest' | 'drop' => {
  const { step, touchedAt } = rotation;
  if (step.kind === 'checking') return 'drop';
  if (step.kind === 'resting') return 'rest';
  return now - touchedAt < MOST_BY_ITSELF ? 'go-on' : 'offer';
};

/** Keys younger than this, ms, say nothing of their age. */
export const YOUNG_KEY = 90 * 86_400_000;
/** The old key has rested so long, ms, that nobody misses it: its deletion is offered. */
export const RESTED = 7 * 86_400_000;

/** New key ids of a plan that is past its switch, by which credentials of the old key go on counting. */
export const newIdOf = ({ step }: Rotation): string | null => {
  if (step.kind === 'checking' || step.kind === 'creating') return null;
  if (step.kind === 'clearing') return step.keptId;
  return step.newId;
};
