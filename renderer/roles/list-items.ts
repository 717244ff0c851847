import type { GrantId } from '../../app/model.ts';
import type { Section } from './list-rows.ts';

/** What stands in the list, one under the other: a section's head, or a row with its place in its section. */
export type ListItem =
  | { readonly kind: 'head'; readonly key: string; readonly section: Section }
  | {
      readonly kind: 'row';
      readonly key: string;
      readonly section: Section;
      readonly id: GrantId;
      /** From 1. */
      readonly place: number;
      /** Where its section's head is. */
      readonly head: number;
    };

export const itemsOf = (sections: readonly Section[]): readonly ListItem[] => {
  const items: ListItem[] = [];
  for (const section of sections) {
    const head = items.length;
    items.push({ kind: 'head', key: section.key, section });
    for (const [at, id] of section.ids.entries())
      // Under several tags a row stands several times.
      items.push({ kind: 'row', key: `${section.key} ${id}`, section, id, place: at + 1, head });
  }
  return items;
};

/** A list of so many is drawn as a whole: a screen reader reads it to its end, and nothing is gained by less. */
const WHOLE = 60;

/**
 * Which items are drawn: those in sight, the heads of their sections, and the row that Tab stops at, so that it keeps
 * the focus, or can be given it, wherever the list is scrolled to.
 */
export const drawnItems = (
  items: readonly ListItem[],
  inSight: readonly number[],
  stop: number,
): number[] => {
  if (items.length <= WHOLE) return [...items.keys()];
  const wanted = stop < 0 ? inSight : [...inSight, stop];
  const drawn = new Set(wanted);
  for (const at of wanted) {
    const item = items[at];
    if (item?.kind === 'row') drawn.add(item.head);
  }
  return [...drawn].toSorted((a, b) => a - b);
};

/** Something drawn, and how far below the thing before it, in px: what is not drawn takes its place all the same. */
export type Placed = { readonly index: number; readonly gap: number };

/** A section as it is drawn, of which only some rows may be. */
export type DrawnSection = {
  readonly section: Section;
  readonly head: Placed;
  readonly rows: readonly Placed[];
};

/** Drawn items by their sections, one below the other from `top` on. */
export const drawnSections = (
  items: readonly ListItem[],
  drawn: readonly { readonly index: number; readonly start: number; readonly end: number }[],
  top: number,
): readonly DrawnSection[] => {
  const sections: { section: Section; head: Placed; rows: Placed[] }[] = [];
  for (const [at, { index, start }] of drawn.entries()) {
    const placed = { index, gap: start - (drawn[at - 1]?.end ?? top) };
    const item = items[index];
    if (item?.kind === 'head') sections.push({ section: item.section, head: placed, rows: [] });
    else sections.at(-1)?.rows.push(placed);
  }
  return sections;
};
