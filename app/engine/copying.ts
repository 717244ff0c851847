import { detailCode, type Detail } from '../detail.ts';
import { setKey } from '../credentials/formats.ts';
import { blockFor, liveProfileOf, type BlockParts } from '../export/blocks.ts';
import type { CopyAs } from '../export/names.ts';
import type { Failure } from '../failure.ts';
import { isProduction } from '../guard/production.ts';
import { grantId, grantName, type GrantRef, type Instant } from '../model.ts';
import { assertNever, fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { hopeless } from '../session/hopeless.ts';
import { isLocked, lockedFailure } from '../session/lock.ts';
import { standsFor, type ClipboardHolds } from '../session/state.ts';
import { GRAIN, isArmed } from '../session/time.ts';
import type { Core } from './core.ts';
import type { Handing, Wish } from './handing.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';

export type Copying = {
  /** Copies now what is valid, else wants the grant and copies as soon as it is there. */
  copy(target: GrantRef, as: CopyAs, wish: Wish): void;
  /** Does what has fallen due: a copy that waited, a clipboard to clear. */
  step(): void;
  /** Puts another secret text of a grant into the clipboard; answers when it is to be cleared, which `step` does. */
  hold(
    target: GrantRef,
    text: Secret,
    what: ClipboardHolds['what'],
  ): Promise<Result<Instant, Failure>>;
  /**
   * Empties the clipboard if it still holds what was copied; for locking. What could not be done is tried again, ever
   * more seldom.
   */
  clear(): Promise<readonly Failure[]>;
  /** The same for quitting: nothing is put there any more, whatever is still on its way. */
  end(): Promise<void>;
  /** Puts a text there that is no secret and stays, in the place of what is there; whether it is there. */
  place(text: string): Promise<boolean>;
  /** The same for what an app that was killed left there; for the start. */
  sweep(): Promise<void>;
};

/** A copy waits this long for a code or for AWS; later it would surprise. */
const PATIENCE = 120_000;

/** A clipboard that could not be emptied is tried again after so long, ms, then after twice that and so on. */
const FIRST_PAUSE = 2_000;
/** So long at most. */
const LONGEST_PAUSE = 3600_000;

export const createCopying = ({ ports, store, time, look }: Core, handing: Handing): Copying => {
  let turns = 0;
  let hasEnded = false;
  /** Whose wish the copy that waits is, and what its name stood for then. */
  let asked: Wish & { readonly of: string | null } = { from: 'person', shown: [], of: null };
  let last: Promise<unknown> = Promise.resolve();
  /**
   * On the scale of `Clock.uptime`: when what the clipboard holds is due to go. A clock that is set meanwhile leaves it
   * there neither longer nor shorter.
   */
  let due = 0;
  let pause = FIRST_PAUSE;

  /** The clipboard is one: what is done to it is done one after another, in the order it was asked for. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    turns += 1;
    const done = last.then(work, work).finally(() => {
      turns -= 1;
      look();
    });
    last = done;
    return done;
  };

  const dueIn = (ms: number): Instant => {
    due = ports.clock.uptime() + ms;
    return time.now() + ms;
  };

  /** From when on it is to be cleared. What is of production leaves sooner, and never later. */
  const clearsAfter = (target: GrantRef): Instant => {
    const { clipboardLife, productionClipboard } = store.state().settings;
    const seconds = isProduction(store.state(), target)
      ? Math.min(clipboardLife, productionClipboard)
      : clipboardLife;
    pause = FIRST_PAUSE;
    return dueIn(seconds * 1000);
  };

  /**
   * What waited for its turn while a lock or the end came is not copied any more; false: it was left out. A lock is not
   * whole before its own turn came, which is after all of those: no turn of before it is left when it is opened again.
   */
  const copyInTurn = async (work: () => Promise<void>): Promise<boolean> => {
    let isDone = false;
    await inTurn(async () => {
      isDone = !hasEnded && !isLocked(store.state());
      if (isDone) await work();
    });
    return isDone;
  };

  const failed = (target: GrantRef, as: CopyAs, failure: Failure): void =>
    store.apply({ kind: 'copy', copy: { kind: 'failed', target, as, failure, at: time.now() } });

  /** What the block is made from, or what is in its way by now. */
  const partsFor = (
    target: GrantRef,
    { block }: CopyAs,
    wish: Wish,
  ): Result<BlockParts, Failure> => {
    const name = grantName(target);
    switch (block) {
      case 'exports': {
        const handed = handing.give(target, 'copy', wish);
        // As stslib names it (ST2): under its own name a role_arn of the config file would win over the keys.
        return handed.ok ? ok({ ...handed.value, kind: 'exports', profile: setKey(name) }) : handed;
      }
      case 'live': {
        const profile = liveProfileOf(name);
        if (!store.state().liveProfiles.has(profile))
          return fail({ kind: 'no-live-profile', profile });
        const region = endpointsOfGrant(store.state(), target)?.region ?? null;
        return ok({ kind: 'live', profile, region });
      }
      case 'clear':
        return ok({ kind: 'clear' });
      default:
        return assertNever(block);
    }
  };

  const put = async (target: GrantRef, as: CopyAs, wish: Wish): Promise<void> => {
    const parts = partsFor(target, as, wish);
    if (!parts.ok) return failed(target, as, parts.failure);
    const block = blockFor(as.form, parts.value);
    if (!block.ok) return failed(target, as, block.failure);
    const written = await ports.clipboard.write(block.value);
    if (!written.ok) return failed(target, as, { kind: 'clipboard', detail: written.failure });
    const clearsAt = clearsAfter(target);
    ports.journal.write({ kind: 'copied', facts: { target: grantId(target), ...as } });
    if (parts.value.kind === 'exports') {
      const { expiresAt } = parts.value.credentials;
      handing.record({ target, expiresAt }, 'copy', 'clipboard', wish.from);
    }
    store.apply({ kind: 'copy', copy: { kind: 'copied', target, as, clearsAt } });
  };

  /** It could not be emptied, which is tried again. */
  const kept = (detail: Detail): Failure => {
    const failure: Failure = { kind: 'clipboard-kept', detail };
    store.apply({ kind: 'clipboard-kept', failure, again: dueIn(pause) });
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    ports.journal.write({ kind: 'clipboard-kept', facts: { detail: detailCode(detail) } });
    return failure;
  };

  /** When what is there, or may be, is to go; null: nothing of ours is. */
  const goesAt = (): Instant | null => store.state().clipboard?.clearsAt ?? store.state().sweepsAt;

  const clear = async (): Promise<readonly Failure[]> => {
    if (goesAt() === null) return [];
    const cleared = await ports.clipboard.clearIfOurs();
    if (!cleared.ok) return [kept(cleared.failure)];
    store.apply({ kind: 'clipboard-let-go', found: cleared.value });
    return [];
  };

  /** Whether what is there is due to go; its end is told anew where a clock was set since. */
  const isDue = (clearsAt: Instant): boolean => {
    if (due - ports.clock.uptime() <= GRAIN) return true;
    const at = time.at(due) + 1;
    if (!isArmed(clearsAt, at, time.now())) store.apply({ kind: 'clipboard-ends', at });
    return false;
  };

  return {
    copy: (target, as, wish) => {
      // Only keys have to be obtained first.
      if (as.block !== 'exports' || handing.has(target))
        return void copyInTurn(() => put(target, as, wish));
      asked = { ...wish, of: standsFor(store.state(), target) };
      store.apply({ kind: 'wanted', refs: [target] });
      const until = time.now() + PATIENCE;
      store.apply({ kind: 'copy', copy: { kind: 'pending', target, as, until } });
      look();
    },
    step: () => {
      const { copy } = store.state();
      if (turns > 0) return;
      const clearsAt = goesAt();
      if (clearsAt !== null && isDue(clearsAt)) return void inTurn(clear);
      if (copy.kind !== 'pending') return;
      if (handing.has(copy.target)) {
        // What was confirmed while the name meant another role is no yes to this one.
        const same = asked.of === standsFor(store.state(), copy.target);
        const wish = same ? asked : { ...asked, shown: [] };
        return void copyInTurn(() => put(copy.target, copy.as, wish));
      }
      const failure = hopeless(store.state(), copy.target);
      if (failure !== null) failed(copy.target, copy.as, failure);
      else if (copy.until <= time.now()) store.apply({ kind: 'copy', copy: { kind: 'none' } });
    },
    hold: async (target, text, what) => {
      let held: Result<Instant, Failure> = fail({ kind: 'nothing-valid', target });
      const isDone = await copyInTurn(async () => {
        const written = await ports.clipboard.write(text);
        if (!written.ok) {
          held = fail({ kind: 'clipboard', detail: written.failure });
          return;
        }
        const clearsAt = clearsAfter(target);
        store.apply({ kind: 'clipboard-holds', target, what, clearsAt });
        held = ok(clearsAt);
      });
      return isDone || !isLocked(store.state()) ? held : fail(lockedFailure);
    },
    clear: () => inTurn(clear),
    end: async () => {
      hasEnded = true;
      await inTurn(clear);
    },
    place: (text) =>
      inTurn(async () => {
        if (hasEnded) return false;
        const { ok: isThere } = await ports.clipboard.place(text);
        if (isThere) store.apply({ kind: 'clipboard-let-go', found: 'not-ours' });
        return isThere;
      }),
    sweep: () =>
      inTurn(async () => {
        const swept = await ports.clipboard.clearIfOurs();
        if (!swept.ok) kept(swept.failure);
        else if (swept.value === 'cleared')
          ports.journal.write({ kind: 'clipboard-swept', facts: {} });
      }),
  };
};
