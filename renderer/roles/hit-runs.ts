export type Run = { readonly from: number; readonly text: string; readonly hit: boolean };

/** A text cut where it changes between letters that were hit and those that were not. */
export const runsOf = (text: string, hits: readonly number[]): readonly Run[] => {
  const isHit = new Set(hits);
  const starts = Array.from({ length: text.length }, (_, at) => at).filter(
    (at) => at === 0 || isHit.has(at) !== isHit.has(at - 1),
  );
  return starts.map((from, n) => ({
    from,
    text: text.slice(from, starts[n + 1] ?? text.length),
    hit: isHit.has(from),
  }));
};
