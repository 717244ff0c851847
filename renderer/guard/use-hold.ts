import { useEffect, useRef, useState, type HTMLAttributes } from 'react';

type Held = Pick<
  HTMLAttributes<HTMLButtonElement>,
  | 'onPointerDown'
  | 'onPointerUp'
  | 'onPointerCancel'
  | 'onPointerLeave'
  | 'onKeyDown'
  | 'onKeyUp'
  | 'onBlur'
  | 'onClick'
  | 'onContextMenu'
>;

const isPress = ({ key }: { readonly key: string }): boolean => key === ' ' || key === 'Enter';

type Stroke = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** With another key it is a shortcut, such as the one that brings the window. */
const begins = (stroke: Stroke): boolean =>
  isPress(stroke) && !stroke.repeat && !stroke.ctrlKey && !stroke.altKey && !stroke.metaKey;

/**
 * A button that is held down, by pointer or key. `onDone` is told how long, ms, once it was long enough; `onShort` is a
 * mere press, such as a screen reader makes. A key that was down before the button had the focus holds nothing.
 */
export const useHold = (props: {
  /** ms. */
  readonly holdFor: number;
  readonly onDone: (forMs: number) => void;
  readonly onShort: () => void;
}): { readonly holding: boolean; readonly events: Held } => {
  const { holdFor, onDone, onShort } = props;
  const [since, setSince] = useState<number | null>(null);
  /** A hold that came to its end: the click that follows is none of its own. */
  const done = useRef(false);
  const told = useRef(onDone);
  useEffect(() => {
    told.current = onDone;
  });
  useEffect(() => {
    if (since === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      const held = performance.now() - since;
      if (held < holdFor) {
        timer = setTimeout(look, Math.ceil(holdFor - held));
        return;
      }
      done.current = true;
      setSince(null);
      told.current(held);
    };
    look();
    return () => clearTimeout(timer);
  }, [since, holdFor]);

  const begin = (): void => {
    done.current = false;
    setSince(performance.now());
  };
  const end = (): void => setSince(null);
  return {
    holding: since !== null,
    events: {
      onPointerDown: (event) => {
        if (event.button === 0) begin();
      },
      onPointerUp: end,
      onPointerCancel: end,
      onPointerLeave: end,
      onBlur: end,
      onKeyDown: (event) => {
        if (!isPress(event)) return;
        // Not a click of the browser's own, which comes at once with Return.
        event.preventDefault();
        if (begins(event)) begin();
      },
      onKeyUp: (event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        // No click follows a key, so that the next one is a screen reader's.
        done.current = false;
        if (since === null) return;
        end();
        onShort();
      },
      // A long press opens a menu on touch screens.
      onContextMenu: (event) => event.preventDefault(),
      onClick: () => {
        if (done.current) done.current = false;
        else onShort();
      },
    },
  };
};
