import { ownDetail, type Detail } from '../detail.ts';
import { z } from 'zod';
import type { FileProblem } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { isTrialName, type Trial } from './trial.ts';

/** Where the trial is remembered: written before each thing is made, so that nothing made is ever forgotten. */
export type TrialFile = {
  readonly path: string;
  /** null: there is none. */
  read(): Promise<Result<string | null, FileProblem>>;
  write(text: string): Promise<Result<null, FileProblem>>;
  remove(): Promise<Result<null, FileProblem>>;
};

const VERSION = 1;

const decoder = z.object({
  version: z.literal(VERSION),
  name: z.string().refine(isTrialName),
  identity: z.string().min(1).max(256),
  account: z.string().regex(/^\d{12}$/),
  partition: z.string().regex(/^[a-z-]{1,32}$/),
  lastAt: z.number().int(),
  whole: z.boolean(),
});

export const encodeTrial = (trial: Trial): string =>
  `${JSON.stringify({ version: VERSION, ...trial }, null, 2)}\n`;

/** What the file says; fails with what is wrong with it. */
export const decodeTrial = (text: string): Result<Trial, Detail> => {
  try {
    const value: unknown = JSON.parse(text);
    const decoded = decoder.safeParse(value);
    if (!decoded.success) return fail(ownDetail('not-ours'));
    const { version: _version, ...trial } = decoded.data;
    return ok(trial);
  } catch {
    return fail(ownDetail('not-json'));
  }
};
