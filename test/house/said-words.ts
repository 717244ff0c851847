import { parseSync } from 'vite';
import { keyOf, pluralKey } from '../../app/view/words/say.ts';
import type { SourceFile } from './source-files.ts';
import {
  childrenOf,
  isNode,
  isType,
  lineAt,
  listOf,
  nameOf,
  nodeOf,
  partsOf,
  textOf,
  type Node,
} from './syntax.ts';

/** A word or sentence as a catalogue has it, and where it stands in the code. */
export type SaidWord = { readonly key: string; readonly at: string };

const isFunction = ({ type }: Node): boolean => type.includes('Function');

/** Members that name a thing for the program. */
const NAMES = new Set(['kind', 'does', 'panel', 'code', 'dateStyle', 'weekday', 'day', 'month']);

/** Every string of a table: its members, and those of tables in it. */
const membersOf = (table: Node): readonly string[] =>
  childrenOf(table).flatMap((child): readonly string[] => {
    if (isType(child) || isFunction(child)) return [];
    if (child.type === 'Property') {
      const text = textOf(child.value);
      // A name for the program is one small word; what a person reads may stand under the same member.
      if (NAMES.has(nameOf(child.key)) && /^[a-z0-9-]+$/.test(text ?? '')) return [];
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

const LETTERS = /\p{L}/u;

/** The texts of the command's table: they are said where help and man page print them. */
const TABLE = /^app\/command-line\//;
const TABLE_TEXTS = new Set(['summary', 'description', 'text', 'title']);

const tableKeys = (node: Node): readonly string[] => {
  if (node.type !== 'Property' || !TABLE_TEXTS.has(nameOf(node.key))) return [];
  const text = textOf(node.value);
  const value = nodeOf(node.value);
  const texts =
    text === null ? (value?.type === 'ArrayExpression' ? membersOf(value) : []) : [text];
  return texts.map((one) => keyOf([one]));
};

/** Every word that goes through the catalogues' door, in the order of the code. */
export const saidWords = ({ path, text }: SourceFile): readonly SaidWord[] => {
  const found: SaidWord[] = [];
  const walk = (node: Node): void => {
    const keys = TABLE.test(path) ? [...keysAt(node), ...tableKeys(node)] : keysAt(node);
    for (const key of keys)
      if (LETTERS.test(key.replaceAll(/\{\d+\}/g, '')))
        found.push({ key, at: `${path}:${lineAt(text, node.start)}` });
    for (const child of childrenOf(node)) if (!isType(child)) walk(child);
  };
  const program: unknown = parseSync(path, text).program;
  if (isNode(program)) walk(program);
  return found;
};
