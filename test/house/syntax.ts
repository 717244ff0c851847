/** A node of the syntax tree, with the members that are looked at here. */
export type Node = {
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
  readonly id?: unknown;
  readonly init?: unknown;
  readonly imported?: unknown;
  readonly local?: unknown;
  readonly object?: unknown;
  readonly property?: unknown;
  readonly argument?: unknown;
};

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

export const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

export const nodeOf = (value: unknown): Node | null => (isNode(value) ? value : null);

export const listOf = (value: unknown): readonly Node[] =>
  Array.isArray(value) ? value.filter(isNode) : [];

/** The name of an identifier, or the text of a literal that stands for one. */
export const nameOf = (value: unknown): string => {
  const node = nodeOf(value);
  const name = node?.name ?? node?.value;
  return typeof name === 'string' ? name : '';
};

/** The parts of a template between its gaps. */
export const partsOf = (template: Node): readonly string[] =>
  listOf(template.quasis).map(({ value }) =>
    typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '',
  );

/** The text of a string or of a template without gaps; null: it is neither. */
export const textOf = (value: unknown): string | null => {
  const node = nodeOf(value);
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type !== 'TemplateLiteral') return null;
  const parts = partsOf(node);
  return parts.length === 1 ? (parts[0] ?? null) : null;
};

/** What only the compiler reads. */
export const isType = ({ type }: Node): boolean =>
  type.startsWith('TS') && !['TSAsExpression', 'TSSatisfiesExpression'].includes(type);

export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;
