import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';
import {
  childrenOf,
  isNode,
  isType,
  lineAt,
  nameOf,
  nodeOf,
  partsOf,
  type Node,
} from './syntax.ts';

/** Text that a person may read and that goes round the catalogues, and where it stands. */
export type UnsaidWord = { readonly text: string; readonly at: string };

/** The doors of the catalogues: what is given to them as it stands is said. */
const DOORS = new Set(['say', 'spoken', 'plural']);

/** Two words with a blank between them, or a word with a capital: names for the program have neither. */
const HUMAN = /\p{L}[\p{L}’,;:.]* +\p{L}|^\p{Lu}\p{Ll}+…?$/u;

/** Words of people, words of the page for them. */
const SPOKEN_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'title',
]);

const textsIn = (node: Node): readonly string[] => {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateLiteral') return [partsOf(node).join('{}')];
  return [];
};

/** Every text in a file that looks as if a person should read it and goes round the catalogues. */
const walk = (node: Node, found: (node: Node, text: string) => void): void => {
  if (isType(node) || node.type.startsWith('Import') || node.type.startsWith('Export')) {
    // What is exported is looked into; what is imported, or only typed, has no words.
    if (node.type.startsWith('Export'))
      for (const child of childrenOf(node)) if (child.type !== 'Literal') walk(child, found);
    return;
  }
  if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 't') {
    const template = nodeOf(node.quasi);
    for (const child of template === null ? [] : childrenOf(template)) walk(child, found);
    return;
  }
  // What is thrown ends in a journal: adapters answer with a Result.
  if (node.type === 'NewExpression' && nameOf(node.callee).endsWith('Error')) return;
  if (node.type === 'CallExpression' && DOORS.has(nameOf(node.callee))) {
    for (const child of childrenOf(node)) walkSaid(child, found);
    return;
  }
  if (node.type === 'SwitchCase' || node.type === 'BinaryExpression') {
    for (const child of childrenOf(node)) if (child.type !== 'Literal') walk(child, found);
    return;
  }
  for (const text of textsIn(node)) found(node, text);
  for (const child of childrenOf(node)) {
    if (node.type === 'Property' && child === node.key) continue;
    walk(child, found);
  }
};

/** Inside a door plain strings are said; functions are not. */
const walkSaid = (node: Node, found: (node: Node, text: string) => void): void => {
  if (node.type.includes('Function')) walk(node, found);
  else if (node.type !== 'Literal') for (const child of childrenOf(node)) walkSaid(child, found);
};

const placed = (file: SourceFile, node: Node, text: string): UnsaidWord => ({
  text: text.trim(),
  at: `${file.path}:${lineAt(file.text, node.start)}`,
});

const programOf = ({ path, text }: SourceFile): Node | null => {
  const program: unknown = parseSync(path, text).program;
  return isNode(program) ? program : null;
};

/** Texts of a words file that go round the catalogues. */
export const unsaidIn = (file: SourceFile): readonly UnsaidWord[] => {
  const found: UnsaidWord[] = [];
  const program = programOf(file);
  if (program !== null)
    walk(program, (node, text) => {
      if (HUMAN.test(text)) found.push(placed(file, node, text));
    });
  return found;
};

/** Two words with a blank between them: no name, no header, no code of AWS. */
const CLAUSE = /\p{L}[\p{L}’,;:.]* +\p{L}/u;

/** A line of a file that says what the file is, as its readers expect it: the same in every language. */
const COMMENT = /^[#;] ?/;

/** Texts of an adapter that read like a clause: a reason, which is a code of app/detail to be said by the views. */
export const unsaidInAdapter = (file: SourceFile): readonly UnsaidWord[] =>
  unsaidIn(file).filter(({ text }) => CLAUSE.test(text) && !COMMENT.test(text));

const LETTERS = /\p{L}{2}/u;

/** An example to type is no word; a placeholder that begins like a sentence is. */
const SENTENCE = /^\p{Lu}\p{Ll}/u;

/** Members of what components are given to show: entries of menus, questions, blocks of settings. */
const PAGE_MEMBERS = new Set([
  'about',
  'effect',
  'label',
  'name',
  'no',
  'note',
  'sentence',
  'title',
  'yes',
]);

/**
 * Texts of a component that are read or heard: between tags, in an attribute that is a name, or in a member that
 * another component shows.
 */
export const unsaidInPage = (file: SourceFile): readonly UnsaidWord[] => {
  const found: UnsaidWord[] = [];
  const textsAt = (node: Node, isSilent: boolean): readonly string[] => {
    if (node.type === 'JSXText') return [String(node.value)];
    if (node.type === 'Property' && PAGE_MEMBERS.has(nameOf(node.key)))
      return childrenOf(node)
        .filter((child) => child !== node.key)
        .flatMap(textsIn)
        .filter((text) => HUMAN.test(text));
    const isShown = node.type === 'JSXAttribute' || node.type === 'JSXExpressionContainer';
    return isShown && !isSilent ? childrenOf(node).flatMap(textsIn) : [];
  };
  const look = (node: Node, inSilent = false): void => {
    const attribute = node.type === 'JSXAttribute' ? nameOf(node.name) : '';
    // Its own text is a class, say; what stands deeper in its expression may be a part of the page.
    const isSilent =
      inSilent ||
      (attribute !== '' && !SPOKEN_ATTRIBUTES.has(attribute) && attribute !== 'placeholder');
    const texts = textsAt(node, isSilent);
    for (const text of texts)
      if (
        LETTERS.test(text) &&
        (node.type !== 'JSXExpressionContainer' || HUMAN.test(text)) &&
        (attribute !== 'placeholder' || SENTENCE.test(text))
      )
        found.push(placed(file, node, text));
    for (const child of childrenOf(node))
      look(child, isSilent && child.type === 'JSXExpressionContainer');
  };
  const program = programOf(file);
  if (program !== null) look(program);
  return found;
};

/** Members of what Electron shows: menus, boxes, notices, windows. */
const SHOWN_MEMBERS = new Set([
  'body',
  'buttons',
  'buttonLabel',
  'detail',
  'label',
  'message',
  'sublabel',
  'title',
  'toolTip',
]);

/** Texts that Electron or the system shows and that go round the catalogues: whole words, not codes. */
export const unsaidInMain = (file: SourceFile): readonly UnsaidWord[] => {
  const found: UnsaidWord[] = [];
  const look = (node: Node): void => {
    if (node.type === 'Property' && SHOWN_MEMBERS.has(nameOf(node.key)))
      for (const child of childrenOf(node))
        if (child !== node.key)
          for (const text of textsIn(child))
            if (/^\p{Lu}.*\p{Ll}/u.test(text)) found.push(placed(file, node, text));
    for (const child of childrenOf(node)) look(child);
  };
  const program = programOf(file);
  if (program !== null) look(program);
  return found;
};
