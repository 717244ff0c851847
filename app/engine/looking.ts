/** When it is looked at what there is to do: soon, and once however often it is asked. */
export type Looking = {
  /** At everything. */
  look(): void;
  /** A role came as it was decided: the next call that waits goes out, and everything is looked at now and then. */
  goOn(): void;
  /** Everything was decided on anew. */
  looked(): void;
};

/** So many roles come before everything is looked at again. */
const AT_ONCE = 100;

export const createLooking = (deps: {
  readonly isRunning: () => boolean;
  /** No call waits for room any more. */
  readonly isQueueEmpty: () => boolean;
  readonly all: () => void;
  readonly next: () => void;
}): Looking => {
  /** What the next look is about; null: none is due. */
  let looking: 'all' | 'next' | null = null;
  let cameSince = 0;

  const lookSoon = async (): Promise<void> => {
    // After the current turn, so that what happens together is looked at once.
    await Promise.resolve();
    const what = looking;
    looking = null;
    if (!deps.isRunning()) return;
    if (what === 'all') deps.all();
    else deps.next();
  };

  const lookAt = (what: 'all' | 'next'): void => {
    if (!deps.isRunning()) return;
    const due = looking;
    looking = what === 'all' ? 'all' : (due ?? 'next');
    if (due === null) void lookSoon();
  };

  return {
    look: () => lookAt('all'),
    goOn: () => {
      cameSince += 1;
      lookAt(deps.isQueueEmpty() || cameSince > AT_ONCE ? 'all' : 'next');
    },
    looked: () => {
      cameSince = 0;
    },
  };
};
