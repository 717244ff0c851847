import { describe, expect, it } from 'vitest';
import { chordText } from '../../../app/keys/chord.ts';
import type { GlobalShortcut, ShortcutRefusal } from '../../../app/keys/global-shortcut.ts';
import { fail, ok } from '../../../app/result.ts';
import type { Settings } from '../../../app/settings.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

type Keyboard = {
  readonly port: GlobalShortcut;
  /** What was asked for, in order; null: nothing. */
  readonly asked: (string | null)[];
  readonly press: () => void;
};

/** A keyboard on which others may have keys already. */
const keyboard = (refuses: (keys: string) => ShortcutRefusal | null = () => null): Keyboard => {
  const asked: (string | null)[] = [];
  const state: { pressed: (() => void) | null } = { pressed: null };
  return {
    asked,
    press: () => state.pressed?.(),
    port: {
      use: (chord, pressed) => {
        const keys = chord === null ? null : chordText(chord);
        asked.push(keys);
        const why = keys === null ? null : refuses(keys);
        state.pressed = keys !== null && why === null ? pressed : null;
        return why === null ? ok(null) : fail(why);
      },
    },
  };
};

const start = (of: Keyboard, settings: Partial<Settings> = {}): Promise<Model> =>
  startModel({ globalShortcut: of.port, settings });

const choose = async (model: Model, value: string): Promise<void> => {
  model.engine.run({ kind: 'change-setting', key: 'globalShortcut', value });
  await settle();
};

describe('the shortcut from everywhere', () => {
  it('shows the popover at its search, also while a code is asked for', async () => {
    const keys = keyboard();
    const model = await start(keys);
    expect(model.snapshot().ask.kind).toBe('asked');
    keys.press();
    expect(model.popover.shown).toBe(1);
    expect(model.snapshot().go.to).toBe('search');
  });

  it('is changed while the app runs', async () => {
    const keys = keyboard();
    const model = await start(keys);
    await choose(model, 'ctrl+alt+k');
    expect(keys.asked).toEqual(['Super+Shift+F', 'Ctrl+Alt+K']);
    expect(model.snapshot().globalShortcut).toEqual({
      kind: 'listens',
      chord: { modifiers: ['Ctrl', 'Alt'], key: 'K' },
    });
  });

  it('is not asked for again while it listens and another setting changes', async () => {
    const keys = keyboard();
    const model = await start(keys);
    model.engine.run({ kind: 'change-setting', key: 'noticeLead', value: '5m' });
    await settle();
    expect(keys.asked).toEqual(['Super+Shift+F']);
  });

  it('is none where none is wanted', async () => {
    const keys = keyboard();
    const model = await start(keys, { globalShortcut: 'none' });
    expect(keys.asked).toEqual([null]);
    expect(model.snapshot().globalShortcut).toEqual({ kind: 'off' });
  });

  it.each(['taken', 'no-such-way'] as const)(
    'that is %s is told, and asked for again',
    async (why) => {
      let refused = true;
      const keys = keyboard(() => (refused ? why : null));
      const model = await start(keys);
      const chord = { modifiers: ['Super', 'Shift'], key: 'F' };
      expect(model.snapshot().globalShortcut).toEqual({ kind: 'refused', chord, why });
      refused = false;
      await choose(model, 'auto');
      expect(model.snapshot().globalShortcut).toEqual({ kind: 'listens', chord });
    },
  );

  it('that is taken leaves none of those before', async () => {
    const keys = keyboard((name) => (name === 'Ctrl+Alt+K' ? 'taken' : null));
    const model = await start(keys);
    await choose(model, 'Ctrl+Alt+K');
    keys.press();
    expect(model.popover.shown).toBe(0);
  });

  it('ends with the app', async () => {
    const keys = keyboard();
    const model = await start(keys);
    await model.engine.stop();
    expect(keys.asked).toEqual(['Super+Shift+F', null]);
  });
});
