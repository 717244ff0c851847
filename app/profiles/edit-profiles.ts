import { fail, ok, type Result } from '../result.ts';
import {
  changed,
  headersInValues,
  indentOf,
  isOneLine,
  isTargetName,
  lineNumber,
  pythonHeader,
  refusedText,
  unclearHeader,
  unclearLine,
  withValue,
  type Change,
  type EditRefusal,
} from './edit.ts';
import type { Part, SeenLine } from './owned-section.ts';
import { propertyOf, roleKeyOf, shownValue, type LineChange } from './profile-lines.ts';
import { roleKeys, tidyValues, type RoleKey, type RoleValues } from './role-fields.ts';
import { keptLine, seeProfiles, type SeenProfile, type SeenProfiles } from './seen-profiles.ts';
import { joinLines, splitLines } from './text-lines.ts';

/**
 * The editor of role profiles in the config file: text in, text out. Of a profile that is there only the lines of keys
 * change whose values do; one that goes takes its section along, from its header to its last property, and nothing else.
 */
export type ProfileChange =
  | { readonly kind: 'add'; readonly name: string; readonly values: RoleValues }
  /** `values` are all a role's keys shall say: a key that is not among them goes. */
  | {
      readonly kind: 'edit';
      readonly name: string;
      readonly values: RoleValues;
      /** Keys that stay whatever they say: nobody was shown what that is. */
      readonly keep?: readonly RoleKey[] | undefined;
    }
  | { readonly kind: 'remove'; readonly name: string };

/** Why nothing came of changes, and which profile is at fault; nothing at all was changed. */
export type ProfileRefusal = { readonly profile: string; readonly refusal: EditRefusal };

export type ProfilesChanged = {
  readonly text: string;
  /** Lines of sections that a person wrote. Whoever is shown them can say yes to them. */
  readonly foreign: readonly LineChange[];
};

/** The same line and the same thing done to it: what somebody agreed to. */
export const consentKey = ({ line, profile, key, kind, before, after }: LineChange): string =>
  [kind, line ?? 'end', profile, key ?? '', before ?? '', after ?? ''].join(' ');

const ROLE_KEYS: ReadonlySet<string> = new Set(roleKeys);

const headerOf = (name: string): string => (name === 'default' ? '[default]' : `[profile ${name}]`);

type Edits = {
  /** What becomes of each line, by its place. */
  readonly changes: Map<number, Change>;
  readonly lines: LineChange[];
};

const lineChange = (
  seen: SeenLine,
  profile: string,
  kind: 'changed' | 'removed',
  after: string | null = null,
): LineChange => {
  const property = propertyOf(seen);
  const key = seen.line.kind === 'property' ? seen.line.key : null;
  const before = property === null ? null : shownValue(property.key, property.value);
  return { line: lineNumber(seen), profile, key, kind, before, after };
};

/** The line that says what a key holds: the last one with a value. */
const sayingLine = (parts: readonly Part[], key: RoleKey): SeenLine | undefined =>
  parts
    .flatMap(({ body }) => body)
    .findLast((seen) => roleKeyOf(seen) === key && propertyOf(seen)?.value !== '');

const editOne = (
  { parts }: SeenProfile,
  name: string,
  wanted: RoleValues,
  keep: readonly RoleKey[],
  { changes, lines }: Edits,
): EditRefusal | null => {
  for (const part of parts) {
    const odd = unclearLine(part, ROLE_KEYS);
    if (odd !== null) return { kind: 'unclear', line: lineNumber(odd) };
  }
  const host = parts.findLast(({ body }) => body.some((seen) => roleKeyOf(seen) !== null));
  const { header, body } = host ?? parts.at(-1) ?? { header: undefined, body: [] };
  if (header === undefined) return { kind: 'not-there' };
  const added: (readonly [RoleKey, string])[] = [];
  const all = parts.flatMap((part) => part.body);
  for (const key of roleKeys) {
    const value = wanted[key];
    const saying = sayingLine(parts, key);
    if (value === undefined) {
      if (saying === undefined || keep.includes(key)) continue;
      for (const seen of all) {
        if (roleKeyOf(seen) !== key) continue;
        changes.set(seen.at, { lines: [] });
        lines.push(lineChange(seen, name, 'removed'));
      }
    } else if (saying === undefined) {
      // A line that was left empty takes the value: with a second line of its key Python refuses the whole file.
      const [empty, ...more] = all.filter((seen) => roleKeyOf(seen) === key);
      if (empty === undefined) added.push([key, value]);
      else {
        changes.set(empty.at, { lines: withValue(empty.text, key, value) });
        lines.push(lineChange(empty, name, 'changed', value));
      }
      for (const seen of more) {
        changes.set(seen.at, { lines: [] });
        lines.push(lineChange(seen, name, 'removed'));
      }
    } else if (propertyOf(saying)?.value !== value) {
      changes.set(saying.at, { lines: withValue(saying.text, key, value) });
      lines.push(lineChange(saying, name, 'changed', value));
    }
  }
  if (added.length === 0) return null;
  // Behind a line that has a value and nothing deeper below it, or at the top: nowhere are they taken for a part of another.
  const anchor = body.findLast(
    (seen) => roleKeyOf(seen) !== null && propertyOf(seen)?.value !== '',
  );
  const first = body.find(({ line }) => line.kind !== 'empty');
  const kept = body[0]?.text.trim() === keptLine ? body[0] : null;
  const above = anchor ?? kept ?? header;
  const indent = indentOf((anchor ?? first)?.text ?? '');
  const before = changes.get(above.at)?.lines ?? [above.text];
  const texts = added.map(([key, value]) => `${indent}${key} = ${value}`);
  changes.set(above.at, { lines: [...before, ...texts] });
  for (const [key, value] of added)
    lines.push({
      line: lineNumber(above),
      profile: name,
      key,
      kind: 'added',
      before: null,
      after: value,
    });
  return null;
};

/** From the header to the last line that says something: what follows is parting from, or about, the next section. */
const solidLines = ({ header, body }: Part): readonly SeenLine[] => [
  header,
  ...body.slice(0, body.findLastIndex(({ line }) => line.kind !== 'empty') + 1),
];

const removeOne = (
  { parts, owner }: SeenProfile,
  name: string,
  seen: SeenProfiles,
  { changes, lines }: Edits,
): void => {
  for (const part of parts) {
    const own = solidLines(part);
    const kept = part.body.find(({ text }) => text.trim() === keptLine);
    for (const one of kept === undefined || own.includes(kept) ? own : [...own, kept]) {
      changes.set(one.at, { lines: [] });
      lines.push(lineChange(one, name, 'removed'));
    }
    // The empty line above a section of ours came with it.
    const above = seen.all[part.header.at - 1];
    if (owner === 'editor' && above?.text === '') changes.set(above.at, { lines: [] });
  }
};

/** A section as it is made: its keys in their usual order. */
const newSection = (name: string, values: RoleValues): readonly string[] => [
  headerOf(name),
  keptLine,
  ...roleKeys.flatMap((key) => {
    const value = values[key];
    return value === undefined ? [] : [`${key} = ${value}`];
  }),
];

const faultOf = (
  change: ProfileChange,
  wanted: RoleValues,
  known: SeenProfile | undefined,
  seen: SeenProfiles,
): EditRefusal | null => {
  if (change.kind !== 'remove') {
    if (!isTargetName(change.name)) return { kind: 'name' };
    for (const [key, value] of Object.entries(wanted))
      if (!isOneLine(value)) return { kind: 'value', key };
  }
  if (change.kind === 'add') return known === undefined ? null : { kind: 'taken' };
  // What it hides would come to say something.
  if (change.name === 'default' && seen.shadowed !== null)
    return { kind: 'unclear', line: lineNumber(seen.shadowed) };
  if (known === undefined) return { kind: 'not-there' };
  // A key that is nowhere else would be lost with it.
  const holds = known.parts.some(({ body }) =>
    body.some(({ line }) => line.kind === 'property' && line.key === 'aws_secret_access_key'),
  );
  if (change.kind === 'remove' && holds) return { kind: 'long-term-key', accessKeyId: null };
  // A live profile is taken away by what wrote it.
  return known.owner === 'writer' ? { kind: 'foreign' } : null;
};

/**
 * All of the changes or none of them. New profiles stand at the end, each behind an empty line. Refused where tools
 * would read the outcome in different ways; `foreign` names each line of a person's that changes.
 */
export const changeProfiles = (
  text: string,
  wanted: readonly ProfileChange[],
): Result<ProfilesChanged, ProfileRefusal> => {
  const seen = seeProfiles(text);
  const odd = refusedText(seen);
  const [first] = wanted;
  if (odd !== null) return fail({ profile: first?.name ?? '', refusal: odd });
  // What Python takes for headers, found once for all of them.
  const headers = new Map<string, SeenLine[]>();
  for (const one of seen.all) {
    const header = pythonHeader(one.text);
    if (header !== null) headers.set(header, [...(headers.get(header) ?? []), one]);
  }
  const inValues = headersInValues(seen.all);
  const edits: Edits = { changes: new Map(), lines: [] };
  const foreign: LineChange[] = [];
  const added: string[] = [];
  const names = new Set<string>();
  for (const change of wanted) {
    const { name } = change;
    const refuse = (refusal: EditRefusal): Result<never, ProfileRefusal> =>
      fail({ profile: name, refusal });
    // Twice in one go: what came of the first is not in the text yet.
    if (names.has(name)) return refuse({ kind: 'taken' });
    names.add(name);
    const values = change.kind === 'remove' ? {} : tidyValues(change.values);
    const known = seen.profiles.get(name);
    const fault = faultOf(change, values, known, seen);
    if (fault !== null) return refuse(fault);
    if (change.kind !== 'remove') {
      const unread = (headers.get(headerOf(name)) ?? []).find(
        ({ at }) => !known?.parts.some(({ header }) => header.at === at),
      );
      if (unread !== undefined) return refuse({ kind: 'unclear', line: lineNumber(unread) });
    }
    if (change.kind === 'add') {
      added.push('', ...newSection(name, values));
      continue;
    }
    if (known === undefined) return refuse({ kind: 'not-there' });
    for (const part of known.parts) {
      const header = unclearHeader(part, seen.all, inValues);
      if (header !== null) return refuse({ kind: 'unclear', line: lineNumber(header) });
    }
    const from = edits.lines.length;
    if (change.kind === 'remove') removeOne(known, name, seen, edits);
    else {
      const refusal = editOne(known, name, values, change.keep ?? [], edits);
      if (refusal !== null) return refuse(refusal);
    }
    if (known.owner === 'person') foreign.push(...edits.lines.slice(from));
  }
  const rest = splitLines(changed(seen.text, edits.changes));
  const lines = rest.lines.length === 0 ? added.slice(1) : added;
  const { end } = seen.text;
  // Where a person's last section goes, the line above it keeps its end.
  const cut = foreign.some(
    ({ kind, line }) => kind === 'removed' && line === seen.text.lines.length,
  );
  return ok({
    text: joinLines({
      mark: seen.text.mark,
      lines: [...rest.lines, ...lines.map((line) => ({ text: line, end }))],
      end,
      closed: seen.text.closed || (cut && lines.length === 0),
    }),
    foreign,
  });
};

/** Without the empty lines at its end, which part it from the next one. */
const wholeLines = ({ header, body }: Part): readonly SeenLine[] => [
  header,
  ...body.slice(0, body.findLastIndex(({ text }) => text.trim() !== '') + 1),
];

const bodyText = (seen: SeenProfiles, name: string): string =>
  (seen.profiles.get(name)?.parts ?? [])
    .map((part) =>
      wholeLines(part)
        .map(({ text }) => text.trimEnd())
        .join('\n'),
    )
    .join('\n');

/** Puts one profile back to what it was, in a text whose rest may have changed since. */
const revertOne = (now: string, name: string, past: SeenProfiles): string => {
  const present = seeProfiles(now);
  const before = past.profiles.get(name)?.parts ?? [];
  const here = present.profiles.get(name);
  if (here === undefined) {
    const lines = before.flatMap((part) => [
      { text: '', end: '' },
      ...solidLines(part).map(({ text, end }) => ({ text, end })),
    ]);
    const all = [...present.text.lines, ...lines];
    return joinLines({
      ...present.text,
      lines: present.text.lines.length === 0 ? all.slice(1) : all,
    });
  }
  const edits: Edits = { changes: new Map(), lines: [] };
  if (before.length === 0) {
    removeOne(here, name, present, edits);
    return changed(present.text, edits.changes);
  }
  for (const [index, part] of here.parts.entries()) {
    const was = before[index];
    if (was === undefined) continue;
    for (const seen of wholeLines(part)) edits.changes.set(seen.at, { lines: [] });
    edits.changes.set(part.header.at, { lines: wholeLines(was).map(({ text }) => text) });
  }
  return changed(present.text, edits.changes);
};

/**
 * Takes one edit of several profiles back in a text that may have changed since everywhere else. Refused when one of
 * them is not any more what the edit made of it.
 */
export const revertProfiles = (
  now: string,
  edit: { readonly names: readonly string[]; readonly before: string; readonly after: string },
): Result<string, EditRefusal> => {
  const { names, before, after } = edit;
  if (now === after) return ok(before);
  const [past, made, present] = [seeProfiles(before), seeProfiles(after), seeProfiles(now)];
  const refusal = refusedText(present);
  if (refusal !== null) return fail(refusal);
  const same = names.every((name) => {
    const parts = present.profiles.get(name)?.parts.length ?? 0;
    return (
      bodyText(made, name) === bodyText(present, name) &&
      (made.profiles.get(name)?.parts.length ?? 0) === parts
    );
  });
  if (!same) return fail({ kind: 'changed-since' });
  return ok(names.reduce((text, name) => revertOne(text, name, past), now));
};
