import type { Failure } from '../failure.ts';
import type { EditProblem } from '../ports.ts';

/** What came of an edit of an AWS file, told of the profile it was about; null: of the file as a whole. */
export const editFailure = (problem: EditProblem, path: string, profile: string | null): Failure =>
  problem.kind === 'refused'
    ? { kind: 'aws-section', path, profile, cause: problem.refusal }
    : { kind: 'file', action: 'write', path: problem.path, detail: problem.detail };
