import type { FileProblem } from './ports.ts';
import type { Result } from './result.ts';
import type { Secret } from './secret.ts';

/** Files named by a command: tokens to read, credentials to save (0600, atomic) and to load. Paths are absolute, or begin with `~/`. */
export type CredentialFiles = {
  read(path: string): Promise<Result<Secret, FileProblem>>;
  /** Replaces whatever is there: whoever writes has looked at it before. */
  write(path: string, text: Secret): Promise<Result<null, FileProblem>>;
  /** Whether a path leads to one of these files by whatever links, also to one that is not there yet. */
  isAnyOf(path: string, files: readonly string[]): Promise<boolean>;
};
