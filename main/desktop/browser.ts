import { ownDetail, type Detail } from '../../app/detail.ts';
import { spawn } from 'node:child_process';
import { browserCommand, commandWords } from '../../app/export/browser-command.ts';
import type { Browser } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { reveal } from '../../app/secret.ts';
import { errorDetail } from '../storage/file-error.ts';

/** Starts a program that lives on without us; resolves once it runs, or why it does not. */
const start = (program: string, args: readonly string[]): Promise<Result<null, Detail>> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { shell: false, detached: true, stdio: 'ignore' });
    child.once('error', (error) => resolve(fail(errorDetail(error))));
    child.once('spawn', () => {
      child.unref();
      resolve(ok(null));
    });
  });

/**
 * Hands a URL to a browser. It travels as an argument of a process in any case, also where the system's own way is
 * taken (on Linux xdg-open), and while that runs others can read it there: programs of this user, and on Linux other
 * users too, unless /proc is mounted with hidepid. Browsers take addresses in no other way; 15 minutes later the URL is
 * worth nothing. Who minds copies the URL instead.
 */
export const createBrowser = (deps: {
  /** Electron's `shell.openExternal`. */
  readonly openExternal: (url: string) => Promise<void>;
}): Browser => ({
  open: async (url, { command, name }) => {
    if (command === null) {
      try {
        await deps.openExternal(reveal(url));
        return ok(null);
      } catch (error) {
        // Its message may repeat the URL.
        return fail(errorDetail(error));
      }
    }
    const words = commandWords(command);
    if (words === null) return fail(ownDetail('no-program'));
    const [program = '', ...args] = browserCommand(words, { url: reveal(url), name });
    return start(program, args);
  },
});
