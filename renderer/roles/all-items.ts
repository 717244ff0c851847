import type { Command } from '../../app/contract.ts';
import { labels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a menu offers for everything in the list at once. */
export const allItems = (send: (command: Command) => void): readonly MenuItem[] => [
  { name: labels.startAll, onPress: () => send({ kind: 'start-all' }) },
  { name: labels.stopAll, onPress: () => send({ kind: 'stop-all' }) },
];
