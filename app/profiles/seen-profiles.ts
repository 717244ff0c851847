import { readLines } from './lines.ts';
import { ownedByMarker, type Part, type SeenLine } from './owned-section.ts';
import { splitLines, type TextLines } from './text-lines.ts';

/** A profile's sections in the config file, in file order: one, unless it stands there several times. */
export type SeenProfile = {
  readonly parts: readonly Part[];
  /**
   * `editor`: the editor of profiles made it. `writer`: the app writes it or keys in it by itself, as a live profile.
   * `person`: all others.
   */
  readonly owner: 'editor' | 'writer' | 'person';
};

export type SeenProfiles = {
  readonly text: TextLines;
  readonly all: readonly SeenLine[];
  readonly profiles: ReadonlyMap<string, SeenProfile>;
  /** A `[default]` that says nothing as long as there is a `[profile default]`. */
  readonly shadowed: SeenLine | null;
};

const KEPT = /^\s*# Fobwatch keeps this profile\s*$/;

/** The comment that makes a profile the editor's, to be changed at once. Whoever takes it away takes the profile back. */
export const keptLine = '# Fobwatch keeps this profile';

const ownerOf = (parts: readonly Part[]): SeenProfile['owner'] => {
  if (parts.some(({ marker }) => marker !== null)) return 'writer';
  const kept = parts.some(({ body }) =>
    body.some(({ line, text }) => line.kind === 'empty' && KEPT.test(text)),
  );
  return kept ? 'editor' : 'person';
};

/**
 * All profiles of a config file in one pass, by the rules of the reader (sections.ts): a `[profile default]` beats a
 * `[default]`.
 */
export const seeProfiles = (whole: string): SeenProfiles => {
  const text = splitLines(whole);
  const said = readLines(
    'config',
    text.lines.map((line) => line.text),
  );
  const all = text.lines.flatMap((line, at): readonly SeenLine[] => {
    const says = said[at];
    return says === undefined ? [] : [{ ...line, line: says, at }];
  });
  const parts = new Map<string, Part[]>();
  let body: SeenLine[] = [];
  for (const seen of all) {
    const { line } = seen;
    const begins = line.kind === 'header' || (line.kind === 'not-text' && line.header);
    if (!begins) {
      body.push(seen);
      continue;
    }
    body = [];
    const header = line.kind === 'header' ? line.header : null;
    if (header?.kind !== 'section') continue;
    if (header.section !== 'profile' && header.section !== 'default') continue;
    const id = `${header.section} ${header.name}`;
    parts.set(id, [...(parts.get(id) ?? []), { header: seen, body, marker: null }]);
  }
  const profiles = new Map<string, SeenProfile>();
  for (const [id, found] of parts) {
    if (id === 'default default' && parts.has('profile default')) continue;
    const marked = found.map((part) => ({ ...part, marker: ownedByMarker(part.body) }));
    profiles.set(id.slice(id.indexOf(' ') + 1), { parts: marked, owner: ownerOf(marked) });
  }
  const shadowed = parts.has('profile default') ? parts.get('default default')?.[0]?.header : null;
  return { text, all, profiles, shadowed: shadowed ?? null };
};
