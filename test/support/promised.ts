/** A promise that a test keeps or breaks when it likes. */
export const promised = <T>() => {
  const ends: { resolve: (value: T) => void; reject: (error: unknown) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  const promise = new Promise<T>((resolve, reject) => {
    Object.assign(ends, { resolve, reject });
  });
  return {
    promise,
    resolve: (value: T): void => ends.resolve(value),
    reject: (error: unknown): void => ends.reject(error),
  };
};
