import type { Problem } from '../../app/view/window.ts';
import { moreProblemsLabel } from '../../app/view/words.ts';
import { ProblemLine } from './ProblemLine.tsx';
import { bySeverity } from './severity.ts';

/** How many problems are drawn at once; more fold into one line, so that the roles keep their room. */
const SHOWN = 2;

const Lines = (props: { readonly problems: readonly Problem[] }) => (
  <ul className="problems">
    {props.problems.map((problem) => (
      <ProblemLine key={JSON.stringify(problem)} problem={problem} />
    ))}
  </ul>
);

/** Things wrong with files, keychain or settings, and offers to import a key; the gravest first. */
export const ProblemList = (props: { readonly problems: readonly Problem[] }) => {
  const problems = bySeverity(props.problems);
  const folded = problems.slice(SHOWN);
  if (problems.length === 0) return null;
  return (
    <>
      <Lines problems={problems.slice(0, SHOWN)} />
      {folded.length > 0 && (
        <details className="problems-fold">
          <summary>{moreProblemsLabel(folded.length)}</summary>
          <Lines problems={folded} />
        </details>
      )}
    </>
  );
};
