import type { GrantId, Instant } from './model.ts';
import type { FileProblem } from './ports.ts';
import type { Result } from './result.ts';

/** What a list of roles is divided by: the accounts they are in, or the person's own tags. */
export const groupings = ['account', 'tags'] as const;
export type Grouping = (typeof groupings)[number];

/** What a person made of the list of roles. No secret, and nothing that AWS knows. */
export type Marks = {
  /** In the order they were marked. */
  readonly favourites: readonly GrantId[];
  /** What a person used last, newest first, at most `MOST_RECENTS`. */
  readonly recents: readonly Recent[];
  /** The person's own words for a role, by its id; none is empty. */
  readonly tags: ReadonlyMap<GrantId, readonly string[]>;
  readonly grouping: Grouping;
};

export type Recent = { readonly id: GrantId; readonly at: Instant };

export const noMarks: Marks = {
  favourites: [],
  recents: [],
  tags: new Map(),
  grouping: 'account',
};

/** Where they are written down, versioned and atomic. */
export type MarksFile = {
  /** null: nothing was ever marked. */
  load(): Promise<Result<Marks | null, FileProblem>>;
  save(marks: Marks): Promise<Result<null, FileProblem>>;
};
