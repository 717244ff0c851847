import { grantId, grantName } from '../../app/model.ts';
import type { ClipboardView, WindowSnapshot } from '../../app/view/window.ts';
import {
  consoleOpenedSaid,
  copiedSaid,
  notCopiedSaid,
  notServedSaid,
  notSignedInSaid,
} from '../../app/view/words.ts';
import { keyOf, politely, rowsOf, type Row, type Said } from './heard-rows.ts';

/** What was told of the marks of rows, by row and mark. */
export type ToldMarks = ReadonlyMap<string, string>;

/** A mark that is told; the same mark with the same key is told once. */
type News = { readonly mark: string; readonly key: string; readonly words: string };

const newsOf = ({ id, ref, trouble, copied, signIn, served }: Row): readonly News[] => {
  const name = grantName(ref);
  const news: News[] = [];
  // What the row failed with, and a copy or sign-in with it, is told of the row.
  const byRow = trouble === null ? null : keyOf(trouble.failure);
  if (copied.kind === 'failed' && keyOf(copied.failure) !== byRow)
    news.push({
      mark: `copied ${id}`,
      key: `${keyOf(copied.failure)} ${copied.at}`,
      words: notCopiedSaid(name, copied.failure),
    });
  if (signIn?.kind === 'failed' && keyOf(signIn.failure) !== byRow)
    news.push({
      mark: `sign-in ${id}`,
      key: keyOf(signIn.failure),
      words: notSignedInSaid(name, signIn.failure),
    });
  if (signIn?.kind === 'opened')
    news.push({ mark: `sign-in ${id}`, key: 'opened', words: consoleOpenedSaid(name) });
  if (served.kind === 'failed')
    news.push({
      mark: `served ${id}`,
      key: keyOf(served.failure),
      words: notServedSaid(name, served.failure),
    });
  return news;
};

/** What newly became of copies, sign-ins and endpoints. A mark that went, as while it is tried again, is news again. */
export const marksSaid = (
  told: ToldMarks,
  snapshot: WindowSnapshot,
): { readonly marks: ToldMarks; readonly said: readonly Said[] } => {
  const all = rowsOf(snapshot).flatMap(newsOf);
  return {
    marks: new Map(all.map(({ mark, key }) => [mark, key])),
    said: all.filter(({ mark, key }) => told.get(mark) !== key).map(({ words }) => politely(words)),
  };
};

const isSameCopy = (before: ClipboardView, now: ClipboardView): boolean =>
  before.kind === 'holds' &&
  now.kind === 'holds' &&
  before.what === now.what &&
  grantId(before.target) === grantId(now.target) &&
  before.copy === now.copy;

/** What came into the clipboard since the last look; null: nothing. */
export const copySaid = (
  before: WindowSnapshot | null,
  { clipboard }: WindowSnapshot,
): Said | null =>
  clipboard.kind === 'holds' && before !== null && !isSameCopy(before.clipboard, clipboard)
    ? politely(copiedSaid(grantName(clipboard.target), clipboard.what))
    : null;
