/** The shells that may be `sh` somewhere, each with the words that make it one. */
export const posixShells = {
  sh: ['sh'],
  dash: ['dash'],
  'bash --posix': ['bash', '--posix'],
  'busybox sh': ['busybox', 'sh'],
  'zsh as sh': ['zsh', '--emulate', 'sh'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PosixShell = keyof typeof posixShells;
