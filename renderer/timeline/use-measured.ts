import { useLayoutEffect, useState, type RefObject } from 'react';

type Size = { readonly width: number; readonly height: number };

/** How large an element is drawn, in px: looked at again when it changes, as with the text or the window. */
export const useMeasured = (element: RefObject<HTMLElement | null>): Size | null => {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const one = element.current;
    if (one === null) return;
    const look = (): void => {
      const { width, height } = one.getBoundingClientRect();
      setSize((before) =>
        before?.width === width && before.height === height ? before : { width, height },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(one);
    return () => observer.disconnect();
  }, [element]);
  return size;
};
