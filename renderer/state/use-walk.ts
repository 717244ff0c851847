import { useMemo, useState, type FocusEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { keyAround, mainOf } from './focus-row.ts';

/** What of a virtual list is needed to bring an item of it into sight. */
type Scrolled = {
  readonly scrollToOffset: (offset: number) => void;
  readonly scrollToIndex: (index: number, options: { readonly align: 'auto' }) => void;
};

export type Walk = {
  /** Where the walked rows stand among the items. */
  readonly places: readonly number[];
  /** The row that has the focus, or had it last, among those walked; -1: none. */
  readonly activeRow: number;
  /** The item at which Tab stops, which stays drawn, wherever it is: the active row's, else the first; -1: there is none. */
  readonly stop: number;
  readonly onFocus: (event: FocusEvent) => void;
  /** Which row an element is in; -1: in none. */
  readonly rowOf: (within: Element) => number;
  /** What is pressed first in a row, where it is drawn. */
  readonly mainAt: (row: number) => HTMLElement | null;
  /** The same, drawn and in sight. */
  readonly bring: (list: Scrolled, row: number) => HTMLElement | null;
};

/**
 * The rows of a virtual list that arrows lead over, one of which Tab stops at. `keys`: of each item what its element has
 * as `data-key`; null: it is not walked. The same array as long as it says the same.
 */
export const useWalk = (
  keys: readonly (string | null)[],
  container: RefObject<HTMLElement | null>,
): Walk => {
  const [active, setActive] = useState<string | null>(null);
  /** By their keys too: asked at every key stroke and every step of a scroll. */
  const { places, byKey } = useMemo(() => {
    const at = keys.flatMap((key, n) => (key === null ? [] : [n]));
    return { places: at, byKey: new Map(at.map((n, row) => [keys[n] ?? '', row])) };
  }, [keys]);
  const activeRow = active === null ? -1 : (byKey.get(active) ?? -1);
  const mainAt = (row: number): HTMLElement | null => {
    const key = keys[places[row] ?? -1];
    if (key === undefined || key === null) return null;
    return mainOf(container.current?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? null);
  };
  return {
    places,
    activeRow,
    stop: places[Math.max(0, activeRow)] ?? -1,
    onFocus: ({ target }) => {
      const key = keyAround(target);
      if (key !== null) setActive(key);
    },
    rowOf: (within) => {
      const key = keyAround(within);
      return key === null ? -1 : (byKey.get(key) ?? -1);
    },
    mainAt,
    bring: (list, row) => {
      const at = places[row];
      const key = at === undefined ? undefined : keys[at];
      if (at === undefined || key === undefined) return null;
      // Drawn before it is looked for, wherever it is.
      flushSync(() => setActive(key));
      if (row === 0) list.scrollToOffset(0);
      else list.scrollToIndex(at, { align: 'auto' });
      return mainAt(row);
    },
  };
};
