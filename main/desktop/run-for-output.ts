import { detailAbout, systemDetail, type Detail } from '../../app/detail.ts';
import { spawn } from 'node:child_process';
import type { ProgramCause } from '../../app/credentials/assertion.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { secret, type Secret } from '../../app/secret.ts';
import { errorDetail } from '../storage/file-error.ts';

export type ProgramProblem = { readonly cause: ProgramCause; readonly detail: Detail };

/** Ends a program and what it started itself. */
const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
};

/**
 * Runs a program for what it prints: no shell, no input, and nothing of its errors is kept, since they may repeat what it
 * was given. It is ended, with all it started, when it takes longer than `patience` ms or prints more than `most` bytes.
 */
export const runForOutput = (
  words: readonly string[],
  { patience, most }: { readonly patience: number; readonly most: number },
): Promise<Result<Secret, ProgramProblem>> =>
  new Promise((resolve) => {
    const [program = '', ...args] = words;
    const child = spawn(program, args, {
      shell: false,
      // A group of its own, so that what it starts can be ended with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const parts: Buffer[] = [];
    let size = 0;
    const end = (result: Result<Secret, ProgramProblem>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      endGroup(child.pid);
      end(
        fail({ cause: 'timed-out', detail: detailAbout('seconds', Math.round(patience / 1000)) }),
      );
    }, patience);
    child.once('error', (error) => end(fail({ cause: 'not-started', detail: errorDetail(error) })));
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= most) return void parts.push(part);
      endGroup(child.pid);
      end(fail({ cause: 'too-much', detail: detailAbout('too-large', most) }));
    });
    child.once('close', (code, signal) =>
      end(
        code === 0
          ? ok(secret(Buffer.concat(parts).toString('utf8')))
          : fail({
              cause: 'failed',
              detail: signal === null ? detailAbout('exit-code', code ?? 0) : systemDetail(signal),
            }),
      ),
    );
  });
