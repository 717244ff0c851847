/** How many cases a property is tried on, as fast-check takes it. */
type Amount = { readonly numRuns: number; readonly seed?: number };

/**
 * So many as a rule, or FUZZ_RUNS of them from FUZZ_SEED on, as `npm run fuzz` sets them. A failure prints its seed in
 * either case.
 */
export const runs = (asARule: number): Amount => {
  const seed = process.env['FUZZ_SEED'];
  return {
    numRuns: Number(process.env['FUZZ_RUNS'] ?? asARule),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
};

/** How long the test around such a property may take, in ms: as long as any other, or longer where it is tried more often. */
export const patience = (asARule: number): number =>
  Math.max(300_000, 5_000 + runs(asARule).numRuns * 50);
