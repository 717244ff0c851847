import type { Settings } from '../settings.ts';
import type { Shell } from './names.ts';

/** Programs and the shell each is, by the last part of its path. */
const PROGRAMS: ReadonlyMap<string, Shell> = new Map([
  ['bash', 'bash'],
  ['zsh', 'zsh'],
  ['sh', 'sh'],
  ['dash', 'sh'],
  ['ash', 'sh'],
  ['ksh', 'sh'],
  ['ksh93', 'sh'],
  ['mksh', 'sh'],
  ['oksh', 'sh'],
  ['busybox', 'sh'],
  ['fish', 'fish'],
  ['nu', 'nushell'],
  ['tcsh', 'tcsh'],
  ['csh', 'tcsh'],
  ['pwsh', 'powershell'],
  ['powershell', 'powershell'],
  ['cmd', 'cmd'],
]);

/** Which shell a program is, by its path or the name it was started by (`-zsh`); null: none that is known here. */
export const shellOf = (program: string): Shell | null => {
  const name = program.trim().split(/[\\/]/).at(-1) ?? '';
  return (
    PROGRAMS.get(
      name
        .replace(/^-/, '')
        .replace(/\.exe$/i, '')
        .toLowerCase(),
    ) ?? null
  );
};

/** The shell that exports are written for where none is named: the settings', else the person's own. */
export const defaultShell = ({ exportShell }: Pick<Settings, 'exportShell'>, own: Shell): Shell =>
  exportShell === 'auto' ? own : exportShell;
