import { describe, expect, it } from 'vitest';
import {
  changedParts,
  isWhole,
  nothingHeld,
  partsOf,
  takeIn,
  type Held,
  type Texts,
} from '../../../app/view/parts.ts';
import type { WindowSnapshot } from '../../../app/view/window.ts';
import { snapshot } from '../../support/snapshots.ts';

/** A page that has a whole picture. */
const pageWith = (picture: WindowSnapshot): Held =>
  takeIn(nothingHeld, { revision: picture.revision, texts: partsOf(picture) });

/** What travels between two pictures. */
const between = (before: WindowSnapshot, after: WindowSnapshot) => ({
  revision: after.revision,
  texts: changedParts(partsOf(before), partsOf(after)),
});

const first = snapshot({ revision: 4 });
const second = snapshot({ revision: 5, go: { to: 'search', at: 1, identity: null, row: null } });
const third = snapshot({
  revision: 6,
  go: { to: 'roles', at: 2, identity: null, row: null },
  skew: 40_000,
});

describe('a picture that travels in parts', () => {
  it('is the same at the other end', () => {
    expect(pageWith(first).picture).toEqual(first);
  });

  it('sends only what changed', () => {
    expect(Object.keys(between(second, third).texts).toSorted()).toEqual(['go', 'skew']);
    expect(between(second, { ...second, revision: 9 }).texts).toEqual({});
  });

  it('leaves what did not change the same object, so that nothing of it is drawn again', () => {
    const before = pageWith(first);
    const after = takeIn(before, between(first, second));
    expect(after.picture).toEqual(second);
    expect(after.picture.groups).toBe(before.picture.groups);
    expect(after.picture.go).not.toBe(before.picture.go);
  });

  it.each([
    ['in their order', [0, 1, 2]],
    ['the whole last', [1, 2, 0]],
    ['the changes the wrong way round', [0, 2, 1]],
    ['the whole in between', [1, 0, 2]],
  ])('comes out the same with its parts %s', (_order, order) => {
    const sent = [
      { revision: first.revision, texts: partsOf(first) },
      between(first, second),
      between(second, third),
    ];
    const came = order.flatMap((at) => sent[at] ?? []);
    expect(came.reduce(takeIn, nothingHeld).picture).toEqual(third);
  });

  it('is whole once no part is missing', () => {
    const held = takeIn(nothingHeld, between(first, second));
    expect(isWhole(held.picture)).toBe(false);
    expect(isWhole(takeIn(held, { revision: 4, texts: partsOf(first) }).picture)).toBe(true);
  });

  it('takes nothing in that is no part of a picture, or no news', () => {
    const held = pageWith(first);
    const strange: Texts = { __proto__x: '1', constructor: '2', unknown: '{}' };
    expect(takeIn(held, { revision: 9, texts: strange })).toBe(held);
    expect(takeIn(held, { revision: 4, texts: partsOf(second) })).toBe(held);
  });
});
