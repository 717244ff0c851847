import type { Requester } from './requests.ts';

/**
 * Whose wish it is: a person's in the window or in the tray's menu, or a program's, by name where it is known. A
 * program is never a reason to show a window: it waits, and a notice tells of it.
 */
export type Asker = 'person' | 'menu' | 'program' | Requester;

/** Whether a person wants it themselves, whichever way they take. */
export const isPerson = (from: Asker): from is 'person' | 'menu' =>
  from === 'person' || from === 'menu';
