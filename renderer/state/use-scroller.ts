import { useLayoutEffect, useState, type RefObject } from 'react';

export type Scroller = {
  /** What scrolls the list; null before the first layout. */
  readonly element: HTMLElement | null;
  /** How far below its top the list begins, in px. */
  readonly offset: number;
  /** Pixels of a rem: rows grow with the text. */
  readonly rem: number;
};

/** With twice the text in a narrow window the page scrolls as a whole (style/modes.css), else the list alone. */
const scrollerOf = (list: HTMLElement): HTMLElement | null => {
  const scroll = list.closest<HTMLElement>('.scroll');
  return scroll !== null && getComputedStyle(scroll).overflowY === 'visible'
    ? list.closest<HTMLElement>('.window')
    : scroll;
};

const measured = (list: HTMLElement): Scroller => {
  const element = scrollerOf(list);
  const top = element?.getBoundingClientRect().top ?? 0;
  return {
    element,
    offset: Math.round(list.getBoundingClientRect().top - top + (element?.scrollTop ?? 0)),
    rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  };
};

/** Where a list is within what scrolls it: looked at again when anything above it, or the window, changes its size. */
export const useScroller = (
  list: RefObject<HTMLElement | null>,
  above: RefObject<HTMLElement | null>,
): Scroller => {
  const [scroller, setScroller] = useState<Scroller>({ element: null, offset: 0, rem: 16 });
  useLayoutEffect(() => {
    const look = (): void => {
      if (list.current === null) return;
      const next = measured(list.current);
      setScroller((before) =>
        before.element === next.element && before.offset === next.offset && before.rem === next.rem
          ? before
          : next,
      );
    };
    look();
    const observer = new ResizeObserver(look);
    for (const one of [
      list.current?.closest('.window'),
      list.current?.closest('.scroll'),
      above.current,
    ])
      if (one instanceof Element) observer.observe(one);
    return () => observer.disconnect();
  }, [list, above]);
  return scroller;
};
