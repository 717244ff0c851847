import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trieMap, type TrieMap } from '../../app/trie-map.ts';

type Step =
  | { readonly kind: 'with'; readonly entries: readonly (readonly [number, number])[] }
  | { readonly kind: 'without'; readonly keys: readonly number[] };

type Pair = {
  readonly trie: TrieMap<number, number>;
  readonly model: ReadonlyMap<number, number>;
};

/** Enough keys for three levels. */
const key = fc.nat(1500);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('with' as const),
    entries: fc.array(fc.tuple(key, fc.nat(9)), { maxLength: 400 }),
  }),
  fc.record({ kind: fc.constant('without' as const), keys: fc.array(key, { maxLength: 400 }) }),
);

const inModel = (map: ReadonlyMap<number, number>, one: Step): ReadonlyMap<number, number> => {
  const next = new Map(map);
  if (one.kind === 'with') for (const [at, value] of one.entries) next.set(at, value);
  else for (const at of one.keys) next.delete(at);
  return next;
};

const inTrie = (map: TrieMap<number, number>, one: Step): TrieMap<number, number> =>
  one.kind === 'with' ? map.with(one.entries) : map.without(one.keys);

const expectSame = ({ trie, model }: Pair): void => {
  expect(trie.size).toBe(model.size);
  expect([...trie]).toEqual([...model]);
  for (const at of [0, 31, 32, 1023, 1024, 1500, 99_999]) {
    expect(trie.get(at)).toBe(model.get(at));
    expect(trie.has(at)).toBe(model.has(at));
  }
};

describe('a map that shares', () => {
  it('holds what a Map would, and every one before it stays as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const made: Pair[] = [];
        let pair: Pair = { trie: trieMap(), model: new Map() };
        for (const one of steps) {
          made.push(pair);
          pair = { trie: inTrie(pair.trie, one), model: inModel(pair.model, one) };
        }
        made.push(pair);
        made.forEach(expectSame);
        expect(made).toHaveLength(steps.length + 1);
      }),
      { numRuns: 50 },
    );
  });

  it('can come of one map in two ways that know nothing of each other', () => {
    const one = trieMap([['a', 1]]);
    const left = one.with([['b', 2]]);
    const right = one.with([['c', 3]]);
    expect([...left]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect([...right]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
    expect(left.has('c')).toBe(false);
    expect(one.size).toBe(1);
  });

  it('tells its entries in the order in which their keys came', () => {
    const map = trieMap(Array.from({ length: 40 }, (_, at) => [`k${40 - at}`, at] as const));
    const changed = map.with([['k40', 99]]).without(['k39']);
    expect([...changed.keys()].slice(0, 2)).toEqual(['k40', 'k38']);
    expect([...changed.values()].slice(0, 2)).toEqual([99, 2]);
  });
});
