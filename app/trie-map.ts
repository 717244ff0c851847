import { OrderedMap } from 'immutable';

type Entry<K, V> = readonly [key: K, value: V];

/**
 * A map that never changes. Another one with some entries more or fewer shares all the others with it: it costs as much
 * as they are, not as the map is large, where copying a Map for each of N answers would cost N times N. Entries come in
 * the order in which their keys came, as in a Map.
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

/** What the state needs of the library, and no more. */
const mapOf = <K, V>(map: OrderedMap<K, V>): TrieMap<K, V> => {
  let entries: readonly Entry<K, V>[] | null = null;

  /** All entries, put together once: whoever looks at all of them does so several times. */
  const all = (): readonly Entry<K, V>[] => {
    entries ??= [...map];
    return entries;
  };

  return {
    size: map.size,
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    keys: function* () {
      for (const [key] of all()) yield key;
    },
    values: function* () {
      for (const [, value] of all()) yield value;
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
    with: (added) =>
      mapOf(
        map.withMutations((changing) => {
          for (const [key, value] of added) changing.set(key, value);
        }),
      ),
    without: (gone) => mapOf(map.deleteAll(gone)),
  };
};

/** A map of these entries, or an empty one. */
export const trieMap = <K, V>(entries: Iterable<Entry<K, V>> = []): TrieMap<K, V> =>
  mapOf(OrderedMap<K, V>()).with(entries);
