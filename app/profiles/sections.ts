import { secret, type Secret } from '../secret.ts';
import {
  isProfileName,
  type AwsFile,
  type AwsFileKind,
  type LineProblem,
  type Place,
  type Problem,
  type ProfileName,
} from './profile.ts';

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

/** `default` is the bare `[default]` of the config file; a `[profile default]` is a `profile`. */
export type SectionKind = 'default' | 'profile' | 'sso-session' | 'services';

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

/** Sections of the AWS CLI that hold no profile. */
const FOREIGN_SECTIONS: ReadonlySet<string> = new Set(['plugins', 'preview']);

const PREFIXED_KINDS = ['profile', 'sso-session', 'services'] as const;

/** A file of junk would otherwise make a list as long as itself. */
const MAX_PROBLEMS = 100;

const KEY = /^[\w-]+$/;
const COMMENT = /(?:^|\s)[;#]/;
const PREFIXED = /^([\w-]+)\s+(\S[^]*)$/;
const QUOTED = /^(["'])([^]*)\1$/;

export const sectionKey = (kind: SectionKind, name: string): string => `${kind} ${name}`;

type Header =
  | { readonly kind: 'section'; readonly section: SectionKind; readonly name: ProfileName }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'prefix-missing' | 'prefix-in-credentials'; readonly name: ProfileName }
  | { readonly kind: 'line-problem'; readonly problem: LineProblem['kind'] };

const wrong = (problem: LineProblem['kind']): Header => ({ kind: 'line-problem', problem });

const readHeader = (trimmed: string, file: AwsFileKind): Header => {
  const end = trimmed.indexOf(']');
  if (end === -1) return wrong('unclosed-header');
  const rest = trimmed.slice(end + 1).trimStart();
  // Only for a header may a comment touch what it follows.
  if (rest !== '' && rest[0] !== '#' && rest[0] !== ';') return wrong('text-after-header');
  const inner = trimmed.slice(1, end).trim();
  const [, prefix, rawName] = PREFIXED.exec(inner) ?? [];

  if (prefix === undefined || rawName === undefined) {
    if (!isProfileName(inner)) return wrong('invalid-name');
    if (file === 'credentials') return { kind: 'section', section: 'profile', name: inner };
    if (inner === 'default') return { kind: 'section', section: 'default', name: inner };
    return FOREIGN_SECTIONS.has(inner)
      ? { kind: 'foreign' }
      : { kind: 'prefix-missing', name: inner };
  }

  const section = PREFIXED_KINDS.find((kind) => kind === prefix);
  if (section === undefined) return wrong('unknown-section');
  const name = QUOTED.exec(rawName)?.[2] ?? rawName;
  if (!isProfileName(name)) return wrong('invalid-name');
  if (file === 'config') return { kind: 'section', section, name };
  return section === 'profile' ? { kind: 'prefix-in-credentials', name } : { kind: 'foreign' };
};

const withoutComment = (line: string): string => {
  const comment = COMMENT.exec(line);
  return comment === null ? line : line.slice(0, comment.index);
};

/** The key that indented lines belong to, if it was left without a value. */
type Above = { readonly indent: number; readonly parent: string | undefined };

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
  let above: Above | undefined;

  const open = (header: Header, place: Place): void => {
    current = undefined;
    above = undefined;
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

  const readProperty = (line: string, trimmed: string, place: Place): void => {
    if (current === undefined) {
      if (!skipping) report({ ...place, kind: 'property-outside-section', profile: null });
      return;
    }
    const profile = profileOf(current);
    const equals = trimmed.indexOf('=');
    if (equals === -1) {
      report({ ...place, kind: 'not-a-property', profile });
      return;
    }
    const key = trimmed.slice(0, equals).trim().toLowerCase();
    const value = trimmed.slice(equals + 1).trim();
    if (!KEY.test(key)) {
      report({ ...place, kind: 'invalid-key', profile });
      return;
    }
    const indent = line.length - line.trimStart().length;
    const deeper = above !== undefined && indent > above.indent;
    const parent = deeper ? above?.parent : undefined;
    if (!deeper) above = { indent, parent: value === '' ? key : undefined };
    else if (parent === undefined) report({ ...place, kind: 'unexpected-indent', profile });

    // As in the JavaScript SDK an empty value sets nothing: it only opens a nested block.
    if (value === '') return;
    const path = parent === undefined ? key : `${parent}.${key}`;
    if (SECRET_KEYS.has(key)) current.secrets.set(path, { value: secret(value), place });
    else current.texts.set(path, { value, place });
  };

  let number = 0;
  // A BOM and the CR of CRLF need no care of their own: to JavaScript both are white space.
  for (const line of file.text.split('\n')) {
    number += 1;
    const place: Place = { file: kind, path: file.path, line: number };
    const trimmed = withoutComment(line).trim();
    const start = line.trimStart();
    if (line.includes('\0')) {
      report({
        ...place,
        kind: 'not-text',
        profile: current === undefined ? null : profileOf(current),
      });
      if (start.startsWith('[')) {
        current = undefined;
        skipping = true;
      }
    } else if (trimmed.startsWith('[')) open(readHeader(start.trimEnd(), kind), place);
    else if (trimmed !== '') readProperty(line, trimmed, place);
  }

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
