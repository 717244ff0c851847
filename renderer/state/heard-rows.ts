import type { Failure } from '../../app/failure.ts';
import type { GrantId, GrantRef } from '../../app/model.ts';
import type { ServedMark } from '../../app/view/served-view.ts';
import type {
  CopiedMark,
  Life,
  Phase,
  SignInMark,
  Trouble,
  WindowSnapshot,
} from '../../app/view/window.ts';

/** What is heard of a row, whatever it is a row of. */
export type Row = {
  readonly id: GrantId;
  readonly ref: GrantRef;
  readonly phase: Phase;
  readonly life: Life | null;
  readonly trouble: Trouble | null;
  readonly copied: CopiedMark;
  /** A session does not sign in. */
  readonly signIn?: SignInMark;
  readonly served: ServedMark;
};

export const rowsOf = ({ sessions, groups, made }: WindowSnapshot): readonly Row[] => [
  ...sessions,
  ...groups.flatMap(({ rows }) => rows),
  ...made,
];

/** What went wrong, without what differs from one try to the next. */
export const keyOf = (failure: Failure): string =>
  failure.kind === 'aws' ? `aws ${failure.cause}` : failure.kind;

export type Said = { readonly words: string; readonly urgent: boolean };
export const politely = (words: string): Said => ({ words, urgent: false });
