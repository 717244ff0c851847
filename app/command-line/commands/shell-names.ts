/** Shells that exports are written for. */
export const shellNames = [
  'bash',
  'zsh',
  'sh',
  'fish',
  'powershell',
  'cmd',
  'nushell',
  'tcsh',
] as const;
