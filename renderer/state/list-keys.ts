/** What a key does in a list: the row it leads to, as native lists have it; null: none of its business. */
export const rowByKey = (
  key: string,
  at: number,
  count: number,
  /** Rows that are in sight at once. */
  page: number,
): number | null => {
  if (count === 0) return null;
  const clamp = (to: number): number => Math.max(0, Math.min(count - 1, to));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return at <= 0 ? null : clamp(at - 1);
    case 'PageDown':
      return clamp(at + Math.max(1, page));
    case 'PageUp':
      return clamp(at - Math.max(1, page));
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};

/** What was typed over a list so far, and when its last letter was, in ms. */
export type Typed = { readonly text: string; readonly at: number };

export const nothingTyped: Typed = { text: '', at: Number.NEGATIVE_INFINITY };

/** Letters further apart than this, in ms, begin a new word. */
const ONE_WORD = 700;

/** With a letter more. */
export const typedOn = (typed: Typed, letter: string, at: number): Typed => ({
  text: at - typed.at > ONE_WORD ? letter : typed.text + letter,
  at,
});

/** Whether a word is still being typed, so that a space belongs to it. */
export const isTyping = (typed: Typed, at: number): boolean => at - typed.at <= ONE_WORD;

/**
 * The row that typing leads to: the next one whose name begins with what was typed. The same letter again and again
 * walks over all that begin with it; a longer word stays where it is as long as it fits.
 */
export const rowByTyping = (
  names: readonly string[],
  at: number,
  { text }: Typed,
): number | null => {
  const letters = text.toLowerCase();
  const [first = ''] = letters;
  const isRepeated = letters === first.repeat(letters.length);
  const sought = isRepeated ? first : letters;
  const from = isRepeated ? at + 1 : Math.max(0, at);
  for (const offset of names.keys()) {
    const to = (from + offset) % names.length;
    if (names[to]?.toLowerCase().startsWith(sought) === true) return to;
  }
  return null;
};
