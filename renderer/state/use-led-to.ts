import { useEffect, useEffectEvent, useRef } from 'react';
import type { GrantId } from '../../app/model.ts';
import type { Go } from '../../app/session/state.ts';
import { belowList, mainOf } from './focus-row.ts';
import { focusNext } from './focus.ts';

/**
 * Puts the focus on the row that a person was led to, once the list is laid out for it. `bring` draws a row of the list
 * and brings it into sight; null: it has none such.
 */
export const useLedTo = (go: Go, bring: (row: GrantId) => HTMLElement | null): void => {
  const bringNow = useEffectEvent(bring);
  const { row, at } = go;
  /** Each way there is gone once. */
  const gone = useRef<number | null>(null);
  useEffect(() => {
    if (row === null || gone.current === at) return undefined;
    const frame = requestAnimationFrame(() => {
      gone.current = at;
      const main = bringNow(row) ?? mainOf(document.querySelector(belowList(row)));
      // It has ended since, and what else waits comes first.
      if (main === null) focusNext();
      else main.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [row, at]);
};
