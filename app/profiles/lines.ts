import { isProfileName, type AwsFileKind, type LineProblem, type ProfileName } from './profile.ts';

/** `default` is the bare `[default]` of the config file; a `[profile default]` is a `profile`. */
export type SectionKind = 'default' | 'profile' | 'sso-session' | 'services';

export type Header =
  | { readonly kind: 'section'; readonly section: SectionKind; readonly name: ProfileName }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'prefix-missing' | 'prefix-in-credentials'; readonly name: ProfileName }
  | { readonly kind: 'line-problem'; readonly problem: LineProblem['kind'] };

/** What a line says by itself and by what stands above it. */
export type Line =
  /** Blank, or a comment alone. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'header'; readonly header: Header }
  /** Holds a NUL character; a header of that kind still ends the section above it. */
  | { readonly kind: 'not-text'; readonly header: boolean }
  | { readonly kind: 'not-a-property' | 'invalid-key' }
  | {
      readonly kind: 'property';
      /** In lower case. */
      readonly key: string;
      /** Without white space around it and without a comment behind it. */
      readonly value: string;
      /** The key whose nested block this line is in. */
      readonly parent: string | null;
      /** Deeper than the key above, which has a value. */
      readonly unexpected: boolean;
    };

/** Sections of the AWS CLI that hold no profile. */
const FOREIGN_SECTIONS: ReadonlySet<string> = new Set(['plugins', 'preview']);

const PREFIXED_KINDS = ['profile', 'sso-session', 'services'] as const;

const KEY = /^[\w-]+$/;
const COMMENT = /(?:^|\s)[;#]/;
const PREFIXED = /^([\w-]+)\s+(\S[^]*)$/;
const QUOTED = /^(["'])([^]*)\1$/;

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

/** Where a comment begins in a line, with the white space before it; its length where there is none. */
export const commentAt = (line: string): number => COMMENT.exec(line)?.index ?? line.length;

/** The key that indented lines belong to, if it was left without a value. */
type Above = { readonly indent: number; readonly parent: string | null };

/**
 * Reads one shared file line by line, by the rules the AWS SDKs share (aws-rules.md "Shared files"): keys ignore case,
 * comments follow white space, one nested level by indentation. One answer for each line between line feeds, in order;
 * total, in time linear in the text's length.
 */
export const readLines = (kind: AwsFileKind, texts: readonly string[]): readonly Line[] => {
  let above: Above | null = null;

  const property = (line: string, trimmed: string): Line => {
    const equals = trimmed.indexOf('=');
    if (equals === -1) return { kind: 'not-a-property' };
    const key = trimmed.slice(0, equals).trim().toLowerCase();
    const value = trimmed.slice(equals + 1).trim();
    if (!KEY.test(key)) return { kind: 'invalid-key' };
    const indent = line.length - line.trimStart().length;
    const deeper = above !== null && indent > above.indent;
    const parent = deeper ? (above?.parent ?? null) : null;
    if (!deeper) above = { indent, parent: value === '' ? key : null };
    return { kind: 'property', key, value, parent, unexpected: deeper && parent === null };
  };

  // A BOM and the CR of CRLF need no care of their own: to JavaScript both are white space.
  return texts.map((line): Line => {
    const trimmed = line.slice(0, commentAt(line)).trim();
    const start = line.trimStart();
    if (line.includes('\0')) return { kind: 'not-text', header: start.startsWith('[') };
    if (trimmed.startsWith('[')) {
      above = null;
      return { kind: 'header', header: readHeader(start.trimEnd(), kind) };
    }
    return trimmed === '' ? { kind: 'empty' } : property(line, trimmed);
  });
};
