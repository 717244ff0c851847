import { go } from 'fuzzysort';

/** What can be found in the settings view: by its name, what it does, its key in settings.ini, what it can be, and its part. */
export type Findable = {
  readonly label: string;
  readonly effect: string;
  readonly key: string;
  /** The title of the part it stands in. */
  readonly title?: string;
  /** What there is to choose from, in words. */
  readonly choices?: string;
};

/**
 * 1 is the text itself. A name or key may be mistyped; a whole sentence has most letters in some order, so it must be
 * met better.
 */
const LIKE_ENOUGH = { label: 0.3, key: 0.3, effect: 0.45, title: 0.5, choices: 0.45 } as const;
const fields = [
  'label',
  'key',
  'effect',
  'title',
  'choices',
] as const satisfies readonly (keyof Findable)[];

/** Those that a query finds, in their own order: a list that stays in its parts is read faster than one by likeness. */
export const findSettings = <T extends Findable>(
  all: readonly T[],
  query: string,
): readonly T[] => {
  if (query.trim() === '') return all;
  const found = go(query.trim(), all, {
    keys: [...fields],
    limit: 0,
    threshold: Math.min(...Object.values(LIKE_ENOUGH)),
    scoreFn: (result) =>
      Math.max(
        ...fields.map((field, at) => {
          const score = result[at]?.score ?? 0;
          return score >= LIKE_ENOUGH[field] ? score : 0;
        }),
      ),
  });
  const hits = new Set(found.map(({ obj }) => obj));
  return all.filter((one) => hits.has(one));
};
