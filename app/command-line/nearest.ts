import leven from 'leven';

/** So many letters may differ: a third of the word, and two of a short one. */
const reach = (word: string): number => Math.max(2, Math.floor(word.length / 3));

/** Which of the candidates a mistyped word may stand for, the nearest first; case does not count. */
export const nearest = (
  word: string,
  candidates: readonly string[],
  most: number,
): readonly string[] => {
  const typed = word.toLowerCase();
  return candidates
    .map((candidate) => ({
      candidate,
      // What was only begun is near, however much is left of it.
      distance: candidate.toLowerCase().startsWith(typed)
        ? 0.5
        : leven(typed, candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= reach(typed))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
};
