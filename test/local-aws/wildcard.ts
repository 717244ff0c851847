/** The values of one request that policies may ask for, by lower-case key (`aws:username`). */
export type Context = ReadonlyMap<string, readonly string[]>;

type Piece = { readonly kind: 'pattern' | 'literal'; readonly text: string };

const VARIABLE = /\$\{([^}]*)\}/g;
const ESCAPES: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * Splits a policy text at its variables (`${aws:username}`), whose values are literal even when
 * they hold a star. Undefined when a variable has no value: then nothing matches, as AWS has it.
 */
const pieces = (text: string, context: Context): readonly Piece[] | undefined => {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const name = match[1] ?? '';
    found.push({ kind: 'pattern', text: text.slice(from, match.index) });
    const value = ESCAPES.has(name) ? name : context.get(name.toLowerCase())?.[0];
    if (value === undefined) return undefined;
    found.push({ kind: 'literal', text: value });
    from = match.index + match[0].length;
  }
  found.push({ kind: 'pattern', text: text.slice(from) });
  return found;
};

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternSource = (text: string): string =>
  quoted(text).replaceAll('\\*', '[^]*').replaceAll('\\?', '[^]');

export type MatchOptions = {
  readonly ignoreCase?: boolean;
  /** Policies of version 2012-10-17 know variables; older ones take `${…}` as it stands. */
  readonly variables?: boolean;
  /** False compares the whole text (StringEquals): stars are stars. */
  readonly wildcards?: boolean;
};

/** Whether a policy text covers a value: `*` is any run of characters, `?` any one. */
export const covers = (
  text: string,
  value: string,
  context: Context,
  { ignoreCase = false, variables = true, wildcards = true }: MatchOptions = {},
): boolean => {
  const parts = variables ? pieces(text, context) : [{ kind: 'pattern' as const, text }];
  if (parts === undefined) return false;
  const source = parts
    .map((part) =>
      part.kind === 'pattern' && wildcards ? patternSource(part.text) : quoted(part.text),
    )
    .join('');
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u').test(value);
};

const arnFields = (arn: string): readonly string[] => {
  // A variable's own colon (`${aws:username}`) separates nothing.
  const fields = arn.split(/:(?![^{]*\})/);
  return [...fields.slice(0, 5), fields.slice(5).join(':')];
};

/** Compares two ARNs field by field, so that a star does not run over a colon (ArnLike). */
export const arnCovers = (
  text: string,
  value: string,
  context: Context,
  options: MatchOptions,
): boolean => {
  const wanted = arnFields(text);
  const given = arnFields(value);
  return wanted.every((field, index) => covers(field, given[index] ?? '', context, options));
};
