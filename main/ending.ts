/** The last clipboard clearing and journal lines get this long, in ms, when the app ends. */
const LAST_WORDS = 3_000;

/** How long, in ms, a new version may take to end the app itself: by then nothing of it can be seen any more. */
const HANDING_OVER = 60_000;

export type Ending = {
  /** Somebody wants it to quit: held back until the app’s own end is done. */
  readonly asked: (event: { preventDefault(): void }) => void;
  /** Ends the app as a quit does, and leaves the quitting itself to `last`. */
  readonly endWith: (last: () => void) => void;
};

/** The one end of the app, however it is come to, and once. */
export const createEnding = (deps: {
  /** Ends all that runs: the clipboard is cleared, and what is known is on disk. */
  readonly stop: () => Promise<void>;
  /** Takes every window away, asked or not. */
  readonly dropWindows: () => void;
  readonly quit: () => void;
  readonly failed: (error: unknown) => void;
}): Ending => {
  const state = { ended: false, ending: false };

  const begin = (last: () => void): void => {
    if (state.ending) return;
    state.ending = true;
    const end = (): void => {
      if (state.ended) return;
      state.ended = true;
      clearTimeout(alarm);
      // A window that only hides when it is closed would call the quit off, and macOS closes all before it asks to quit.
      deps.dropWindows();
      last();
    };
    const alarm = setTimeout(end, LAST_WORDS);
    void deps.stop().catch(deps.failed).finally(end);
  };

  return {
    asked: (event) => {
      if (state.ended) return;
      event.preventDefault();
      begin(deps.quit);
    },
    endWith: (last) =>
      begin(() => {
        // Without icon and window it must not run on, whatever becomes of the new version.
        setTimeout(deps.quit, HANDING_OVER);
        try {
          last();
        } catch (error) {
          deps.failed(error);
          deps.quit();
        }
      }),
  };
};
