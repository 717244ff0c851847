import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { createClipboard } from '../../../main/desktop/clipboard.ts';
import { rawFormatName } from '../../../main/desktop/concealment.ts';
import { createClipboardMark } from '../../../main/storage/clipboard-mark.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const EXPORTS = 'export AWS_SECRET_ACCESS_KEY=model-secret-in-the-clipboard';

const POLICY = '{"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-07-01T12:00:00Z"}}}';

/** As Electron's of 44 on: what is written at once, by format. */
class ModelItem {
  readonly types: string[];
  constructor(readonly items: Record<string, string | Blob>) {
    this.types = Object.keys(items);
  }
  getType = (): Promise<never> => Promise.reject(new Error('not asked here'));
}

/** A computer: its clipboard outlives an app that is killed, as does the app's folder. */
const computer = () => {
  const folder = temporaryFolder();
  const path = join(folder, 'clipboard.json');
  const held: { text: string; raw: readonly string[]; read: number } = {
    text: '',
    raw: [],
    read: 0,
  };
  type Call = 'writeText' | 'readText' | 'clear';
  /** Another program holds the clipboard open: some calls fail, and emptying it may do nothing without a word. */
  const busy: { fails: readonly Call[]; keeps: boolean } = { fails: [], keeps: false };
  const refuseIf = (call: Call): void => {
    if (busy.fails.includes(call)) throw new TypeError(`no ${call} of ${held.text}`);
  };
  const system = {
    writeText: async (text: string) => {
      refuseIf('writeText');
      Object.assign(held, { text, raw: [] });
    },
    readText: async () => {
      held.read += 1;
      refuseIf('readText');
      return held.text;
    },
    clear: () => {
      refuseIf('clear');
      if (!busy.keeps) held.text = '';
    },
    write: async (items: readonly unknown[]) => {
      const [item] = items;
      if (!(item instanceof ModelItem)) throw new TypeError('no item');
      const { 'text/plain': text, ...others } = item.items;
      Object.assign(held, { text, raw: Object.keys(others) });
    },
  };
  const journal = { write: () => undefined };
  const app = (item?: typeof ModelItem) =>
    createClipboard({
      system,
      item,
      platform: 'linux',
      mark: createClipboardMark({ path, journal }),
    });
  return { path, held, busy, app };
};

describe('what is copied', () => {
  it('is marked for clipboard managers where Electron can put a mark beside a text', async () => {
    const { held, app } = computer();
    expect(await app(ModelItem).write(secret(EXPORTS))).toEqual({ ok: true, value: null });
    expect(held.text).toBe(EXPORTS);
    expect(held.raw).toEqual([rawFormatName('x-kde-passwordManagerHint')]);
  });

  it('stands there as a text where Electron cannot, or where the mark would cost the text', async () => {
    const { held, app } = computer();
    class Losing extends ModelItem {
      constructor(items: Record<string, string | Blob>) {
        super({ ...items, 'text/plain': '' });
      }
    }
    for (const item of [undefined, Losing]) {
      held.text = '';
      expect(await app(item).write(secret(EXPORTS))).toEqual({ ok: true, value: null });
      expect(held.text).toBe(EXPORTS);
      expect(held.raw).toEqual([]);
    }
  });

  it('is cleared by the app that starts after a crash', async () => {
    const { held, app } = computer();
    await app().write(secret(EXPORTS));
    expect(await app().clearIfOurs()).toEqual(ok('cleared'));
    expect(held.text).toBe('');
  });

  it('is left alone after a crash when it is somebody else’s by then', async () => {
    const { held, app } = computer();
    await app().write(secret(EXPORTS));
    held.text = 'a shopping list';
    expect(await app().clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.text).toBe('a shopping list');
  });

  it('is cleared once: the same text copied by somebody else later stays', async () => {
    const { held, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    expect(await clipboard.clearIfOurs()).toEqual(ok('cleared'));
    held.text = EXPORTS;
    expect(await clipboard.clearIfOurs()).toEqual(ok('not-ours'));
    expect(await app().clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.text).toBe(EXPORTS);
  });

  it('is on the disk as a hash under a key by chance, which its owner alone reads', async () => {
    const { path, app } = computer();
    const marks = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      // One after another: each writes the same file.
      // eslint-disable-next-line no-await-in-loop
      await app().write(secret(EXPORTS));
      const text = readFileSync(path, 'utf8');
      expect(text).not.toContain('model-secret');
      expect(text).not.toContain(Buffer.from('model-secret').toString('base64').slice(0, 12));
      expect(statSync(path).mode & 0o777).toBe(0o600);
      marks.add(text);
    }
    expect(marks.size).toBe(2);
  });
});

describe('what a person puts there on purpose', () => {
  it('stands there as any text, and is not kept out of clipboard histories', async () => {
    const { held, app } = computer();
    expect(await app(ModelItem).place(POLICY)).toEqual(ok(null));
    expect(held).toMatchObject({ text: POLICY, raw: [] });
  });

  it.each(['in the same run', 'at the next start'])('is not emptied %s', async (when) => {
    const { held, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    await clipboard.place(POLICY);
    const later = when === 'in the same run' ? clipboard : app();
    expect(await later.clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.text).toBe(POLICY);
  });

  it('leaves nothing of ours behind: the clipboard is not even read after it', async () => {
    const { held, app } = computer();
    await app().write(secret(EXPORTS));
    await app().place(POLICY);
    expect(await app().clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.read).toBe(0);
  });

  it('and cannot be put there leaves exports to be cleared', async () => {
    const { held, busy, app } = computer();
    await app().write(secret(EXPORTS));
    busy.fails = ['writeText'];
    expect((await app().place(POLICY)).ok).toBe(false);
    busy.fails = [];
    expect(await app().clearIfOurs()).toEqual(ok('cleared'));
    expect(held.text).toBe('');
  });
});

describe('a clipboard that nothing of ours was put into', () => {
  it('is not even read', async () => {
    const { held, app } = computer();
    expect(await app().clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.read).toBe(0);
  });
});

describe('a clipboard that cannot be emptied', () => {
  it.each<[string, Partial<ReturnType<typeof computer>['busy']>]>([
    ['it cannot be read', { fails: ['readText'] }],
    ['emptying it fails', { fails: ['clear'] }],
    ['emptying it does nothing', { keeps: true }],
  ])('is no empty one, and is emptied when asked again: %s', async (_, trouble) => {
    const { held, busy, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    Object.assign(busy, trouble);
    const refused = await clipboard.clearIfOurs();
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toContain('model-secret');
    Object.assign(busy, { fails: [], keeps: false });
    expect(await clipboard.clearIfOurs()).toEqual(ok('cleared'));
    expect(held.text).toBe('');
  });

  it('is emptied by the app that starts next', async () => {
    const { held, busy, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    busy.fails = ['clear'];
    await clipboard.clearIfOurs();
    busy.fails = [];
    expect(await app().clearIfOurs()).toEqual(ok('cleared'));
    expect(held.text).toBe('');
  });
});

describe('what a failed copy did not replace', () => {
  it.each(['in the same run', 'at the next start'])('is cleared %s', async (when) => {
    const { held, busy, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    busy.fails = ['writeText'];
    for (const other of ['a second secret', 'a third secret'])
      // oxlint-disable-next-line no-await-in-loop -- one copy after another
      expect((await clipboard.write(secret(other))).ok).toBe(false);
    busy.fails = [];
    expect(held.text).toBe(EXPORTS);
    const later = when === 'in the same run' ? clipboard : app();
    expect(await later.clearIfOurs()).toEqual(ok('cleared'));
    expect(held.text).toBe('');
  });

  it('is nobody’s any more once a copy replaced it', async () => {
    const { held, app } = computer();
    const clipboard = app();
    await clipboard.write(secret(EXPORTS));
    await clipboard.write(secret('a second secret'));
    held.text = EXPORTS;
    expect(await clipboard.clearIfOurs()).toEqual(ok('not-ours'));
    expect(held.text).toBe(EXPORTS);
  });
});
