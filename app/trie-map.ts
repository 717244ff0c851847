type Entry<K, V> = readonly [key: K, value: V];

type Node<K, V> =
  | { readonly kind: 'leaf'; readonly cells: (Entry<K, V> | undefined)[] }
  | { readonly kind: 'branch'; readonly nodes: (Node<K, V> | undefined)[] };

/**
 * A map that never changes. Another one with some entries more or fewer shares all the others with it: it costs as much
 * as they are, not as the map is large, where copying a Map for each of N answers would cost N times N. Entries come in
 * the order in which their keys first came, also those that were away meanwhile.
 */
export type TrieMap<K, V> = Iterable<Entry<K, V>> & {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  keys(): Iterable<K>;
  values(): Iterable<V>;
  /** This map with these entries; of two with one key the later counts. */
  with(entries: Iterable<Entry<K, V>>): TrieMap<K, V>;
  /** This map without these keys. */
  without(keys: Iterable<K>): TrieMap<K, V>;
};

/** So many branches of a node: copying one has to be cheap, and the way down short. */
const WIDTH = 32;

/** What one look at the root needs: the node and how many slots it covers. */
type Root<K, V> = { readonly node: Node<K, V>; readonly span: number };

const emptyRoot = <K, V>(): Root<K, V> => ({ node: { kind: 'leaf', cells: [] }, span: WIDTH });

/** Nodes that a change made itself, and that nobody else can see yet: it goes on writing into them. */
type Fresh = Set<unknown>;

const copied = <K, V>(node: Node<K, V>, fresh: Fresh): Node<K, V> => {
  if (fresh.has(node)) return node;
  const copy: Node<K, V> =
    node.kind === 'leaf'
      ? { kind: 'leaf', cells: [...node.cells] }
      : { kind: 'branch', nodes: [...node.nodes] };
  fresh.add(copy);
  return copy;
};

/** The node with this cell; those on the way to it are copied, all others shared. */
const withCell = <K, V>(
  { node, span }: Root<K, V>,
  slot: number,
  cell: Entry<K, V> | undefined,
  fresh: Fresh,
): Node<K, V> => {
  const copy = copied(node, fresh);
  if (copy.kind === 'leaf') {
    copy.cells[slot] = cell;
    return copy;
  }
  const below = span / WIDTH;
  const at = Math.floor(slot / below);
  const child = copy.nodes[at] ?? emptyNode(below);
  copy.nodes[at] = withCell({ node: child, span: below }, slot % below, cell, fresh);
  return copy;
};

const emptyNode = <K, V>(span: number): Node<K, V> =>
  span === WIDTH ? { kind: 'leaf', cells: [] } : { kind: 'branch', nodes: [] };

const cellAt = <K, V>({ node, span }: Root<K, V>, slot: number): Entry<K, V> | undefined => {
  let at: Node<K, V> | undefined = node;
  let left = slot;
  let below = span;
  while (at?.kind === 'branch') {
    below /= WIDTH;
    at = at.nodes[Math.floor(left / below)];
    left %= below;
  }
  return at?.cells[left];
};

/** As high as it takes to have room for a slot. */
const raised = <K, V>(root: Root<K, V>, slot: number): Root<K, V> =>
  slot < root.span
    ? root
    : raised({ node: { kind: 'branch', nodes: [root.node] }, span: root.span * WIDTH }, slot);

const collect = <K, V>(node: Node<K, V> | undefined, into: Entry<K, V>[]): void => {
  if (node === undefined) return;
  if (node.kind === 'branch') for (const child of node.nodes) collect(child, into);
  else for (const cell of node.cells) if (cell !== undefined) into.push(cell);
};

/**
 * One of the maps that came of each other. `slots` is theirs together and only grows: where a key stands in every map
 * that has it. Whether one has it is in its own cells alone, so none can tell that another knows of more keys.
 */
const mapOf = <K, V>(slots: Map<K, number>, root: Root<K, V>, size: number): TrieMap<K, V> => {
  let entries: readonly Entry<K, V>[] | null = null;

  /** All entries, put together once: whoever looks at all of them does so several times. */
  const all = (): readonly Entry<K, V>[] => {
    if (entries !== null) return entries;
    const collected: Entry<K, V>[] = [];
    collect(root.node, collected);
    entries = collected;
    return collected;
  };

  const entryOf = (key: K): Entry<K, V> | undefined => {
    const slot = slots.get(key);
    return slot === undefined || slot >= root.span ? undefined : cellAt(root, slot);
  };

  return {
    size,
    get: (key) => entryOf(key)?.[1],
    has: (key) => entryOf(key) !== undefined,
    keys: function* () {
      for (const [key] of all()) yield key;
    },
    values: function* () {
      for (const [, value] of all()) yield value;
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
    with: (added) => {
      const fresh: Fresh = new Set();
      let next = root;
      let count = size;
      for (const entry of added) {
        const [key] = entry;
        const slot = slots.get(key) ?? slots.size;
        slots.set(key, slot);
        next = raised(next, slot);
        if (cellAt(next, slot) === undefined) count += 1;
        next = { node: withCell(next, slot, entry, fresh), span: next.span };
      }
      return mapOf(slots, next, count);
    },
    without: (gone) => {
      const fresh: Fresh = new Set();
      let next = root;
      let count = size;
      for (const key of gone) {
        const slot = slots.get(key);
        if (slot === undefined || slot >= next.span || cellAt(next, slot) === undefined) continue;
        count -= 1;
        next = { node: withCell(next, slot, undefined, fresh), span: next.span };
      }
      return mapOf(slots, next, count);
    },
  };
};

/** A map of these entries, or an empty one. */
export const trieMap = <K, V>(entries: Iterable<Entry<K, V>> = []): TrieMap<K, V> =>
  mapOf<K, V>(new Map(), emptyRoot(), 0).with(entries);
