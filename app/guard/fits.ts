/**
 * Whether a text is what a pattern says, in which `*` stands for anything, also for nothing. Goes back to the last star
 * only, so that no pattern takes long.
 */
export const fits = (text: string, pattern: string): boolean => {
  let at = 0;
  let of = 0;
  /** Where the last star stands, and how much of the text it was last tried to swallow. */
  let star = -1;
  let swallowed = 0;
  while (at < text.length) {
    if (pattern[of] === '*') {
      star = of;
      swallowed = at;
      of += 1;
    } else if (pattern[of] === text[at]) {
      at += 1;
      of += 1;
    } else if (star !== -1) {
      swallowed += 1;
      at = swallowed;
      of = star + 1;
    } else return false;
  }
  while (pattern[of] === '*') of += 1;
  return of === pattern.length;
};
