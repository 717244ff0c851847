import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';
import { childrenOf, isNode, isType, lineAt, listOf, nameOf, nodeOf, type Node } from './syntax.ts';

/** Words that are said as a module loads, which is before anybody has chosen a language, and where they stand. */
export type EarlyWord = { readonly word: string; readonly at: string };

const programOf = ({ path, text }: SourceFile): Node | null => {
  const program: unknown = parseSync(path, text).program;
  return isNode(program) ? program : null;
};

const isCallOf = (node: Node | null, names: readonly string[]): boolean =>
  node?.type === 'CallExpression' && names.includes(nameOf(node.callee));

/** What runs when the module does: functions wait until they are called. */
const early = (node: Node, found: (node: Node) => void): void => {
  if (isType(node) || node.type.includes('Function')) return;
  found(node);
  // What one table takes from another is said when it is read there.
  if (!isCallOf(node, ['spoken'])) for (const child of childrenOf(node)) early(child, found);
};

/** Names that a file gives to tables of words. */
export const tablesIn = (file: SourceFile): readonly string[] => {
  const found: string[] = [];
  const program = programOf(file);
  if (program !== null)
    early(program, (node) => {
      if (node.type === 'VariableDeclarator' && isCallOf(nodeOf(node.init), ['spoken']))
        found.push(nameOf(node.id));
    });
  return found;
};

/** Reads of tables, and sentences, at module level. `tables`: the names of all tables, which are unlike each other. */
export const earlyWords = (file: SourceFile, tables: ReadonlySet<string>): readonly EarlyWord[] => {
  const program = programOf(file);
  if (program === null) return [];
  const local = new Set(tablesIn(file));
  early(program, (node) => {
    if (node.type === 'ImportSpecifier' && tables.has(nameOf(node.imported)))
      local.add(nameOf(node.local));
  });
  const isTable = (value: unknown): boolean => {
    const node = nodeOf(value);
    return node?.type === 'Identifier' && local.has(nameOf(node));
  };
  const found: EarlyWord[] = [];
  early(program, (node) => {
    const add = (word: string): void => {
      found.push({ word, at: `${file.path}:${lineAt(file.text, node.start)}` });
    };
    if (node.type === 'MemberExpression' && isTable(node.object))
      add(`${nameOf(node.object)}.${nameOf(node.property)}`);
    if (node.type === 'SpreadElement' && isTable(node.argument)) add(`...${nameOf(node.argument)}`);
    if (
      node.type === 'VariableDeclarator' &&
      nodeOf(node.id)?.type === 'ObjectPattern' &&
      isTable(node.init)
    )
      add(`{…} = ${nameOf(node.init)}`);
    if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 't') add('t');
    if (isCallOf(node, ['say', 'plural'])) add(nameOf(node.callee));
    // Object.values(table) and the like read what they are given.
    if (node.type === 'CallExpression')
      for (const given of listOf(node.arguments)) if (isTable(given)) add(nameOf(given));
  });
  return found;
};
