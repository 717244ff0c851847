import type { Platform } from '../../app/model.ts';
import { shortcutNames } from '../../app/view/words.ts';
import {
  capsOf,
  everyShortcut,
  keysOf,
  type ShortcutName,
  type ShortcutPart,
} from '../state/shortcuts.ts';

/** A line of the list: what keys do, and the caps of each way to press them. */
export type ShortcutRow = {
  readonly does: string;
  readonly ways: readonly (readonly string[])[];
};

/** The shortcuts of a part, in the table's order; `among`: those alone. */
export const rowsOf = (
  part: ShortcutPart,
  platform: Platform,
  among?: readonly ShortcutName[],
): readonly ShortcutRow[] =>
  everyShortcut
    .filter(([name, entry]) => entry.part === part && (among?.includes(name) ?? true))
    .map(([name, entry]) => ({
      does: shortcutNames[name],
      ways: keysOf(entry, platform).map((one) => capsOf(one, platform)),
    }));
