/** Width of help on a terminal, in characters. */
export const WIDTH = 80;

/** Lines of at most `width` characters, broken at blanks; a word longer than that stands alone. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

export const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

/** A term and what it means, in two columns; a term that is too long stands above. */
export const entry = (term: string, text: string, column: number): readonly string[] => {
  const lines = indent(wrap(text, WIDTH - column), column);
  if (term.length > column - 2) return [term, ...lines];
  const [first = '', ...others] = lines;
  return [term + first.slice(term.length), ...others];
};

/** A line for a shell; one that is too long goes on behind a backslash, broken before an option. */
export const wrapCommand = (line: string, width: number): readonly string[] => {
  if (line.length <= width) return [line];
  const at = line.lastIndexOf(' --', width - 2);
  if (at < 1) return [line];
  const others = wrapCommand(line.slice(at + 1), width - 2);
  return [`${line.slice(0, at)} \\`, ...others.map((other) => `  ${other}`)];
};
