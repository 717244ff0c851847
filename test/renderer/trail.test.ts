import { describe, expect, it } from 'vitest';
import { backFrom, trailTo, type Trail, type View } from '../../renderer/state/trail.ts';

/** Where the way back leads after a walk through views from the list. */
const backAfter = (...walk: readonly View[]): readonly [View, number] => {
  let trail: Trail = [];
  let from: View = 'roles';
  for (const to of walk) {
    trail = trailTo(trail, from, to);
    from = to;
  }
  return [backFrom(trail), trail.length];
};

describe('the way back', () => {
  it.each<[string, readonly View[], View, number]>([
    ['from the list’s own panel leads to the list', ['settings'], 'roles', 0],
    ['leads through each panel on the way', ['settings', 'doctor', 'found'], 'doctor', 2],
    [
      'is one step shorter after a step back',
      ['settings', 'doctor', 'found', 'doctor'],
      'settings',
      1,
    ],
    [
      'stays where a panel shows another of its kind',
      ['settings', 'identity', 'identity'],
      'settings',
      1,
    ],
    [
      'does not grow by walking in circles',
      ['doctor', 'identity', 'doctor', 'identity'],
      'doctor',
      1,
    ],
    ['begins anew at the list', ['settings', 'doctor', 'roles', 'grants'], 'roles', 0],
  ])('%s', (_name, walk, back, steps) => {
    expect(backAfter(...walk)).toEqual([back, steps]);
  });
});
