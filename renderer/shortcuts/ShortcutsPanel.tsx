import { chordCaps } from '../../app/keys/chord.ts';
import { globalShortcutWords, shortcutNames, shortcutWords } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { shortcutParts } from '../state/shortcuts.ts';
import { rowsOf } from './shortcut-rows.ts';
import { ShortcutTable } from './ShortcutTable.tsx';

/** The keys that open the search from everywhere, or what keeps them from it. */
const Everywhere = (props: Pick<PanelProps, 'snapshot' | 'onShow'>) => {
  const { globalShortcut, platform } = props.snapshot;
  return (
    <section>
      <div className="section-head">
        <h2>{shortcutWords.everywhere}</h2>
        <button type="button" className="button" onClick={() => props.onShow('settings')}>
          {shortcutWords.choose}
        </button>
      </div>
      {globalShortcut.kind === 'listens' ? (
        <ShortcutTable
          rows={[{ does: shortcutNames.search, ways: [chordCaps(globalShortcut.chord, platform)] }]}
        />
      ) : (
        <p className="setting-help">{globalShortcutWords(globalShortcut, platform)}</p>
      )}
    </section>
  );
};

/** All shortcuts, from the table that binds them. */
export const ShortcutsPanel = (props: PanelProps) => (
  <main className="settings">
    <PanelHead title={shortcutWords.title} onBack={props.onBack} />
    <div className="scroll settings-scroll">
      <Everywhere snapshot={props.snapshot} onShow={props.onShow} />
      {shortcutParts.map((part) => (
        <section key={part}>
          <h2>{shortcutWords[part]}</h2>
          <ShortcutTable rows={rowsOf(part, props.snapshot.platform)} />
        </section>
      ))}
    </div>
  </main>
);
