/** When it is looked at what there is to do: soon, and once however often it is asked. */
export type Looking = {
  /** At everything. */
  look(): void;
  /** A role was answered: the next call that waits goes out, and everything is looked at now and then. */
  goOn(): void;
  /** Everything was decided on anew. */
  looked(): void;
};

/**
 * In so many looks as many roles are answered as there are grants. A look is at all of them: one after each hundred
 * answers, say, would cost N times N for N roles, one after each sixteenth of them N times sixteen.
 */
const LOOKS = 16;

export const createLooking = (deps: {
  readonly isRunning: () => boolean;
  /** No call waits for room any more. */
  readonly isQueueEmpty: () => boolean;
  /** How many grants a look at everything is at. */
  readonly size: () => number;
  readonly all: () => void;
  readonly next: () => void;
}): Looking => {
  /** What the next look is about; null: none is due. */
  let looking: 'all' | 'next' | null = null;
  let answered = 0;

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
      answered += 1;
      lookAt(deps.isQueueEmpty() || answered * LOOKS >= deps.size() ? 'all' : 'next');
    },
    looked: () => {
      answered = 0;
    },
  };
};
