import type { Platform } from '../../app/model.ts';
import { chordCaps } from '../../app/keys/chord.ts';
import {
  capWord,
  globalShortcutWords,
  shortcutNames,
  shortcutWords,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { capsOf, everyShortcut, keysOf, shortcutParts } from '../state/shortcuts.ts';

const Caps = (props: { readonly caps: readonly string[] }) => (
  <span className="caps">
    {props.caps.map((cap) => (
      <kbd key={cap}>{capWord(cap)}</kbd>
    ))}
  </span>
);

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
        <dl className="shortcuts">
          <div>
            <dt>{shortcutNames.search}</dt>
            <dd>
              <Caps caps={chordCaps(globalShortcut.chord, platform)} />
            </dd>
          </div>
        </dl>
      ) : (
        <p className="setting-help">{globalShortcutWords(globalShortcut, platform)}</p>
      )}
    </section>
  );
};

const Part = (props: {
  readonly part: (typeof shortcutParts)[number];
  readonly platform: Platform;
}) => (
  <section>
    <h2>{shortcutWords[props.part]}</h2>
    <dl className="shortcuts">
      {everyShortcut
        .filter(([, { part }]) => part === props.part)
        .map(([name, entry]) => (
          <div key={name}>
            <dt>{shortcutNames[name]}</dt>
            <dd>
              {keysOf(entry, props.platform).map((one) => (
                <Caps key={one} caps={capsOf(one, props.platform)} />
              ))}
            </dd>
          </div>
        ))}
    </dl>
  </section>
);

/** All shortcuts, from the table that binds them. */
export const ShortcutsPanel = (props: PanelProps) => (
  <main className="settings">
    <PanelHead title={shortcutWords.title} onBack={props.onBack} />
    <div className="scroll settings-scroll">
      <Everywhere snapshot={props.snapshot} onShow={props.onShow} />
      {shortcutParts.map((part) => (
        <Part key={part} part={part} platform={props.snapshot.platform} />
      ))}
    </div>
  </main>
);
