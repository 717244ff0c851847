import { chordOf, chordText, type Chord } from '../keys/chord.ts';
import type { GlobalShortcutState } from '../session/global-shortcut.ts';
import type { Core } from './core.ts';

export type Listening = {
  /** Listens to the keys of the settings from now on. What was refused before is tried again. */
  follow(): void;
  stop(): void;
};

/** The keys that open the search from everywhere. */
export const createListening = (
  { ports, store }: Pick<Core, 'ports' | 'store'>,
  pressed: () => void,
): Listening => {
  const outcome = (chord: Chord | null): GlobalShortcutState => {
    const used = ports.globalShortcut.use(chord, pressed);
    if (chord === null) return { kind: 'off' };
    return used.ok ? { kind: 'listens', chord } : { kind: 'refused', chord, why: used.failure };
  };
  return {
    follow: () => {
      const chord = chordOf(store.state().settings.globalShortcut, ports.platform);
      const { globalShortcut } = store.state();
      const listened = globalShortcut.kind === 'listens' ? chordText(globalShortcut.chord) : null;
      if (chord !== null && chordText(chord) === listened) return;
      const next = outcome(chord);
      if (next.kind === 'off' && globalShortcut.kind === 'off') return;
      if (next.kind === 'refused')
        ports.journal.write({
          kind: 'shortcut-refused',
          facts: { keys: chordText(next.chord), why: next.why },
        });
      store.apply({ kind: 'global-shortcut', globalShortcut: next });
    },
    stop: () => void ports.globalShortcut.use(null, pressed),
  };
};
