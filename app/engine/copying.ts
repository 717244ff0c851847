import { blockFor } from '../export/blocks.ts';
import type { Failure } from '../failure.ts';
import { grantId, grantName, type GrantRef, type Instant } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secret } from '../secret.ts';
import { hopeless } from '../session/hopeless.ts';
import type { Core } from './core.ts';
import type { Handing } from './handing.ts';
import type { Asker } from './wanting.ts';

export type Copying = {
  /** Copies now what is valid, else wants the grant and copies as soon as it is there. */
  copy(target: GrantRef, from: Asker): void;
  /** Does what has fallen due: a copy that waited, a clipboard to clear. */
  step(): void;
  /** Puts another secret text of a grant into the clipboard; answers when it is to be cleared, which `step` does. */
  hold(target: GrantRef, text: Secret): Promise<Result<Instant, Failure>>;
  /** Empties the clipboard if it still holds what was copied; for quitting. */
  clear(): Promise<void>;
};

/** A copy waits this long for a code or for AWS; later it would surprise. */
const PATIENCE = 120_000;

export const createCopying = ({ ports, store, time, look }: Core, handing: Handing): Copying => {
  let turns = 0;
  /** Who asked for the copy that waits. */
  let askedBy: Asker = 'person';
  let last: Promise<void> = Promise.resolve();

  /** The clipboard is one: what is done to it is done one after another, in the order it was asked for. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turns += 1;
    last = last.then(work, work).finally(() => {
      turns -= 1;
      look();
    });
    return last;
  };

  const failed = (target: GrantRef, failure: Failure): void =>
    store.apply({ kind: 'copy', copy: { kind: 'failed', target, failure } });

  const put = async (target: GrantRef, from: Asker): Promise<void> => {
    const handed = handing.held(target);
    if (!handed.ok) return failed(target, handed.failure);
    const block = blockFor('bash', {
      kind: 'exports',
      ...handed.value,
      profile: grantName(target),
    });
    if (!block.ok) return failed(target, block.failure);
    const written = await ports.clipboard.write(block.value);
    if (!written.ok) return failed(target, { kind: 'clipboard', detail: written.failure });
    const clearsAt = time.now() + store.state().settings.clipboardLife * 1000;
    ports.journal.write({ kind: 'copied', facts: { target: grantId(target) } });
    handing.record(target, 'copy', 'clipboard', from);
    store.apply({ kind: 'copy', copy: { kind: 'copied', target, clearsAt } });
  };

  const clear = async (): Promise<void> => {
    if (store.state().clipboard === null) return;
    await ports.clipboard.clearIfOurs();
    store.apply({ kind: 'clipboard-let-go' });
  };

  return {
    copy: (target, from) => {
      if (handing.held(target).ok) return void inTurn(() => put(target, from));
      askedBy = from;
      store.apply({ kind: 'wanted', refs: [target] });
      const until = time.now() + PATIENCE;
      store.apply({ kind: 'copy', copy: { kind: 'pending', target, until } });
      look();
    },
    step: () => {
      const { copy, clipboard } = store.state();
      if (turns > 0) return;
      if (clipboard !== null && clipboard.clearsAt <= time.now()) return void inTurn(clear);
      if (copy.kind !== 'pending') return;
      if (handing.held(copy.target).ok) return void inTurn(() => put(copy.target, askedBy));
      const failure = hopeless(store.state(), copy.target);
      if (failure !== null) failed(copy.target, failure);
      else if (copy.until <= time.now()) store.apply({ kind: 'copy', copy: { kind: 'none' } });
    },
    hold: async (target, text) => {
      let held: Result<Instant, Failure> = fail({ kind: 'nothing-valid', target });
      await inTurn(async () => {
        const written = await ports.clipboard.write(text);
        if (!written.ok) {
          held = fail({ kind: 'clipboard', detail: written.failure });
          return;
        }
        const clearsAt = time.now() + store.state().settings.clipboardLife * 1000;
        store.apply({ kind: 'clipboard-holds', target, clearsAt });
        held = ok(clearsAt);
      });
      return held;
    },
    clear: () => inTurn(clear),
  };
};
