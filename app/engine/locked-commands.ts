import type { Command } from '../contract.ts';
import { isPerson, type Asker } from '../session/asker.ts';

/**
 * What is done while the app is locked: whatever lets go or only shows a window. A code counts from a person alone,
 * since a program that has codes of its own must not open the lock.
 */
const letsGo: ReadonlySet<Command['kind']> = new Set([
  'lock',
  'panic',
  'copy-revocation',
  'ask-code',
  'show-popover',
  'hide-popover',
  'show-panel',
  'show-search',
  'show-network',
  'show-production',
  'withdraw-production',
  'leave-grant',
  'withdraw',
  'stop',
  'stop-all',
  'close-endpoint',
  'close-key-form',
  'leave-device-wizard',
  'leave-ledger',
  'leave-profiles',
  'lab-leave',
  'drop-assertion',
  'forget-explained',
  'retry-vault',
  'open-settings-file',
  'quit',
]);

const opens: ReadonlySet<Command['kind']> = new Set(['submit-code', 'unlock']);

/** The window alone shows which device is asked for. */
const inWindow: ReadonlySet<Command['kind']> = new Set(['another-device']);

export const mayWhileLocked = ({ kind }: Command, from: Asker): boolean =>
  letsGo.has(kind) ||
  (opens.has(kind) && isPerson(from)) ||
  (inWindow.has(kind) && from === 'person');
