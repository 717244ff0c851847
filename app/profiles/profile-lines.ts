import { isRoleKey, type RoleKey } from './role-fields.ts';
import { brokenRoleRule } from './role-rules.ts';
import type { SeenLine } from './owned-section.ts';

/** What becomes of a line of the config file; `line` counts from 1 in the text before, and null is behind its end. */
export type LineChange = {
  readonly line: number | null;
  readonly profile: string;
  /** null: a header, a comment, or a line that is no property. */
  readonly key: string | null;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Values are told of a role's own keys, and only where they are what such a key holds: others may be secret. */
  readonly before: string | null;
  readonly after: string | null;
};

/** A value that may be shown, or null. */
export const shownValue = (key: string, value: string): string | null =>
  isRoleKey(key) && brokenRoleRule(key, value) === null ? value : null;

/** A property of the section itself, not of a block inside it. */
export const propertyOf = (
  seen: SeenLine,
): { readonly key: string; readonly value: string } | null => {
  const { line } = seen;
  return line.kind === 'property' && line.parent === null && !line.unexpected
    ? { key: line.key, value: line.value }
    : null;
};

export const roleKeyOf = (seen: SeenLine): RoleKey | null => {
  const property = propertyOf(seen);
  return property !== null && isRoleKey(property.key) ? property.key : null;
};
