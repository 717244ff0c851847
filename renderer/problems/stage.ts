import type { Problem, WindowSnapshot } from '../../app/view/window.ts';

/** What takes the list's place; null when there is a list to show. */
export type DrawnState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-keychain'; readonly problem: Extract<Problem, { kind: 'vault' }> }
  | { readonly kind: 'broken-file'; readonly problem: Extract<Problem, { kind: 'aws-file' }> }
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-roles' };

/**
 * Which state is drawn instead of the list. With roles on screen, or what was made directly, nothing is: problems
 * then stand above them. Without, what keeps the person from going on comes first: keychain, then file, then the
 * missing key.
 */
export const drawnState = (snapshot: WindowSnapshot): DrawnState | null => {
  if (snapshot.stage.kind === 'loading') return { kind: 'loading' };
  if (snapshot.groups.length > 0 || snapshot.made.length > 0) return null;
  const vault = snapshot.problems.find((problem) => problem.kind === 'vault');
  if (vault !== undefined && snapshot.sessions.length === 0) {
    return { kind: 'no-keychain', problem: vault };
  }
  const file = snapshot.problems.find((problem) => problem.kind === 'aws-file');
  if (file !== undefined) return { kind: 'broken-file', problem: file };
  return snapshot.stage.kind === 'empty' ? { kind: 'empty' } : { kind: 'no-roles' };
};

/** The problems told above the list: without the one that is drawn already. */
export const problemsBeside = (
  snapshot: WindowSnapshot,
  drawn: DrawnState | null,
): readonly Problem[] =>
  drawn !== null && 'problem' in drawn
    ? snapshot.problems.filter((problem) => problem !== drawn.problem)
    : snapshot.problems;
