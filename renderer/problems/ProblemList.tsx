import type { Problem } from '../../app/view/window.ts';
import { problemsLabel } from '../../app/view/words.ts';
import { ProblemLine } from './ProblemLine.tsx';

/** How many problems are drawn at once; more fold into one line, so that the roles keep their room. */
const SHOWN = 2;

const keyOf = (problem: Problem): string => JSON.stringify(problem);

/** Things wrong with files, keychain or settings, and offers to import a key. */
export const ProblemList = (props: { readonly problems: readonly Problem[] }) => {
  const { problems } = props;
  if (problems.length === 0) return null;
  const lines = problems.map((problem) => <ProblemLine key={keyOf(problem)} problem={problem} />);
  if (problems.length <= SHOWN) return <ul className="problems">{lines}</ul>;
  return (
    <details className="problems-fold">
      <summary>{problemsLabel(problems.length)}</summary>
      <ul className="problems">{lines}</ul>
    </details>
  );
};
