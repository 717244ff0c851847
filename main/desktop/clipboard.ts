import { foreignDetail, ownDetail, type Detail } from '../../app/detail.ts';
import type { Clipboard as ElectronClipboard } from 'electron';
import type { Platform } from '../../app/model.ts';
import type { Clipboard } from '../../app/ports.ts';
import { fail, ok } from '../../app/result.ts';
import { reveal } from '../../app/secret.ts';
import type { ClipboardMark } from '../storage/clipboard-mark.ts';
import { concealment, rawFormatName } from './concealment.ts';

/** Never what it says: that may quote the clipboard. */
const reasonOf = (error: unknown): Detail =>
  error instanceof Error ? foreignDetail(error.name) : ownDetail('unknown');

/** A text with raw formats beside it, as Electron takes it from 44 on. */
type WritesItems = Pick<ElectronClipboard, 'write'>;
type ItemMaker = new (
  items: Record<string, string | Blob>,
) => Parameters<WritesItems['write']>[0][number];

/**
 * The system's clipboard. A secret that was put there is known again by a mark only, also by the app that starts after a crash.
 *
 * From Electron 44 on a text can carry the formats that keep it out of clipboard histories (`concealment`). Up to 43 it
 * cannot: `write` takes none but Electron's own formats, and `writeBuffer` takes one and empties the clipboard first,
 * so that the mark and the text never stand there together. There the text is as visible as any other, and what helps
 * is that it leaves soon.
 *
 * Electron answers at once up to 43 and with a promise from 44 on: awaited, both are right.
 */
export const createClipboard = (deps: {
  readonly system: Pick<ElectronClipboard, 'writeText' | 'readText' | 'clear'> & WritesItems;
  /** Electron's `ClipboardItem`; undefined: a version that has none. */
  readonly item: ItemMaker | undefined;
  readonly platform: Platform;
  readonly mark: ClipboardMark;
}): Clipboard => {
  const { system, item: Item, mark } = deps;

  /** True: the text stands there, marked. */
  const writeConcealed = async (bare: string): Promise<boolean> => {
    if (Item === undefined) return false;
    try {
      const hints = concealment[deps.platform].map(
        ({ format, bytes }) => [rawFormatName(format), new Blob([Buffer.from(bytes)])] as const,
      );
      await system.write([new Item({ 'text/plain': bare, ...Object.fromEntries(hints) })]);
      // A hint that cost the text would be none.
      return (await system.readText()) === bare;
    } catch {
      return false;
    }
  };

  const holdsOurs = async (): Promise<boolean> => mark.isNoted(await system.readText());

  return {
    write: async (text) => {
      try {
        const bare = reveal(text);
        // Before the text: an app that is killed in between leaves a mark of nothing, not a text without its mark.
        await mark.note(bare);
        if (!(await writeConcealed(bare))) await system.writeText(bare);
        mark.settle();
        return ok(null);
      } catch (error) {
        return fail(reasonOf(error));
      }
    },
    place: async (text) => {
      try {
        await system.writeText(text);
        // After the text: as long as that is not there, what was there before may be ours.
        await mark.forget();
        return ok(null);
      } catch (error) {
        return fail(reasonOf(error));
      }
    },
    clearIfOurs: async () => {
      try {
        if (!(await mark.stands())) return ok('not-ours');
        const ours = await holdsOurs();
        if (ours) system.clear();
        // Electron says nothing of a clipboard that another program holds open: only a look tells whether it is empty.
        if (ours && (await holdsOurs())) return fail(ownDetail('unknown'));
        await mark.forget();
        return ok(ours ? 'cleared' : 'not-ours');
      } catch (error) {
        return fail(reasonOf(error));
      }
    },
  };
};
