import { execFile } from 'node:child_process';

/** What is wrong with the signature of a file, by who should have signed it; null: nothing. */
export type Verify = (publisherNames: string[], path: string) => Promise<string | null>;

const UNSEEN = 'PowerShell, which looks at signatures, does not run';

/** So long, ms, PowerShell may take to start. */
const PATIENCE = 20_000;

/** The try that electron-updater makes itself before it goes without a look. */
export const powerShellRuns = (): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', 'ConvertTo-Json test'],
      { timeout: PATIENCE, windowsHide: true },
      (error) => resolve(error === null),
    );
  });

/**
 * Where PowerShell does not run, such as by a policy, electron-updater takes a version whose signature nobody looked at.
 * Nothing is put in here without a look: it runs before and after.
 */
export const seenBy =
  (verify: Verify, canLook: () => Promise<boolean>): Verify =>
  async (publisherNames, path) => {
    if (!(await canLook())) return UNSEEN;
    const flaw = await verify(publisherNames, path);
    if (flaw !== null) return flaw;
    return (await canLook()) ? null : UNSEEN;
  };
