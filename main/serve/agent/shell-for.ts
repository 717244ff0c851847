import { defaultShell, shellOf } from '../../../app/export/default-shell.ts';
import type { Shell } from '../../../app/export/names.ts';
import type { Settings } from '../../../app/settings.ts';
import type { Call } from './call.ts';

/** For whom lines are written: the shell that was named, the settings', else the one of whoever runs the command. */
export const shellFor = (
  named: Shell | null,
  call: Call,
  settings: Pick<Settings, 'exportShell'>,
): Shell => named ?? defaultShell(settings, shellOf(call.shell ?? '') ?? 'sh');
