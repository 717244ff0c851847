/**
 * The words of a command as a person writes it, program first: apart by spaces, together within single or double
 * quotation marks; nothing else is special, so that paths of Windows stand as they are. Null when a quotation mark has
 * no partner or nothing is there. No shell ever sees it.
 */
export const commandWords = (text: string): readonly string[] | null => {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const seen = words.join('').length;
  if (words.length === 0 || seen !== lengthWithoutGaps(text)) return null;
  const bare = words.map((word) =>
    word.replaceAll(
      /"([^"]*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
  );
  return bare[0] === '' ? null : bare;
};

/** Spaces outside quotation marks part words; all else belongs to one. */
const lengthWithoutGaps = (text: string): number =>
  text.replaceAll(/("[^"]*"|'[^']*')|\s+/g, (_, quoted?: string) => quoted ?? '').length;

/** What a browser's command is told. */
export type BrowserFacts = { readonly url: string; readonly name: string };

/**
 * Puts the URL where the command wants it, else behind its last word. `{encoded-url}` is for a URL within a URL, as
 * containers of Firefox take it; `{name}`, the grant's name, is encoded too.
 */
export const browserCommand = (
  words: readonly string[],
  { url, name }: BrowserFacts,
): readonly string[] => {
  const [program = '', ...rest] = words;
  const facts: Readonly<Record<string, string>> = {
    '{url}': url,
    '{encoded-url}': encodeURIComponent(url),
    '{name}': encodeURIComponent(name),
  };
  const filled = rest.map((word) =>
    word.replaceAll(/\{(?:url|encoded-url|name)\}/g, (placeholder) => facts[placeholder] ?? ''),
  );
  const placed = rest.some((word) => /\{(?:encoded-)?url\}/.test(word));
  return [program, ...filled, ...(placed ? [] : [url])];
};
