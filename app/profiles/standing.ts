import type { EditRefusal } from './edit.ts';

/** How often each line that says something stands in a text. */
const countsIn = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    const said = line.trimEnd();
    if (said !== '') counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return counts;
};

type Texts = { readonly before: string; readonly after: string };

/** Whether the lines an edit added are still there, and those it took away still are not. */
const linesStand = (made: Texts, now: string): boolean => {
  const [before, after, present] = [countsIn(made.before), countsIn(made.after), countsIn(now)];
  return [...new Set([...before.keys(), ...after.keys()])].every((line) => {
    const [was, is] = [before.get(line) ?? 0, after.get(line) ?? 0];
    const there = present.get(line) ?? 0;
    if (was === is) return true;
    return is > was ? there >= is : there <= is;
  });
};

/**
 * Whether a change that was made is refused the next time only because it stands: another program wrote something else
 * into the file right after it. Else it is lost, and the refusal says what there is by now.
 */
export const standsAlready = (refusal: EditRefusal, made: Texts, now: string): boolean => {
  switch (refusal.kind) {
    // What was added is there; what was taken away is not.
    case 'taken':
    case 'not-there':
    case 'not-owned':
      return true;
    case 'changed-since':
      return linesStand(made, now);
    default:
      return false;
  }
};
