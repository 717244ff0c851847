import type { Instant } from './model.ts';
import type { FileProblem, VaultProblem } from './ports.ts';
import type { Result } from './result.ts';
import type { Secret } from './secret.ts';

/** A backup that the editor made of an AWS file. */
export type Backup = {
  readonly path: string;
  /** The file it is a backup of. */
  readonly of: string;
  /** It held a key that is in the keychain now, and opens with the sealing key alone. */
  readonly sealed: boolean;
  /** When it was made, by this computer's clock. */
  readonly madeAt: Instant;
};

export type BackupProblem =
  | ({ readonly kind: 'file' } & FileProblem)
  /** The key that seals is not to be had. */
  | ({ readonly kind: 'vault' } & VaultProblem);

/** What became of the copies of a file that hold a secret. */
export type Sealing = {
  /** Backups that are sealed since. */
  readonly sealed: readonly string[];
  /** Files beside it that hold the secret as well, and are not ours to change. */
  readonly elsewhere: readonly string[];
};

/** The backups beside the AWS files. `path` is always that of the AWS file, as the settings name it. */
export type Backups = {
  /** The newest first. */
  list(path: string): Promise<Result<readonly Backup[], FileProblem>>;
  /** Which of these key ids stand in a backup that is not sealed. */
  naming(path: string, accessKeyIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Seals each backup that holds one of these secrets, under its own name. What was sealed before a failure stays so;
   * asked again, it goes on with the rest.
   */
  seal(path: string, secrets: readonly Secret[]): Promise<Result<Sealing, BackupProblem>>;
  /** The text that was sealed, to the byte. `backup` is one of the paths of `list`. */
  open(backup: string): Promise<Result<Secret, BackupProblem>>;
};
