import { chordCaps } from '../../app/keys/chord.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { shortcutWords } from '../../app/view/words.ts';
import { PanelHead } from '../parts/PanelHead.tsx';
import { shortcutParts, shortcutsWhileLocked } from '../state/shortcuts.ts';
import { rowsOf } from './shortcut-rows.ts';
import { ShortcutTable } from './ShortcutTable.tsx';

/** The keys that do something in the locked window. */
export const LockedShortcuts = (props: {
  readonly snapshot: Pick<WindowSnapshot, 'platform' | 'globalShortcut'>;
  readonly onBack: () => void;
}) => {
  const { platform, globalShortcut } = props.snapshot;
  return (
    <main className="settings">
      <PanelHead title={shortcutWords.whileLocked} onBack={props.onBack} />
      <div className="scroll settings-scroll">
        {globalShortcut.kind === 'listens' && (
          <section>
            <h2>{shortcutWords.everywhere}</h2>
            <ShortcutTable
              rows={[
                { does: shortcutWords.open, ways: [chordCaps(globalShortcut.chord, platform)] },
              ]}
            />
          </section>
        )}
        {shortcutParts
          .map((part) => ({ part, rows: rowsOf(part, platform, shortcutsWhileLocked) }))
          .filter(({ rows }) => rows.length > 0)
          .map(({ part, rows }) => (
            <section key={part}>
              <h2>{shortcutWords[part]}</h2>
              <ShortcutTable rows={rows} />
            </section>
          ))}
      </div>
    </main>
  );
};
