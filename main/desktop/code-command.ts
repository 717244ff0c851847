import { noDetail } from '../../app/detail.ts';
import type { CodeSources } from '../../app/devices/code-source.ts';
import { commandWords } from '../../app/export/browser-command.ts';
import { fail } from '../../app/result.ts';
import { runForOutput } from './run-for-output.ts';

/** How long a program may take for a code, in ms: it may wait for a touch of a key. */
const PATIENCE = 30_000;
/** Six digits and a line end are expected. */
const MOST = 1024;

/** Runs a program that prints a code (`mfa_process`). */
export const runCodeCommand: CodeSources['run'] = async (command) => {
  const words = commandWords(command);
  const [program = ''] = words ?? [];
  if (words === null) return fail({ program, cause: 'no-command', detail: noDetail });
  const run = await runForOutput(words, { patience: PATIENCE, most: MOST });
  return run.ok ? run : fail({ program, ...run.failure });
};
