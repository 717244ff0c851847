import type { Detail } from '../detail.ts';
import { z } from 'zod';
import type { ProgramCause } from '../credentials/assertion.ts';
import type { VaultProblem } from '../ports.ts';
import type { Result } from '../result.ts';
import type { Secret } from '../secret.ts';

/** Where an identity's codes come from when nobody types them. Without one they are typed, which is the default. */
export const codeSourceDecoder = z.discriminatedUnion('kind', [
  /** The device's seed is an item of the keychain. */
  z.strictObject({ kind: z.literal('seed') }),
  /** A program and its arguments, as `commandWords` reads them (`mfa_process`). No shell sees it. */
  z.strictObject({ kind: z.literal('command'), command: z.string().min(1).max(4096) }),
]);
export type CodeSource = z.infer<typeof codeSourceDecoder>;

/** Which identity has which source: nothing secret. */
export type CodeChoice = { readonly identity: string; readonly source: CodeSource };

export type CodeProgramProblem = {
  readonly program: string;
  readonly cause: ProgramCause;
  readonly detail: Detail;
};

/** Seeds in the keychain, an item each, and programs that print codes. */
export type CodeSources = {
  readSeed(identity: string): Promise<Result<Secret | null, VaultProblem>>;
  storeSeed(identity: string, seed: Secret): Promise<Result<null, VaultProblem>>;
  removeSeed(identity: string): Promise<Result<null, VaultProblem>>;
  /** Runs a program without a shell or input; ended when it takes long. What it writes to stderr is kept nowhere. */
  run(command: string): Promise<Result<Secret, CodeProgramProblem>>;
};
