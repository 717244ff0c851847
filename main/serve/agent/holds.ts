/** Things that last as long as a program holds a line open to the agent. */
export type Holds = {
  /** `end` is called when the line of this name ends, or when none comes. */
  expect(name: string, end: () => void): void;
  /** The line has come; returns what is called when it ends. */
  take(name: string): () => void;
};

/** So long, ms, a program may take from its answer to its line. */
const PATIENCE = 10_000;

export const createHolds = (): Holds => {
  const expected = new Map<string, { readonly end: () => void; readonly timer: NodeJS.Timeout }>();
  return {
    expect: (name, end) => {
      const timer = setTimeout(() => {
        expected.delete(name);
        end();
      }, PATIENCE);
      timer.unref();
      expected.set(name, { end, timer });
    },
    take: (name) => {
      const found = expected.get(name);
      if (found === undefined) return () => undefined;
      clearTimeout(found.timer);
      expected.delete(name);
      return found.end;
    },
  };
};
