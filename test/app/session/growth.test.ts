import { expect, it } from 'vitest';
import type { AppEvent } from '../../../app/session/events.ts';
import { reduce } from '../../../app/session/reduce.ts';
import type { AppState } from '../../../app/session/state.ts';
import { trieMap, type TrieMap } from '../../../app/trie-map.ts';
import { HOUR, NOW, heldOf, role, roleOf, stateOf, wanted } from '../../support/model-state.ts';

/** A map that counts the entries it is asked for and given. */
const counting = <K, V>(map: TrieMap<K, V>, seen: { entries: number }): TrieMap<K, V> => {
  const each = function* <T>(all: Iterable<T>): Generator<T, undefined> {
    for (const one of all) {
      seen.entries += 1;
      yield one;
    }
    return undefined;
  };
  return {
    size: map.size,
    get: (key) => [...each([map.get(key)])][0],
    has: (key) => [...each([map.has(key)])][0] === true,
    keys: () => each(map.keys()),
    values: () => each(map.values()),
    [Symbol.iterator]: () => each(map),
    with: (entries) => counting(map.with(each(entries)), seen),
    without: (keys) => counting(map.without(each(keys)), seen),
  };
};

const failure = { kind: 'no-device', identity: 'ada' } as const;
const ref = role('r7');

const answers: readonly AppEvent[] = [
  { kind: 'requesting', ref, at: NOW },
  { kind: 'granted', ref, held: heldOf() },
  { kind: 'failed', ref, failure, at: NOW, retryAt: NOW + HOUR },
  { kind: 'released', ref },
  { kind: 'demands-code', ref },
  { kind: 'demands-young-session', ref, sessionAfter: NOW },
  { kind: 'lost', ref, at: NOW },
  { kind: 'maximum', roleArn: 'arn:aws:iam::111122223333:role/r7', seconds: 3600, at: NOW },
  { kind: 'maximum-refused', roleArn: 'arn:aws:iam::111122223333:role/r7', seconds: 7200 },
  { kind: 'maximum-doubted', refs: [ref] },
  { kind: 'ended', id: 'role:gone' },
];

it.each(answers)('$kind touches as many grants of a thousand as of ten', (event) => {
  const touched = (roles: number): number => {
    const all = Array.from({ length: roles }, (_, i) => roleOf(`r${i}`));
    const grants = [...all, roleOf('gone')].map(({ profile }) =>
      wanted(role(profile), { held: heldOf() }),
    );
    const seen = { entries: 0 };
    const state = stateOf({ roles: all, grants });
    const counted: AppState = {
      ...state,
      grants: counting(state.grants, seen),
      maximums: counting(
        trieMap(
          all.map(({ roleArn }) => [roleArn, { seconds: 3600, askedAt: NOW, refused: null }]),
        ),
        seen,
      ),
    };
    reduce(counted, event);
    return seen.entries;
  };
  expect(touched(10)).toBeGreaterThan(0);
  expect(touched(1000)).toBe(touched(10));
});
