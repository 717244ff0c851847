import type { SettingProblem } from '../../app/settings.ts';
import type { Problem } from '../../app/view/window.ts';

/** What keeps a person from working comes first, what is only good to know last. */
const rank: Readonly<Record<Exclude<Problem['kind'], 'setting'>, number>> = {
  vault: 0,
  'aws-file': 1,
  'unchecked-endpoint': 2,
  'state-file': 2,
  importable: 3,
  profile: 4,
  clock: 6,
};

const settingRank: Readonly<Record<SettingProblem['kind'], number>> = {
  // What a person did just now.
  'not-written': 1,
  'set-aside': 2,
  unreadable: 2,
  newer: 2,
  value: 5,
  'stray-line': 5,
};

const rankOf = (problem: Problem): number =>
  problem.kind === 'setting' ? settingRank[problem.problem.kind] : rank[problem.kind];

/** Problems by severity; those of one kind stay in their order. */
export const bySeverity = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => rankOf(a) - rankOf(b));
