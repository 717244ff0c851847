import { userInfo } from 'node:os';
import { shellOf } from '../../app/export/default-shell.ts';
import type { Shell } from '../../app/export/names.ts';
import type { Platform } from '../../app/model.ts';

/** The user database's word; null where it does not know the user, or is on Windows. */
const loginShell = (): string | null => {
  try {
    return userInfo().shell;
  } catch {
    return null;
  }
};

/**
 * The shell a person works with: $SHELL, else the one of the user database, else what every POSIX shell reads. An app
 * started by the desktop has the session's $SHELL. Windows names none: it has PowerShell.
 */
export const personShell = (
  env: NodeJS.ProcessEnv,
  platform: Platform,
  lookUp: () => string | null = loginShell,
): Shell => {
  if (platform === 'win32') return 'powershell';
  return shellOf(env['SHELL'] ?? '') ?? shellOf(lookUp() ?? '') ?? 'sh';
};
