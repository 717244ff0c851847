import { ownText } from '../own-text.ts';
import { assertNever } from '../result.ts';
import { secret, type Secret } from '../secret.ts';
import { readLines, type Header, type Line, type SectionKind } from './lines.ts';
import type { AwsFile, AwsFileKind, Place, Problem, ProfileName } from './profile.ts';

/** A value and the place it was read from. */
export type Entry<T> = { readonly value: T; readonly place: Place };

/**
 * The properties of one section, keys in lower case, a nested key as `parent.key`.
 * A value that is a secret is never among the texts.
 */
export type Properties = {
  readonly texts: Map<string, Entry<string>>;
  readonly secrets: Map<string, Entry<Secret>>;
};

/** A section after merging its duplicates. */
export type Section = Properties & {
  readonly kind: SectionKind;
  readonly name: ProfileName;
  readonly where: Place[];
};

export type Sections = {
  /** In file order, by `kind name`. */
  readonly sections: ReadonlyMap<string, Section>;
  readonly problems: readonly Problem[];
};

/** Wrapped at once, whatever section they stand in. `aws_security_token` is the session token's old name. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/** A file of junk would otherwise make a list as long as itself. */
const MAX_PROBLEMS = 100;

export const sectionKey = (kind: SectionKind, name: string): string => `${kind} ${name}`;

/**
 * Splits one shared file into sections by the rules the AWS SDKs share (aws-rules.md "Shared files"):
 * duplicate sections merge, the last property wins, keys ignore case, comments follow whitespace,
 * one nested level by indentation. Total: any text gives an answer, in time linear in its length.
 * An unreadable header closes the section before it, so that no key spills into a profile it was
 * not written for.
 */
export const readSections = (kind: AwsFileKind, file: AwsFile): Sections => {
  const sections = new Map<string, Section>();
  const problems: Problem[] = [];
  let found = 0;
  let firstUnlisted: Place | undefined;

  const report = (problem: Problem): void => {
    found += 1;
    if (found <= MAX_PROBLEMS) problems.push(problem);
    else firstUnlisted ??= { file: problem.file, path: problem.path, line: problem.line };
  };

  let current: Section | undefined;
  /** Keys under a header that was skipped are skipped with it, silently: the header was reported. */
  let skipping = false;

  const open = (header: Header, place: Place): void => {
    current = undefined;
    skipping = header.kind !== 'section';
    switch (header.kind) {
      case 'foreign':
        return;
      case 'line-problem':
        report({ ...place, kind: header.problem, profile: null });
        return;
      case 'prefix-missing':
      case 'prefix-in-credentials':
        report({ ...place, kind: header.kind, name: header.name });
        return;
      case 'section': {
        const key = sectionKey(header.section, header.name);
        const known = sections.get(key);
        if (known === undefined) {
          current = {
            kind: header.section,
            name: header.name,
            where: [place],
            texts: new Map(),
            secrets: new Map(),
          };
          sections.set(key, current);
          return;
        }
        report({
          ...place,
          kind: 'duplicate-section',
          profile: profileOf(known),
          firstLine: known.where[0]?.line ?? place.line,
        });
        known.where.push(place);
        current = known;
        return;
      }
    }
  };

  const readProperty = (
    { key, value, parent, unexpected }: Extract<Line, { readonly kind: 'property' }>,
    section: Section,
    place: Place,
  ): void => {
    if (unexpected) report({ ...place, kind: 'unexpected-indent', profile: profileOf(section) });
    // As in the JavaScript SDK an empty value sets nothing: it only opens a nested block.
    if (value === '') return;
    const path = parent === null ? key : `${parent}.${key}`;
    if (SECRET_KEYS.has(key)) section.secrets.set(path, { value: secret(value), place });
    else section.texts.set(path, { value, place });
  };

  const take = (line: Line, place: Place): void => {
    const profile = current === undefined ? null : profileOf(current);
    switch (line.kind) {
      case 'empty':
        return;
      case 'header':
        return open(line.header, place);
      case 'not-text':
        report({ ...place, kind: 'not-text', profile });
        if (!line.header) return;
        current = undefined;
        skipping = true;
        return;
      case 'not-a-property':
      case 'invalid-key':
      case 'property':
        if (current === undefined) {
          if (!skipping) report({ ...place, kind: 'property-outside-section', profile: null });
        } else if (line.kind === 'property') readProperty(line, current, place);
        else report({ ...place, kind: line.kind, profile });
        return;
      default:
        assertNever(line);
    }
  };

  for (const [index, line] of readLines(kind, file.text.split('\n').map(ownText)).entries())
    take(line, { file: kind, path: file.path, line: index + 1 });

  if (firstUnlisted !== undefined) {
    problems.push({
      ...firstUnlisted,
      kind: 'more-problems',
      count: found - MAX_PROBLEMS,
    });
  }
  return { sections, problems };
};

/** The profile a section's problems belong to, if it is a profile's section. */
const profileOf = (section: Section): ProfileName | null =>
  section.kind === 'profile' || section.kind === 'default' ? section.name : null;
