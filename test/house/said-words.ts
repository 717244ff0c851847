import { parseSync } from 'vite';
import { keyOf, pluralKey } from '../../app/view/words/say.ts';
import type { SourceFile } from './source-files.ts';

/** A node of the syntax tree, with the members that are looked at here. */
type Node = {
  readonly type: string;
  readonly start: number;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly key?: unknown;
  readonly tag?: unknown;
  readonly quasi?: unknown;
  readonly quasis?: unknown;
  readonly callee?: unknown;
  readonly arguments?: unknown;
  readonly properties?: unknown;
};

/** A word or sentence as a catalogue has it, and where it stands in the code. */
export type SaidWord = { readonly key: string; readonly at: string };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

const nodeOf = (value: unknown): Node | null => (isNode(value) ? value : null);
const listOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : [];
const nameOf = (value: unknown): string => {
  const node = nodeOf(value);
  const name = node?.name ?? node?.value;
  return typeof name === 'string' ? name : '';
};

/** The text of a string or of a template without gaps; null: it is neither. */
const textOf = (value: unknown): string | null => {
  const node = nodeOf(value);
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type !== 'TemplateLiteral') return null;
  const parts = partsOf(node);
  return parts.length === 1 ? (parts[0] ?? null) : null;
};

const partsOf = (template: Node): readonly string[] =>
  listOf(template.quasis).map(({ value }) =>
    typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '',
  );

const isType = ({ type }: Node): boolean =>
  type.startsWith('TS') && !['TSAsExpression', 'TSSatisfiesExpression'].includes(type);

const isFunction = ({ type }: Node): boolean => type.includes('Function');

/** Members that name a thing for the program. */
const NAMES = new Set(['kind', 'does', 'panel', 'code', 'dateStyle', 'weekday', 'day', 'month']);

/** Every string of a table: its members, and those of tables in it. */
const membersOf = (table: Node): readonly string[] =>
  childrenOf(table).flatMap((child): readonly string[] => {
    if (isType(child) || isFunction(child)) return [];
    if (child.type === 'Property') {
      if (NAMES.has(nameOf(child.key)) && typeof textOf(child.value) === 'string')
        return nameOf(child.key) === 'code' ? [textOf(child.value) ?? ''] : [];
      const text = textOf(child.value);
      const value = nodeOf(child.value);
      if (text !== null) return [text];
      return value === null || isFunction(value) ? [] : membersOf(value);
    }
    const text = textOf(child);
    if (text !== null) return [text];
    return child.type === 'TemplateLiteral' || child.type === 'CallExpression'
      ? []
      : membersOf(child);
  });

const keysAt = (node: Node): readonly string[] => {
  if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 't') {
    const template = nodeOf(node.quasi);
    return template === null ? [] : [keyOf(partsOf(template))];
  }
  if (node.type !== 'CallExpression') return [];
  const [first, second] = listOf(node.arguments);
  switch (nameOf(node.callee)) {
    case 'plural': {
      const forms = new Map(
        listOf(second?.properties).map(({ key, value }) => [nameOf(key), textOf(value)]),
      );
      const [one, other] = [forms.get('one'), forms.get('other')];
      if (typeof one !== 'string' || typeof other !== 'string')
        throw new Error('plural() takes both forms as plain strings');
      return [pluralKey({ one, other })];
    }
    case 'say': {
      const text = textOf(first);
      return text === null ? [] : [keyOf([text])];
    }
    case 'spoken':
      return first === undefined ? [] : membersOf(first).map((text) => keyOf([text]));
    default:
      return [];
  }
};

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const LETTERS = /\p{L}/u;

/** Every word that goes through the catalogues' door, in the order of the code. */
export const saidWords = ({ path, text }: SourceFile): readonly SaidWord[] => {
  const found: SaidWord[] = [];
  const walk = (node: Node): void => {
    for (const key of keysAt(node))
      if (LETTERS.test(key.replaceAll(/\{\d+\}/g, '')))
        found.push({ key, at: `${path}:${lineAt(text, node.start)}` });
    for (const child of childrenOf(node)) if (!isType(child)) walk(child);
  };
  const program: unknown = parseSync(path, text).program;
  if (isNode(program)) walk(program);
  return found;
};
