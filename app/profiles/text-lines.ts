import { ownText } from '../own-text.ts';

/** One line of a file with the line end it has: `\n`, `\r\n`, or none for the last of a file that does not end its last line. */
export type TextLine = { readonly text: string; readonly end: string };

/** A file in lines, so that it can be put together again to the byte. */
export type TextLines = {
  /** A byte order mark, or nothing. */
  readonly mark: string;
  readonly lines: readonly TextLine[];
  /** What ends lines in this file: what ends its first one. */
  readonly end: string;
  /** Whether the last line is ended too. A file of nothing counts as such. */
  readonly closed: boolean;
};

const BOM = '\uFEFF';

/** Total; `joinLines(splitLines(text))` is the text. */
export const splitLines = (text: string): TextLines => {
  const mark = text.startsWith(BOM) ? BOM : '';
  const lines = [...text.slice(mark.length).matchAll(/([^\n]*?)(\r?\n|$)/g)]
    .map(([, line = '', end = '']) => ({ text: ownText(line), end }))
    .filter((line) => line.text !== '' || line.end !== '');
  const last = lines.at(-1);
  return {
    mark,
    lines,
    end: lines.find(({ end }) => end !== '')?.end ?? '\n',
    closed: last === undefined || last.end !== '',
  };
};

/** The text again. Lines between others are ended, and the last one is where it was in the file they come from. */
export const joinLines = ({ mark, lines, end, closed }: TextLines): string =>
  mark +
  lines
    .map((line, at) => {
      const ended = at < lines.length - 1 || closed;
      return line.text + (ended ? line.end || end : '');
    })
    .join('');
