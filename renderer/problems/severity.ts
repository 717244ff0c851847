import type { Problem } from '../../app/view/window.ts';

/** What keeps a person from working comes first, what is only good to know last. */
const rank: Readonly<Record<Problem['kind'], number>> = {
  vault: 0,
  'aws-file': 1,
  'unchecked-endpoint': 2,
  'state-file': 2,
  importable: 3,
  profile: 4,
  setting: 5,
  clock: 6,
};

/** Problems by severity; those of one kind stay in their order. */
export const bySeverity = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => rank[a.kind] - rank[b.kind]);
