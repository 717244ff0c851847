/** Nothing was heard for too long. */
export class Silence extends Error {
  override readonly name = 'Silence';
  /** As the system says it of a connection. */
  readonly code = 'ETIMEDOUT';
}

/** What work says of itself while it lasts. */
export type Alive = {
  /** Something came: patience begins anew. */
  readonly heard: () => void;
  /** Nothing more will be heard of what is left to do, however long it takes, before `heard` is called again. */
  readonly quiet: () => void;
};

/** The end of work, or `Silence` after so long, ms, without a sign of life. The work itself is not ended by that. */
export const unlessSilent = async <T>(
  patience: number,
  work: (alive: Alive) => Promise<T>,
): Promise<T> => {
  const state: { timer: NodeJS.Timeout | undefined; over: boolean } = {
    timer: undefined,
    over: false,
  };
  const quiet = (): void => clearTimeout(state.timer);
  try {
    return await new Promise<T>((resolve, reject) => {
      const heard = (): void => {
        quiet();
        if (state.over) return;
        state.timer = setTimeout(() => reject(new Silence()), patience);
      };
      heard();
      work({ heard, quiet }).then(resolve, reject);
    });
  } finally {
    state.over = true;
    quiet();
  }
};
