import type { WindowSnapshot } from '../../app/view/window.ts';
import { globalShortcutWords } from '../../app/view/words.ts';

/** What became of the keys that were chosen, where they were chosen; nothing while they work or nobody wants any. */
export const ShortcutState = (props: {
  readonly snapshot: Pick<WindowSnapshot, 'globalShortcut' | 'platform'>;
}) => {
  const { globalShortcut, platform } = props.snapshot;
  return (
    <output className="setting-state" data-kind="failure">
      {globalShortcut.kind === 'refused' && globalShortcutWords(globalShortcut, platform)}
    </output>
  );
};
