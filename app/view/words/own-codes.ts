import { spoken, t } from './say.ts';

/** Codes that nobody types: what that weakens is said before it is chosen. */
export const ownCodesWords = spoken({
  title: 'Codes without typing',
  off: 'Off: the codes are typed.',
  bySeed: 'On: Fobwatch makes the codes of the seed in your keychain.',
  byCommand: (command: string): string => t`On: ${command} prints the codes.`,
  warning:
    'Off unless you turn it on: key and codes then lie on one machine, so whoever takes over this computer has both factors.',
  refused: 'After a code that AWS refuses, you are asked.',
  seed: 'Seed',
  seedHelp: 'Base 32 or an otpauth URI; it goes into your keychain and nowhere else.',
  keep: 'Keep seed',
  keepMade: 'Keep the seed in the keychain',
  command: 'Command that prints the code',
  commandHelp: 'Run without a shell when a code is needed, for 30 s at most (mfa_process).',
  use: 'Let it print codes',
  turnOff: 'Type codes again',
  change: 'Set up',
} as const);
