import { fail, ok, type Result } from '../result.ts';
import { commentAt } from './lines.ts';
import {
  headerLine,
  longTermIn,
  markerLine,
  OWN_KEYS,
  ownKeyOf,
  seeSection,
  type LongTermInFile,
  type Part,
  type SectionTarget,
  type SeenLine,
  type SeenSection,
} from './owned-section.ts';
import { isProfileName } from './profile.ts';
import type { LineChange } from './profile-lines.ts';
import { joinLines, type TextLine, type TextLines } from './text-lines.ts';

/**
 * The editor of the AWS shared files: text in, text out. Every byte outside our own lines stays: comments, blank lines,
 * line ends, a byte order mark, a missing last line end, other keys of the same section. What cannot be edited so that
 * every tool reads it alike is refused. `line` counts from 1.
 */
export type EditRefusal =
  /** A name that some tool refuses a whole file for. */
  | { readonly kind: 'name' }
  /** A value that does not fit into one line as it is. Which one is said, never what it was. */
  | { readonly kind: 'value'; readonly key: string }
  /** NUL characters, or line ends that tools take for different things. */
  | { readonly kind: 'not-text'; readonly line: number }
  /** A line of the section that tools read in different ways. */
  | { readonly kind: 'unclear'; readonly line: number }
  /** There is such a section, and nobody agreed to its being replaced. */
  | { readonly kind: 'foreign' }
  /** A secret access key would be lost that is nowhere else. */
  | { readonly kind: 'long-term-key'; readonly accessKeyId: string | null }
  /** Nothing of ours is there to take away. */
  | { readonly kind: 'not-owned' }
  /** What was written has been changed since. */
  | { readonly kind: 'changed-since' }
  /** A new profile whose name one of the files has already. */
  | { readonly kind: 'taken' }
  /** No such profile stands in the file. */
  | { readonly kind: 'not-there' }
  /** Lines that a person wrote would change, and nobody agreed to it. */
  | { readonly kind: 'needs-consent'; readonly lines: readonly LineChange[] };

export type Put = {
  readonly target: SectionTarget;
  /** Our keys and their values, in order. */
  readonly set: readonly (readonly [key: string, value: string])[];
  /** The same, for a section that was not there before: in others these are the person's (SE7). */
  readonly setIfNew: readonly (readonly [key: string, value: string])[];
  /** What it is written for, as a grant's id. */
  readonly grant: string | null;
  /** A person agreed to the replacing of a section that is not ours. */
  readonly replace: boolean;
  /** Whether a long-term key is kept elsewhere, so that it may go from here (SE4). */
  readonly isKept: (key: LongTermInFile) => boolean;
};

export type PutDone = {
  readonly text: string;
  readonly existed: boolean;
  /** Keys of the section that are not ours, left as they were (SE7). */
  readonly left: readonly string[];
};

/** In one line, without white space around it; `commentAt` sees to what would be taken for a comment. */
const VALUE = /^(?!\s)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+(?<!\s)$/u;

/** Whether a value comes out of a line of its own as it went in. */
export const isOneLine = (value: string): boolean =>
  VALUE.test(value) && commentAt(value) === value.length;

/** `DEFAULT` is inherited by all sections in Python's parser; the JavaScript SDK gives up a file for `__proto__`. */
export const isTargetName = (name: string): boolean =>
  isProfileName(name) && name !== 'DEFAULT' && name !== '__proto__';

export const lineNumber = ({ at }: SeenLine): number => at + 1;
export const indentOf = (text: string): string => /^\s*/.exec(text)?.[0] ?? '';

export const refusedText = ({ all }: Pick<SeenSection, 'all'>): EditRefusal | null => {
  // Python ends a line at a lone CR, nobody else does.
  const odd = all.find(({ text, line }) => line.kind === 'not-text' || text.includes('\r'));
  return odd === undefined ? null : { kind: 'not-text', line: lineNumber(odd) };
};

/** What Python’s parser takes for a header in a line; null: nothing. */
export const pythonHeader = (line: string): string | null =>
  /^\s*\[(.+)\]/.exec(line)?.[0].trim() ?? null;

/** A header that Python takes for ours although it is not one: a second section of one name makes it refuse the file. */
const falseHeader = (
  { all, parts }: Pick<SeenSection, 'all' | 'parts'>,
  header: string,
): SeenLine | undefined =>
  all.find(
    (seen) =>
      pythonHeader(seen.text) === header && !parts.some((part) => part.header.at === seen.at),
  );

/** A line of a part that cannot be taken out or have ours beside it without changing what others read. */
export const unclearLine = ({ body }: Part, keys: ReadonlySet<string>): SeenLine | null => {
  for (const [index, seen] of body.entries()) {
    const { line, text } = seen;
    // Python takes `key: value` too, and a line that is no property for a part of the value above it.
    if (line.kind === 'not-a-property' || line.kind === 'invalid-key') return seen;
    if (line.kind !== 'property' || line.parent !== null || !keys.has(line.key)) continue;
    if (line.unexpected) return seen;
    const next = body.slice(index + 1).find((other) => other.line.kind !== 'empty');
    // Deeper lines belong to the value above them.
    if (next !== undefined && indentOf(next.text).length > indentOf(text).length) return next;
  }
  return null;
};

/** Lines that others take for headers and Python for a part of the value above: they are deeper than its key. */
export const headersInValues = (all: readonly SeenLine[]): ReadonlySet<number> => {
  const found = new Set<number>();
  // How deep the key is that a deeper line would belong to; null: there is none since the last header.
  let key: number | null = null;
  for (const { text, line, at } of all) {
    if (/^\s*(?:[#;]|$)/.test(text)) continue;
    const indent = indentOf(text).length;
    if (key !== null && indent > key) {
      if (line.kind === 'header') found.add(at);
    } else key = pythonHeader(text) === null ? indent : null;
  }
  return found;
};

/**
 * A header that Python does not read as one, a part's own or the next one, or that it would not once the part has other
 * lines or none. What stands below it belongs to another section for some tools.
 */
export const unclearHeader = (
  { header, body }: Part,
  all: readonly SeenLine[],
  inValues: ReadonlySet<number>,
): SeenLine | null => {
  if (inValues.has(header.at)) return header;
  const next = all[header.at + body.length + 1];
  if (next === undefined) return null;
  const first = body.find(({ line }) => line.kind === 'property');
  const level = Math.min(...[header, first].map((seen) => indentOf(seen?.text ?? '').length));
  return inValues.has(next.at) || indentOf(next.text).length > level ? next : null;
};

const unclearIn = (section: SeenSection, target: SectionTarget): EditRefusal | null => {
  const inValues = headersInValues(section.all);
  for (const part of section.parts) {
    const header = unclearHeader(part, section.all, inValues);
    if (header !== null) return { kind: 'unclear', line: lineNumber(header) };
  }
  for (const part of section.parts) {
    const line = unclearLine(part, OWN_KEYS[target.file]);
    if (line !== null) return { kind: 'unclear', line: lineNumber(line) };
  }
  const odd = falseHeader(section, headerLine(target));
  return odd === undefined ? null : { kind: 'unclear', line: lineNumber(odd) };
};

/** One line as it is to be: changed, followed by others, or gone. */
export type Change = { readonly lines: readonly string[] };

/** The file with some of its lines changed; all others are the same to the byte. */
export const changed = (text: TextLines, changes: ReadonlyMap<number, Change>): string =>
  joinLines({
    ...text,
    lines: text.lines.flatMap((line, at): readonly TextLine[] => {
      const change = changes.get(at);
      if (change === undefined) return [line];
      return change.lines.map((one) => ({ text: one, end: line.end || text.end }));
    }),
  });

/**
 * `key = value` with the space the line had around its `=`; a comment behind the old value gets a line of its own, since
 * botocore takes it for a part of the value. The key in lower case: the JavaScript SDK knows no other.
 */
export const withValue = (text: string, key: string, value: string): readonly string[] => {
  const code = text.slice(0, commentAt(text));
  const comment = text.slice(code.length).trim();
  const [, before = ' ', after = ' '] = /^[^=]*?(\s*)=(\s*)/.exec(code) ?? [];
  const indent = indentOf(text);
  const above = comment === '' ? [] : [indent + comment];
  return [...above, `${indent}${key}${before}=${after || before}${value}`];
};

const appended = (section: SeenSection, put: Put): string => {
  const { text } = section;
  const values = [...put.set, ...put.setIfNew];
  const body = [
    headerLine(put.target),
    markerLine('section', put.grant),
    ...values.map(([key, value]) => `${key} = ${value}`),
  ];
  // The empty line before it belongs to it, and goes when it goes.
  const added = text.lines.length === 0 ? body : ['', ...body];
  return joinLines({
    ...text,
    lines: [...text.lines, ...added.map((line) => ({ text: line, end: text.end }))],
  });
};

const joined = (section: SeenSection, put: Put, host: Part, owns: 'section' | 'keys'): string => {
  const { file } = put.target;
  const changes = new Map<number, Change>();
  const values = new Map(put.set);
  const missing = new Map(put.set);
  // In a section of our own what was set when it was new stays as it is.
  const untouched = new Set(put.setIfNew.map(([key]) => key));
  for (const part of section.parts)
    for (const seen of part.body.toReversed()) {
      const key = ownKeyOf(seen, file);
      if (key === null || untouched.has(key) || (file === 'config' && !values.has(key))) continue;
      const value = part === host ? missing.get(key) : undefined;
      if (value !== undefined) missing.delete(key);
      changes.set(seen.at, { lines: value === undefined ? [] : withValue(seen.text, key, value) });
    }
  const first = host.body.find(({ line }) => line.kind !== 'empty');
  const indent = first === undefined ? '' : indentOf(first.text);
  const marker = indent + markerLine(owns, put.grant);
  const added = [...missing].map(([key, value]) => `${indent}${key} = ${value}`);
  const isFirst = host.marker !== null && host.marker === host.body[0];
  if (host.marker !== null) changes.set(host.marker.at, { lines: [marker] });
  // At the top, where nothing stands above that they could be taken for a part of.
  if (host.marker !== null && isFirst) changes.set(host.marker.at, { lines: [marker, ...added] });
  else {
    const top = host.marker === null ? [marker, ...added] : added;
    changes.set(host.header.at, { lines: [host.header.text, ...top] });
  }
  return changed(section.text, changes);
};

const keptKeys = ({ parts }: SeenSection, put: Put): readonly string[] => {
  const ours = new Set(put.set.map(([key]) => key));
  const keys = parts.flatMap(({ body }) =>
    body.flatMap(({ line }) => {
      if (line.kind !== 'property' || line.parent !== null || ours.has(line.key)) return [];
      const goes = put.target.file === 'credentials' && OWN_KEYS.credentials.has(line.key);
      return goes ? [] : [line.key];
    }),
  );
  return [...new Set(keys)];
};

/** Writes our keys into a profile's section, making it if there is none (SE1, SE4, SE7). */
export const putSection = (text: string, put: Put): Result<PutDone, EditRefusal> => {
  const { target } = put;
  if (!isTargetName(target.name)) return fail({ kind: 'name' });
  for (const [key, value] of [...put.set, ...put.setIfNew])
    if (!isOneLine(value)) return fail({ kind: 'value', key });
  const section = seeSection(text, target);
  const refusal = refusedText(section) ?? unclearIn(section, target);
  if (refusal !== null) return fail(refusal);
  const { ownership, parts } = section;
  const host = parts.find(({ marker }) => marker !== null) ?? parts.at(-1);
  if (host === undefined || ownership.kind === 'absent')
    return ok({ text: appended(section, put), existed: false, left: [] });
  if (ownership.kind === 'foreign' && !put.replace) return fail({ kind: 'foreign' });
  const lost =
    target.file === 'config' ? undefined : longTermIn(parts).find((key) => !put.isKept(key));
  if (lost !== undefined) return fail({ kind: 'long-term-key', accessKeyId: lost.accessKeyId });
  const owns = ownership.kind === 'owned' ? ownership.owns : 'keys';
  return ok({
    text: joined(section, put, host, owns),
    existed: true,
    left: keptKeys(section, put),
  });
};

/**
 * Takes away what is ours: the whole section if all of it is, else our keys and the marker. What others added to a
 * section of ours stays with its header; comments that others wrote into it stay where they were.
 */
export const removeSection = (text: string, target: SectionTarget): Result<string, EditRefusal> => {
  const section = seeSection(text, target);
  const { ownership } = section;
  if (ownership.kind !== 'owned') return fail({ kind: 'not-owned' });
  const refusal = refusedText(section) ?? unclearIn(section, target);
  if (refusal !== null) return fail(refusal);
  const marked = section.parts.filter(({ marker }) => marker !== null);
  const lost = target.file === 'config' ? undefined : longTermIn(marked)[0];
  if (lost !== undefined) return fail({ kind: 'long-term-key', accessKeyId: lost.accessKeyId });

  const gone = new Map<number, Change>();
  const drop = (at: number): void => void gone.set(at, { lines: [] });
  const isOurs = (seen: SeenLine): boolean => {
    const key = ownKeyOf(seen, target.file);
    // A region is ours only where the section is.
    return key !== null && (ownership.owns === 'section' || key !== 'region');
  };
  for (const part of marked) {
    for (const seen of part.body) if (seen === part.marker || isOurs(seen)) drop(seen.at);
    const more = part.body.some((seen) => !gone.has(seen.at) && seen.line.kind !== 'empty');
    if (ownership.owns === 'keys' || more) continue;
    drop(part.header.at);
    if (section.text.lines[part.header.at - 1]?.text === '') drop(part.header.at - 1);
  }
  return ok(changed(section.text, gone));
};

const linesOf = ({ header, body }: Part): readonly SeenLine[] => [header, ...body];

/** Without the empty lines at its end, which part it from the next one. */
const solid = (part: Part): readonly SeenLine[] => {
  const lines = linesOf(part);
  return lines.slice(0, lines.findLastIndex(({ text }) => text.trim() !== '') + 1);
};

const textOf = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      solid(part)
        .map(({ text }) => text.trimEnd())
        .join('\n'),
    )
    .join('\n');

/**
 * Takes back one edit in a text that may have changed since everywhere else: `before` and `after` are the texts around
 * it. Refused when the section is not any more what the edit made of it.
 */
export const revertSection = (
  now: string,
  edit: { readonly target: SectionTarget; readonly before: string; readonly after: string },
): Result<string, EditRefusal> => {
  const { target, before, after } = edit;
  if (now === after) return ok(before);
  const [past, made, present] = [before, after, now].map((text) => seeSection(text, target));
  if (past === undefined || made === undefined || present === undefined)
    return fail({ kind: 'changed-since' });
  const refusal = refusedText(present);
  if (refusal !== null) return fail(refusal);
  if (textOf(made.parts) !== textOf(present.parts)) return fail({ kind: 'changed-since' });
  if (past.parts.length === 0) return removeSection(now, target);
  if (present.parts.length === 0) {
    // Comments in it stayed where they were when it went.
    const lines = past.parts.flatMap((part) => [
      { text: '', end: '' },
      ...linesOf(part).filter(({ line }) => line.kind !== 'empty'),
    ]);
    const marker = past.parts.flatMap((part) => part.marker ?? []);
    const [gap, header, ...keys] = lines;
    const all = [gap, header, ...marker, ...keys].filter((line) => line !== undefined);
    return ok(joinLines({ ...present.text, lines: [...present.text.lines, ...all] }));
  }
  if (past.parts.length !== present.parts.length) return fail({ kind: 'changed-since' });
  const changes = new Map<number, Change>();
  for (const [index, part] of present.parts.entries()) {
    // Empty lines below it that came or went since are others' doing, and stay.
    const same = linesOf(part).length === linesOf(made.parts[index] ?? part).length;
    const shape = same ? linesOf : solid;
    const lines = shape(past.parts[index] ?? part).map(({ text }) => text);
    for (const seen of shape(part)) changes.set(seen.at, { lines: [] });
    changes.set(part.header.at, { lines });
  }
  return ok(changed(present.text, changes));
};
